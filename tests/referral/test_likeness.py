"""Whether two records may be of one person: what is offered, and who is never said to be one."""

import datetime as dt

import pytest

from services.referral.data import nicknames
from services.referral.domain.likeness import Known, compare

HOME, ELSEWHERE = ("1 Example Street", "GL1 1AA"), ("9 Other Road", "GL5 1AA")
NEXT_DOOR = ("3 Example Street", "GL1 1AA")
ONE, OTHER = "9434765870", "9434765919"


def known(name, born="1950-03-21", home=HOME, **numbers):
    return Known.of(name, dt.date.fromisoformat(born), home, **numbers)


def likeness(one, other):
    ways = {compare(a, b, nicknames()) for a, b in ((one, other), (other, one))}
    assert len(ways) == 1, "it is the same whichever comes first"
    found = ways.pop()
    return found and found[0]


OFFERED = [
    ("typed wrong", known("Margaret Example"), known("Margaret Exmaple"), "strong"),
    ("a nickname", known("Margaret Example"), known("Peggy Example"), "strong"),
    ("a British spelling", known("Muhammad Khan"), known("Mohammed Khan"), "strong"),
    ("a name not in the public list", known("Helen Jones"), known("Nell Jones"), "strong"),
    ("names changed over", known("Margaret Example"), known("Example Margaret"), "strong"),
    ("married", known("Margaret Example"), known("Margaret Married"), "possible"),
    ("moved", known("Ann Example"), known("Ann Example", home=ELSEWHERE), "possible"),
    ("day and month", known("Ann Example", "1950-03-04"), known("Ann Example", "1950-04-03"), "possible"),
    ("only the year known", known("Ann Example"), known("Ann Example", "1950-01-01"), "possible"),
    ("a slip in the given name, moved", known("Marian Example"), known("Marion Example", home=ELSEWHERE), "possible"),
    ("one number", known("Ann Example", nhs_number=ONE), known("A Married", home=ELSEWHERE, nhs_number=ONE), "same_number"),
    ("one number and nothing else", known("Ann Example", nhs_number=ONE), known("Bo Other", "1981-07-07", ELSEWHERE, nhs_number=ONE), "possible"),
]  # fmt: skip
APART = [
    ("twins", known("Ann Example"), known("Bryony Example")),
    ("twins of similar names", known("John Example"), known("Joan Example")),
    ("twins of a common second name", known("John Paul Example"), known("Joan Paul Example")),
    ("father and son", known("John Example", "1950-03-21"), known("John Example", "1975-06-02")),
    ("a couple", known("Ann Example"), known("Bill Example", "1948-02-02")),
    ("two numbers", known("Ann Example", nhs_number=ONE), known("Ann Example", nhs_number=OTHER)),
]


@pytest.mark.parametrize(
    "one, other, expected", [each[1:] for each in OFFERED], ids=[w for w, *_ in OFFERED]
)
def test_one_person_recorded_twice_is_offered(one, other, expected):
    assert likeness(one, other) == expected


@pytest.mark.parametrize("one, other", [each[1:] for each in APART], ids=[w for w, *_ in APART])
def test_two_people_of_one_home_are_never_said_to_be_one(one, other):
    assert likeness(one, other) == "same_household"


def test_father_and_son_apart_are_not_offered_at_all():
    son = known("John Example", "1975-06-02", ELSEWHERE)
    assert likeness(known("John Example", "1950-03-21"), son) is None


def test_neighbours_and_namesakes_are_not_offered():
    assert likeness(known("Ann Example"), known("Bo Other", home=NEXT_DOOR)) is None
    namesake = known("Ann Example", "1963-10-09", ELSEWHERE)
    assert likeness(known("Ann Example"), namesake) is None


def test_a_nickname_does_not_lead_on_to_a_third_name():
    """Harry is Henry and Harry is Harold: Henry is not Harold."""
    assert {"henry", "harold"} <= nicknames().of("harry")
    assert "harold" not in nicknames().of("henry")
