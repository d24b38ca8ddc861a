"""The measures of impact, the same need in each district, and districts' money, over real events.

One caseload of a year that is over, told once: Gloucester has enough cases to be shown to others,
Stroud has few.
"""

import asyncio
import datetime as dt
import uuid

import pytest

from deploy.local.roles import role_url
from services.forum.data import form
from services.forum.projections import PROJECTIONS
from shared.bus.rebuild import rebuild
from shared.contracts.codes import AssessorGrade
from tests.forum.histories import settled
from tests.forum.measured import (
    DAY,
    YEAR,
    Measured,
    OfDistrict,
    allocation,
    line,
    stock,
    tell,
    training,
)
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, NOW, STROUD

FEW, MANY = 3, 12
TOP_UP = ("mandatory", "30000.00"), ("top_up", "12000.00")
MOVING = ("relocation", "10000.00")


def caseload():
    for n in range(MANY):
        yield (
            Measured(f"g{n}", DAY, GLOUCESTER)
            .given_to()
            .needs("level_access_shower")
            .applies()
            .approved(DAY, *(TOP_UP if n < MANY - 2 else [MOVING]))
        )
    for n in range(FEW):
        yield (
            Measured(f"s{n}", DAY, STROUD)
            .given_to(AssessorGrade.OCCUPATIONAL_THERAPIST)
            .needs("level_access_shower", "ramp")
            .applies("private_tenant")
            .approved(DAY)
        )
    yield Measured("extension", DAY, STROUD).moved("120000.00", "15000.00", "5000.00", "100000.00")
    yield Measured("dear", DAY, STROUD).moved("9000.00", "8000.00", "3000.00", "-2000.00")
    yield OfDistrict(
        "told",
        allocation("500000.00"),
        allocation("50000.00", STROUD),
        training("law", "legislation"),
        training("both", "legislation", "equipment"),
        stock(("one", 10, 4), ("two", 5, 0)),
        stock(("one", 20, 9), ("two", 5, 0), on=DAY.replace(day=30)),
    )


@pytest.fixture(scope="module")
def told(told_platform):
    """The platform, which was told of this caseload; of its year it knows nothing else."""
    told_platform.now = NOW
    tell(told_platform, list(caseload()))
    return told_platform


def ask(platform, path, role="grant_officer", **params):
    answer = platform.client("forum", role).get(path, params={"year": YEAR} | params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_cost_avoided_is_planned_less_actual(told):
    """The county's own example: 120,000 planned, 100,000 saved; another move cost more."""
    found = line(ask(told, "/v1/impact"), "cost_avoided")[STROUD, None]
    assert found == {
        "cases": 2,
        "planned": "129000.00",
        "actual": "31000.00",
        "saving": "98000.00",
    }


def test_the_cases_behind_a_saving_are_as_many_as_it_counts(told):
    behind = ask(told, "/v1/impact/cases", line="cost_avoided", district=STROUD)["items"]
    assert sorted(each["sums"]["saving"] for each in behind) == ["-2000.00", "100000.00"]
    extension = Measured("extension", DAY, STROUD).case_id
    assert str(extension) in {each["case_id"] for each in behind}


def test_the_cases_behind_a_figure_come_a_page_at_a_time(told):
    officer = told.client("forum", "grant_officer")
    asked = {"line": "cost_avoided", "district": STROUD, "year": YEAR}
    whole = officer.get("/v1/impact/cases", params=asked).json()
    assert (len(whole["items"]), whole["cases"], whole["next"]) == (2, 2, None)
    assert every(officer, "/v1/impact/cases", limit=1, **asked) == whole["items"]


def test_of_stock_the_last_count_of_the_year_counts(told):
    assert line(ask(told, "/v1/impact"), "categorised_stock")[STROUD, None] == {
        "providers": 2,
        "with_categorised_stock": 1,
        "homes": 25,
        "categorised": 9,
    }


def test_cases_are_told_by_who_was_given_them(told):
    found = line(ask(told, "/v1/impact"), "trusted_assessors")
    assert found[GLOUCESTER, "trusted_assessor_4"] == {"cases": MANY, "assessors": 1}
    assert found[STROUD, "occupational_therapist"] == {"cases": FEW, "assessors": 1}


def test_discretionary_awards_are_told_by_kind_each_with_its_own_pounds(told):
    found = line(ask(told, "/v1/impact"), "discretionary_awards")
    assert found[GLOUCESTER, "top_up"] == {"cases": MANY - 2, "awarded": "120000.00"}
    assert found[GLOUCESTER, "relocation"] == {"cases": 2, "awarded": "20000.00"}
    assert found[GLOUCESTER, None] == {"cases": MANY, "awarded": "140000.00"}
    assert (STROUD, "top_up") not in found


def test_a_training_counts_for_each_of_its_topics_and_once_in_the_whole(told):
    found = line(ask(told, "/v1/impact"), "training")
    came = {"therapists": 20, "trusted_assessors": 4, "others": 2}
    assert found[STROUD, None] == {"trainings": 2} | came
    assert found[STROUD, "legislation"] == {"trainings": 2} | came
    assert found[STROUD, "equipment"]["trainings"] == 1


def test_another_year_has_nothing_of_it(told):
    found = line(ask(told, "/v1/impact", year=YEAR + 1), "cost_avoided")
    assert all(cell["cases"] == 0 for cell in found.values())


def test_every_figure_stands_with_its_definition_and_its_clause(told):
    for report, name in (("/v1/impact", "impact"), ("/v1/equity/needs", "equity")):
        lines = ask(told, report)["lines"]
        assert [each["code"] for each in lines] == [each.code for each in form(name).lines]
        assert all(each["definition"] and each["clause"] for each in lines)


def test_the_same_need_s_outcome_is_told_for_each_district(told):
    found = line(ask(told, "/v1/equity/needs"), "outcome_by_need")
    shower = "level_access_shower"
    assert found[GLOUCESTER, shower]["approved"] == MANY
    assert found[GLOUCESTER, shower]["awarded"] == "440000.00"
    assert found[STROUD, shower]["cases"] == found[STROUD, "ramp"]["cases"] == FEW
    assert found[STROUD, None]["cases"] == FEW, "a case with two needs is one case"


def test_offers_are_compared_with_the_gaps_named(told):
    county = told.client("forum", "forum_analyst")
    rows = {row["kind"]: row for row in county.get("/v1/equity/offers").json()["items"]}
    most = {o["authority"]: o["most"] for o in rows["top_up"]["offers"]}
    assert (most[GLOUCESTER], most["E07000192"]) == ("40000.00", "20000.00")
    assert STROUD in rows["hospital_discharge"]["not_offered_by"]
    assert GLOUCESTER not in rows["hospital_discharge"]["not_offered_by"]


# What others see.


def test_others_see_no_small_figure_nor_one_that_a_total_would_give_away(told):
    shown = ask(told, "/v1/impact", "forum_analyst")
    assert shown["protected"] is True
    moves = line(shown, "cost_avoided")
    assert moves[STROUD, None] is None
    awards = line(shown, "discretionary_awards")
    assert awards[GLOUCESTER, "relocation"] is None, "two cases"
    assert (GLOUCESTER, None) not in awards, "the whole less the top-ups would tell of them"
    assert awards[GLOUCESTER, "top_up"] == {"cases": MANY - 2, "awarded": "120000.00"}


def test_no_filter_shows_what_the_whole_table_hides(told):
    whole = line(ask(told, "/v1/equity/needs", "forum_analyst"), "outcome_by_tenure")
    for district in (GLOUCESTER, STROUD):
        part = ask(told, "/v1/equity/needs", "forum_analyst", district=district)
        for key, figures in line(part, "outcome_by_tenure").items():
            assert whole[key] == figures


def test_others_see_no_running_year_and_no_cases(told):
    county = told.client("forum", "forum_analyst")
    for path in ("/v1/impact", "/v1/equity/needs", "/v1/money"):
        problem(county.get(path, params={"year": 2025}), "year-not-over", 422, "/year")
    asked = {"year": YEAR, "line": "cost_avoided", "district": STROUD}
    problem(county.get("/v1/impact/cases", params=asked), "not-your-district", 403)


def test_a_district_s_officer_sees_its_own_exactly_and_its_running_year(told):
    officer = told.client("forum", "gloucester_grant_officer")
    own = officer.get("/v1/impact", params={"year": 2025, "district": GLOUCESTER})
    assert own.json()["protected"] is False
    asked = {"year": YEAR, "line": "cost_avoided", "district": STROUD}
    problem(officer.get("/v1/impact/cases", params=asked), "not-your-district", 403)


@pytest.mark.parametrize("code", ["training", "nothing"])
def test_a_line_that_counts_no_cases_has_none_behind_it(told, code):
    officer = told.client("forum", "grant_officer")
    asked = {"year": YEAR, "line": code, "district": STROUD}
    problem(officer.get("/v1/impact/cases", params=asked), "not-found", 404)


# Money.


def money(platform, district, role="grant_officer", **params):
    found = ask(platform, "/v1/money", role, **params)
    return {each["district"]: each for each in found["items"]}[district]


def test_money_is_split_into_mandatory_and_discretionary(told):
    found = money(told, GLOUCESTER)
    assert (found["approvals"], found["mandatory"], found["discretionary"]) == (
        MANY,
        "300000.00",
        "140000.00",
    )
    assert (found["allocated"], found["left"]) == ("500000.00", "60000.00")


def test_money_is_pooled_over_the_members_of_an_agreement(told):
    manager = told.client("forum", "service_manager")
    [stands] = manager.get("/v1/money/agreements").json()["items"]
    earlier = {"agreed": stands["agreed"] | {"since": f"{YEAR}-04-01"}, "reason": "It began then."}
    manager.put(f"/v1/money/agreements/{stands['agreement_id']}", json=earlier)
    [pool] = ask(told, "/v1/money")["pooled"]
    assert pool["agreement"]["clause"] == "Stroud App 4 5"
    assert (pool["allocated"], pool["approvals"]) == ("550000.00", MANY + FEW)


def test_others_see_what_a_district_has_and_no_sum_behind_which_few_stand(told):
    stroud = money(told, STROUD, "forum_analyst")
    assert (stroud["allocated"], stroud["spent"], stroud["approvals"]) == ("50000.00", None, None)


def test_what_the_applicant_paid_in_is_spent_first_and_the_rest_is_released(told):
    case = Measured("money", DAY).offered(DAY, "20000.00")
    year = {"year": 2025, "district": GLOUCESTER}

    def now(*further):
        tell(told, list(further))
        officer = told.client("forum", "grant_officer")
        items = officer.get("/v1/money", params=year).json()["items"]
        return {key: items[0][key] for key in ("offered", "spent", "committed")} if items else {}

    before = now() or dict.fromkeys(("offered", "spent", "committed"), "0.00")

    def rises(*steps):
        rise = {k: float(v) - float(before[k]) for k, v in now(_only(steps)).items()}
        return rise["offered"], rise["spent"], rise["committed"]

    assert rises(case.told) == (20000.0, 0.0, 0.0)
    approved = Measured("money", DAY).approved(dt.date(2025, 6, 2))
    assert rises(approved.told[1:]) == (0.0, 0.0, 5000.0)
    paid = Measured("money", DAY).contributed("1000.00").part_paid("4000.00")
    assert rises(paid.told[1:]) == (0.0, 3000.0, 2000.0)
    ended = Measured("money", DAY).paid(DAY, "4000.00")
    assert rises(ended.told[-1:]) == (0.0, 3000.0, 0.0)


def _only(steps):
    """These events of the case `money`, as something that happens next."""
    flat = [event for told in steps for event in told]
    return OfDistrict(f"{uuid.uuid4()}", *flat)


def test_built_again_from_the_history_every_report_is_the_same(told):
    paths = ("/v1/impact", "/v1/equity/needs", "/v1/money")
    before = [ask(told, path) for path in paths]
    url = role_url(told.superuser_url, "dfg_forum", told.database)
    asyncio.run(rebuild("forum", [p.table for p in PROJECTIONS], url))
    settled(told)
    assert [ask(told, path) for path in paths] == before
