"""Who is reached, by what people say of themselves: of whole years, and under no case."""

import pytest

from services.forum.projections import EQUALITY
from shared.contracts.referral import EqualityCounted
from tests.forum.signing_in import Visitor
from tests.platform.running import GLOUCESTER, STROUD

YEAR = 2023


def answers(asked_at, people, district=GLOUCESTER, year=YEAR, **groups):
    counts = [
        {"question": "ethnic_group", "answer": name, "people": n} for name, n in groups.items()
    ]
    return EqualityCounted(
        district=district, year=year, asked_at=asked_at, people=people, counts=tuple(counts)
    )


@pytest.fixture
def told(platform):
    platform.tell(
        "forum",
        answers("enquiry", 40, white=30, black=10, asian=None, mixed=None),
        answers("completion", 20, white=18, black=None, asian=None, mixed=None),
        answers("enquiry", None, STROUD),
    )
    return platform


def reached(client, **asked):
    answer = client.get("/v1/equity/people", params={"year": YEAR} | asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_those_who_ask_stand_beside_those_whose_works_are_completed(told):
    [gloucester] = reached(told.client("forum", "forum_analyst"))["items"]
    assert gloucester["asked"] == {"enquiry": 40, "completion": 20}
    [question] = gloucester["questions"]
    found = {each["answer"]: each["shares"] for each in question["answers"]}
    assert found["white"] == {
        "enquiry": {"people": 30, "percent": 75},
        "completion": {"people": 18, "percent": 90},
    }
    assert found["black"]["completion"] == {"people": None, "percent": None}


def test_a_district_outside_of_the_reach_is_not_shown(told):
    told.tell("forum", answers("enquiry", 12, STROUD, 2022, white=12))
    officer = told.client("forum", "gloucester_grant_officer")
    assert reached(officer, year=2022)["items"] == []
    county = told.client("forum", "forum_analyst")
    assert [each["district"] for each in reached(county, year=2022)["items"]] == [STROUD]
    assert reached(county, year=2022, district=GLOUCESTER)["items"] == []


def test_what_is_told_again_takes_the_place_of_what_was_told(told):
    told.tell(
        "forum",
        answers("enquiry", 9, year=2021, white=9, black=0),
        answers("enquiry", 10, year=2021, white=10),
    )
    [found] = reached(told.client("forum", "forum_analyst"), year=2021)["items"]
    [only] = found["questions"][0]["answers"]
    assert (found["asked"]["enquiry"], only["answer"]) == (10, "white")


def test_the_page_says_what_is_hidden_in_words(told):
    visitor = Visitor(told)
    visitor.sign_in("forum_analyst")
    page = visitor.get("/equity/people", year=str(YEAR), district=GLOUCESTER).text
    visitor.close()
    assert "30 (75 %)" in page
    assert ">hidden<" in page.partition("</figure>")[2].replace("\n", "")
    assert page.count("<figure") == 1


def test_the_forum_keeps_no_case_beside_an_answer(platform):
    columns = platform.sql(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'forum'"
        " AND table_name = $1",
        EQUALITY.table,
    )
    assert not [row[0] for row in columns if "case" in row[0] or row[0].endswith("_id")]
