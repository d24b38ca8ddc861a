"""Equality monitoring stands apart from the case, and nobody is picked out of what is told."""

import datetime as dt
import random
from types import SimpleNamespace

import pytest

from services.referral.domain.monitoring import QUESTIONS, may_be_told
from shared.contracts.event import DistrictEvent
from shared.contracts.referral import EqualityCounted
from shared.disclosure import TOTAL
from tests.forum.attack import given_away
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD, until

YEAR = 2033
"""Nobody else in these tests is asked in it."""
TOLD = "referral.equality-counted"


@pytest.fixture
def therapist(platform):
    platform.now = dt.datetime(YEAR, 6, 1, 12, tzinfo=dt.UTC)
    return platform.client("referral", "occupational_therapist")


def over(platform):
    platform.now = dt.datetime(YEAR + 1, 4, 1, 0, 30, tzinfo=dt.UTC)


def say(therapist, times=1, district=GLOUCESTER, **said):
    for _ in range(times):
        kept = therapist.post("/v1/monitoring", json={"district": district} | said)
        assert kept.json() == {"year": YEAR}


def counted(therapist, district=GLOUCESTER):
    return therapist.get("/v1/monitoring", params={"year": YEAR, "district": district})


def told(platform, district=GLOUCESTER):
    rows = platform.sql(
        "SELECT case_id, subject, data FROM bus.log WHERE type = $1 AND district = $2",
        TOLD,
        district,
    )
    return [row for row in rows if f"/{YEAR}/" in row["subject"]]


def test_what_is_said_is_kept_under_no_case_and_told_once_the_year_is_over(platform, therapist):
    say(therapist, 11, ethnic_group="mixed", faith="sikh")
    say(therapist, 9, ethnic_group="white", faith="christian", asked_at="completion")
    refused = counted(therapist)
    problem(refused, "year-not-over", 422, "/year")
    assert told(platform) == []
    over(platform)
    until(lambda: len(told(platform)) == 2)
    found = {view["asked_at"]: view for view in counted(therapist).json()["items"]}
    assert found["enquiry"]["people"] == 11
    for row in told(platform):
        event = EqualityCounted.model_validate_json(row["data"])
        assert row["case_id"] is None
        assert event.people == found[event.asked_at]["people"]
        by_question = {name: {} for name in QUESTIONS}
        for each in event.counts:
            by_question[each.question][each.answer] = each.people
        assert by_question == found[event.asked_at]["counts"]
    columns = platform.sql(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'referral'"
        " AND table_name = 'monitoring'"
    )
    named = {row[0] for row in columns}
    assert named == {"id", "district", "year", "asked_at", *QUESTIONS}


def test_where_few_were_asked_nothing_is_told_but_that(platform, therapist):
    say(therapist, 7, STROUD, ethnic_group="white")
    over(platform)
    until(lambda: told(platform, STROUD) != [])
    [row] = told(platform, STROUD)
    event = EqualityCounted.model_validate_json(row["data"])
    assert (event.people, event.counts) == (None, ())


def test_the_event_has_no_place_for_a_case():
    assert issubclass(EqualityCounted, DistrictEvent)
    fields = set(EqualityCounted.model_fields)
    assert fields == {"district", "year", "asked_at", "people", "counts"}


def people(*answers):
    """As many people as answers to the first question; of the others each says the same."""
    rest = {"sex": "female", "age_band": "from_80", "faith": "none"}
    return [SimpleNamespace(ethnic_group=answer, **rest) for answer in answers]


def test_few_are_not_told_and_what_would_give_them_away_neither():
    found = may_be_told(people(*["white"] * 30, *["black"] * 3, *["asian"] * 9)).counts
    assert found["ethnic_group"]["black"] is None
    assert list(found["ethnic_group"].values()).count(None) > 1
    assert found["ethnic_group"]["white"] == 30
    assert found["sex"]["female"] is None, "of all the same is told of each of them"


def test_nobody_can_be_worked_out_by_whoever_knows_how_many_were_asked():
    """Solving for what is hidden, with the number of people that all four questions share."""
    some = random.Random(7)
    for _ in range(25):
        weights = {q: [some.random() ** 3 for _ in codes] for q, codes in QUESTIONS.items()}
        said = [
            SimpleNamespace(
                **{q: some.choices(list(codes), weights[q])[0] for q, codes in QUESTIONS.items()}
            )
            for _ in range(some.randint(8, 60))
        ]
        answers = may_be_told(said)
        for question, codes in QUESTIONS.items():
            true = {c: sum(getattr(each, question) == c for each in said) for c in codes}
            shown = {("", c): n for c, n in answers.counts[question].items()}
            shown["", TOTAL] = answers.people
            assert list(given_away({"": true}, shown)) == []


def test_a_group_that_is_none_is_refused(therapist):
    said = {"district": GLOUCESTER, "ethnic_group": "martian"}
    problem(therapist.post("/v1/monitoring", json=said), "invalid-input", 422, "/ethnic_group")
