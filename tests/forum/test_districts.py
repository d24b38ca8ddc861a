"""What the services tell of a district and of no case of it: trainings, stock, money of a year."""

import asyncio
import datetime as dt
import uuid
from decimal import Decimal

import pytest

from deploy.local.roles import role_url
from services.forum.domain.money import Beside, money, seen_by_others
from services.forum.projections import PROJECTIONS
from shared.bus.decoding import Raw, received
from shared.bus.kafka import headers_of
from shared.bus.rebuild import rebuild
from shared.contracts.grants import FundsAllocated
from shared.contracts.payments import AccrualsStated, SpendingConfirmed, SpendingCorrected
from shared.contracts.register import StockRecorded
from shared.disclosure import LIMIT
from tests.grants.cases import works
from tests.grants.test_budget import budget
from tests.grants.test_changes import paid
from tests.grants.test_notices import decided
from tests.platform.running import GLOUCESTER, STROUD, until
from tests.register.service import enter

FOREST = "E07000080"
TRAINING = {
    "held_on": "2026-03-05",
    "topics": ["legislation", "housing_reports"],
    "district": STROUD,
    "therapists": 18,
    "trusted_assessors": 4,
    "others": 3,
}


def known(platform, table, district):
    rows = platform.sql(f"SELECT * FROM forum.{table} WHERE district = $1", district)
    return [dict(row) for row in rows]


def stated(platform, year, amount, **changes):
    manager = platform.client("grants", "service_manager")
    body = {"district": GLOUCESTER, "year": year, "amount": amount} | changes
    assert manager.post("/v1/allocations", json=body).status_code == 201


def of_year(platform, year):
    rows = [r for r in known(platform, "allocated_funds", GLOUCESTER) if r["year"] == year]
    return [(str(row["amount"]), row["discretionary"]) for row in rows]


def test_the_last_statement_of_a_year_is_what_the_forum_knows(platform):
    platform.address("forum")
    stated(platform, 2090, "100.00", discretionary="10.00")
    stated(platform, 2090, "200.00")
    stated(platform, 2091, "300.00")
    until(lambda: of_year(platform, 2090) == [("200.00", None)])
    until(lambda: of_year(platform, 2091) == [("300.00", None)])


def test_a_training_is_told_by_how_many_came_and_bears_no_case(platform):
    platform.address("forum")
    manager = platform.client("referral", "service_manager")
    training = manager.post("/v1/trainings", json=TRAINING).json()["id"]

    def kept():
        found = known(platform, "trainings", STROUD)
        return [row for row in found if str(row["training_id"]) == training]

    until(lambda: kept() != [])
    assert (kept()[0]["topics"], kept()[0]["therapists"]) != (None, 0)
    told = platform.sql("SELECT * FROM bus.log WHERE subject = $1", training)
    assert [(row["case_id"], row["key"]) for row in told] == [(None, training)]
    mistake = {"reason": "Of another district"}
    assert manager.post(f"/v1/trainings/{training}/correction", json=mistake).is_success
    until(lambda: kept() == [])


def test_the_stock_of_each_provider_is_told_when_it_is_counted(platform):
    platform.now = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)  # a day with prices
    platform.address("forum")
    options = platform.client("register", "housing_options")
    enter(options, {"bedrooms": 1}, district=FOREST)
    made = options.post("/v1/stock-records", json={"district": FOREST})
    assert made.status_code == 201
    until(lambda: known(platform, "counted_stock", FOREST) != [])
    for row in known(platform, "counted_stock", FOREST):
        assert 0 <= row["categorised"] <= row["homes"]


def counted(day, *providers):
    stock = [{"provider": p, "homes": 10, "categorised": n} for p, n in providers]
    return StockRecorded(
        district=STROUD, record_id=uuid.uuid4(), taken_on=day, providers=tuple(stock)
    )


def test_a_second_count_of_a_day_takes_the_first_one_s_place(platform):
    platform.tell("forum", counted("2031-05-01", ("one", 3), ("two", 0)))
    platform.tell("forum", counted("2031-05-01", ("one", 4)), counted("2031-05-02", ("two", 1)))
    found = [
        (str(row["taken_on"]), row["provider"], row["categorised"])
        for row in known(platform, "counted_stock", STROUD)
        if row["taken_on"].year == 2031
    ]
    assert sorted(found) == [("2031-05-01", "one", 4), ("2031-05-02", "two", 1)]


def test_they_are_the_same_when_they_are_built_again_from_the_history(platform):
    platform.tell("forum", counted("2032-05-01", ("one", 3)), counted("2032-05-01", ("one", 5)))
    tables = ("trainings", "counted_stock", "allocated_funds", "spent_beside", "stated_accruals")

    def as_they_are():
        return [platform.sql(f"SELECT * FROM forum.{t} t ORDER BY t::text") for t in tables]

    before = as_they_are()
    assert before[1]
    url = role_url(platform.superuser_url, "dfg_forum", platform.database)
    asyncio.run(rebuild("forum", [p.table for p in PROJECTIONS], url))
    until(lambda: as_they_are() == before)


@pytest.mark.parametrize("case", [uuid.UUID(int=7), None], ids=["of a case", "of a district"])
def test_over_kafka_a_case_is_named_where_there_is_one(platform, case):
    funds = FundsAllocated(district=GLOUCESTER, year=2025, amount="1.00")
    row = {
        "id": uuid.uuid4(),
        "type": funds.TYPE,
        "source": "/services/grants",
        "subject": funds.subject,
        "occurred_at": platform.now,
        "district": GLOUCESTER,
        "case_id": case,
        "traceparent": None,
    }
    headers = dict(headers_of(row))
    assert ("ce_caseid" in headers) is (case is not None)
    found = received(Raw("grants/0/1", "grants", headers, b"key", b"{}"))
    assert found.case_id == case


SUMS = (
    *("approvals", "mandatory", "discretionary"),
    *("spent", "committed", "offered", "forecast"),
)


def test_a_district_s_money_is_what_its_own_budget_says(platform):
    """The services' own events: from the approval to a payment and the settlement."""
    officer = platform.client("forum", "grant_officer")

    def told(item):
        return [Decimal(item[name]) if item else Decimal() for name in SUMS]

    def here():
        asked = {"year": 2025, "district": FOREST}
        return next(iter(officer.get("/v1/money", params=asked).json()["items"]), None)

    before, own_before = told(here()), told(budget(platform, FOREST))

    def agree():
        rise = [a - b for a, b in zip(told(here()), before, strict=True)]
        own = [a - b for a, b in zip(told(budget(platform, FOREST)), own_before, strict=True)]
        return any(own) and rise == own

    case = decided(platform, FOREST, works=[works("8000.00")])
    until(agree)
    paid(case, "5000.00")
    until(agree)
    case.does("works-certification", {"certified_on": "2026-03-09"})
    case.hears(case.settlement(paid="5000.00"))
    until(agree)


def spent(amount, purpose="minor_works", fund="government", on="2025-09-01", district=FOREST):
    return SpendingConfirmed(
        district=district,
        spending_id=uuid.uuid4(),
        purpose=purpose,
        nature="capital",
        fund=fund,
        amount=amount,
        on=on,
    )


def test_what_was_spent_beside_grants_stands_beside_them(platform):
    """Guidance 2.7 to 2.12: by the year of its day; government funding leaves less for grants."""
    officer = platform.client("forum", "grant_officer")

    def here(year=2025):
        asked = {"year": year, "district": FOREST}
        found = officer.get("/v1/money", params=asked).json()["items"]
        shown = ("minor_works", "equipment", "projects", "left")
        return [Decimal(found[0][n] or 0) if found else Decimal() for n in shown]

    platform.tell("forum", FundsAllocated(district=FOREST, year=2025, amount="5000.00"))
    before, following = here(), here(2026)
    platform.tell(
        "forum",
        spent("120.00"),
        spent("30.00", on="2026-03-31"),
        spent("7.00", on="2026-04-01"),
        spent("400.00", "equipment", "own"),
        spent("1000.00", "project"),
    )
    risen = [after - was for after, was in zip(here(), before, strict=True)]
    assert risen == [Decimal(n) for n in ("150.00", "400.00", "1000.00", "-1150.00")]
    assert here(2026)[0] - following[0] == Decimal("7.00")


def test_what_was_told_by_mistake_stands_nowhere(platform):
    """Also where both are told together, and where the read model is built again."""
    wrong, right = spent("120.00"), spent("30.00")
    corrected = SpendingCorrected(
        district=FOREST, spending_id=wrong.spending_id, corrected_on="2026-03-09", amount="120.00"
    )
    platform.tell("forum", wrong, right, corrected)
    ids = [wrong.spending_id, right.spending_id]
    kept = "SELECT amount FROM forum.spent_beside WHERE spending_id = ANY($1)"
    assert [row["amount"] for row in platform.sql(kept, ids)] == [Decimal("30.00")]


def test_accruals_are_those_of_the_last_day_that_was_stated(platform):
    officer = platform.client("forum", "grant_officer")
    for on, invoiced in (("2026-03-31", "70.00"), ("2026-02-28", "1.00"), ("2026-03-31", "80.00")):
        stated = AccrualsStated(district=FOREST, on=on, invoiced=invoiced, not_invoiced="20.00")
        platform.tell("forum", stated)
    asked = {"year": 2025, "district": FOREST}
    [found] = officer.get("/v1/money", params=asked).json()["items"]
    assert found["accrued"] == "100.00"


@pytest.mark.parametrize("count, shown", [(LIMIT - 1, None), (LIMIT, Decimal(1000))])
def test_others_see_no_sum_of_small_works_of_few_persons(count, shown):
    """Nor what is left, which would give it away; nor what was accrued."""
    few = frozenset({"minor_works"} if count < LIMIT else ())
    beside = Beside(minor_works=Decimal(900), of_allocation=Decimal(900), few=few)
    exact = money((), (), Decimal(5000), None, beside=beside, accrued=Decimal(300))
    seen = seen_by_others(exact, hidden=False, few=beside.few)
    assert (seen.minor_works, seen.accrued) == (shown, None)
    assert (seen.left is None) is (shown is None)
