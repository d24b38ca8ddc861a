"""For finance: capital and revenue, spending beside grants, creditors, accruals, the council's ledger."""

import asyncio
import csv
import datetime as dt
import hashlib
import io
import json
import threading
import uuid
from decimal import Decimal

import asyncpg
import pytest

from services.payments.domain.expenditure import Expenditure, Nature, natures_of
from services.payments.domain.mapping import Mapping
from services.payments.exports import writing
from services.payments.in_force import mapping_of
from shared.contracts.referral import MinorWorksCompleted
from shared.sheets.writing import csv_of, harmless
from tests.payments.releases import Desk
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import until

FOREST = "E07000080"
YEAR = {"district": FOREST, "since": "2026-03-01", "until": "2026-03-31"}
PROJECT = {
    "district": FOREST,
    "purpose": "project",
    "spent_on": "major_adaptation",
    "nature": "capital",
    "fund": "government",
    "amount": "18000.00",
    "on": "2026-03-04",
    "about": "Showers in two temporary flats",
    "plan": "Scheme 14",
}


@pytest.fixture
def desk(platform):
    return Desk(platform, FOREST)


def recorded(desk, **changes):
    return desk.prepares.post("/v1/spending", json=PROJECT | changes)


def confirmed(desk, spending):
    return desk.approves.post(f"/v1/spending/{spending['id']}/confirmation")


def money(desk):
    return desk.prepares.get("/v1/money", params=YEAR).json()


def rise(before, after, name):
    return str(Decimal(after[name]) - Decimal(before[name]))


@pytest.mark.parametrize("spent_on", Expenditure)
def test_each_example_of_the_guidance_is_capital_or_revenue_or_either(spent_on):
    """Appendix A: 12 are capital, 8 are revenue, 6 are what finance finds."""
    assert natures_of(spent_on)


def test_of_the_examples_so_many_are_each():
    ways = [natures_of(each) for each in Expenditure]
    assert [
        ways.count(frozenset(w)) for w in ({Nature.CAPITAL}, {Nature.REVENUE}, set(Nature))
    ] == [
        *(12, 8, 6),
    ]


@pytest.mark.parametrize(
    "changes, at",
    [
        ({"spent_on": "stairlift_repair"}, "/nature"),
        ({"spent_on": "training", "nature": "revenue"}, "/fund"),
        ({"plan": None}, "/plan"),
        ({"on": "2026-03-11"}, "/on"),
    ],
)
def test_government_funding_is_for_capital_and_projects_are_in_the_plan(desk, changes, at):
    """Guidance 2.8, 2.11, Appendix A."""
    problem(recorded(desk, **changes), "invalid-input", 422, at)


def test_what_another_has_confirmed_is_in_the_report(desk):
    before = money(desk)
    project = recorded(desk).json()
    repair = recorded(
        desk, purpose="equipment", spent_on="stairlift_repair", nature="revenue", fund="own",
        amount="250.00", plan=None,
    ).json()  # fmt: skip
    waiting = money(desk)
    assert rise(before, waiting, "unconfirmed") == "18250.00"
    assert rise(before, waiting, "capital") == "0.00"
    for each in (project, repair):
        assert confirmed(desk, each).status_code == 200
    after = money(desk)
    risen = [rise(before, after, name) for name in ("capital", "revenue", "unconfirmed")]
    assert risen == ["18000.00", "250.00", "0.00"]
    problem(confirmed(desk, project), "wrong-state", 409)


def test_who_recorded_it_does_not_confirm_it(platform, desk):
    both = platform.client("payments", "finance", sub="both")
    spent = both.post("/v1/spending", json=PROJECT).json()
    approver = platform.client("payments", "payments_approver", sub="both")
    problem(approver.post(f"/v1/spending/{spent['id']}/confirmation"), "same-person", 409)


def test_minor_works_wait_until_finance_has_said_what_they_are(platform, desk):
    """Guidance 2.24: a handyperson's work is capital or revenue, as it was."""
    order = uuid.uuid4()
    done = MinorWorksCompleted(
        case_id=uuid.uuid4(),
        district=FOREST,
        order_id=order,
        kind="handyperson",
        completed_on=dt.date(2026, 3, 6),
        cost="430.00",
    )
    platform.tell("payments", done)
    wanted = {"district": FOREST, "purpose": "minor_works", "confirmed": False}
    found = every(desk.prepares, "/v1/spending", **wanted)
    [spent] = [each for each in found if str(order) in each["about"]]
    assert (spent["amount"], spent["nature"]) == ("430.00", None)
    problem(confirmed(desk, spent), "wrong-state", 409)
    place = f"/v1/spending/{spent['id']}/classification"
    said = {"spent_on": "handyperson", "nature": "revenue", "fund": "government"}
    problem(desk.prepares.post(place, json=said), "invalid-input", 422, "/fund")
    assert desk.prepares.post(place, json=said | {"fund": "own"}).status_code == 200
    assert confirmed(desk, spent).json()["confirmed_on"] == "2026-03-10"


def test_a_grant_is_capital_as_it_is_accepted(desk, approve):
    before = money(desk)
    desk.approved(approve(pays="0.00", district=FOREST, contractors=None), "1000.00")
    assert rise(before, money(desk), "capital") == "1000.00"


LINES = (
    {"description": "Shower", "net": "700.00", "vat": "0.00", "code": "O"},
    {
        "description": "Repair of the old floor", "net": "250.00", "vat": "50.00", "code": "S",
        "spent_on": "floor_or_shower_repair",
    },
)  # fmt: skip


def lines_of(platform, case, code):
    statement = "SELECT coalesce(sum(pence), 0)::bigint FROM payments.postings"
    return platform.sql.one(f"{statement} WHERE case_id = $1 AND code = $2", case, code)


def test_each_line_of_an_invoice_is_capital_or_revenue_by_itself(platform, desk, approve):
    """Appendix A: the repair is revenue though it is on the invoice of an adaptation."""
    before = money(desk)
    case = approve(pays="0.00", district=FOREST, contractors=None)
    desk.approved(case, "1000.00", lines=list(LINES))
    assert [lines_of(platform, case, code) for code in ("E10", "E11")] == [700_00, 300_00]
    after = money(desk)
    assert [rise(before, after, n) for n in ("capital", "revenue")] == ["700.00", "300.00"]
    assert {"award": "mandatory", "nature": "revenue"}.items() <= next(
        g for g in after["grants"] if g["nature"] == "revenue"
    ).items()


def test_the_applicants_share_bears_what_is_revenue_first(platform, desk, approve):
    """So that as little of it as can be is asked of what government funding may not pay for."""
    case = approve(total="2000.00", pays="100.00", district=FOREST, contractors=None)
    contributed = {"amount": "100.00", "received_on": "2026-03-05"}
    assert desk.prepares.post(f"/v1/accounts/{case}/contributions", json=contributed).is_success
    invoice = desk.approved(case, "1000.00", lines=list(LINES))
    assert [lines_of(platform, case, code) for code in ("E10", "E11")] == [700_00, 200_00]
    note = {"reference": "CN 1", "amount": "250.00", "dated_on": "2026-03-09", "about": "Floor"}
    place = f"/v1/accounts/{case}/invoices/{invoice['id']}/credit-notes"
    credit = desk.prepares.post(place, json=note).json()
    assert desk.approves.post(f"{place}/{credit['id']}/approval").status_code == 200
    assert [lines_of(platform, case, code) for code in ("E10", "E11")] == [650_00, 0]


@pytest.mark.parametrize(
    "changes",
    [
        {"spent_on": "decoration"},
        {"spent_on": "stairlift_repair", "nature": "capital"},
        {"nature": "revenue"},
    ],
)
def test_a_line_stands_in_the_accounts_as_appendix_a_lets_it(desk, approve, changes):
    case = approve(pays="0.00", district=FOREST, contractors=None)
    line = {"description": "Works", "net": "10.00", "vat": "0.00", "code": "O"} | changes
    answer = desk.receive(case, "10.00", lines=[line])
    problem(answer, "invalid-input", 422, "/invoice/lines/0/nature")


def test_creditors_by_how_long_they_are_due(platform, desk, approve):
    firm = f"Firm {uuid.uuid4().hex[:8]}"
    case = approve(pays="0.00", district=FOREST, contractors=None)
    desk.approved(case, "100.00", contractor=firm)

    def owed():
        found = desk.prepares.get("/v1/creditors", params={"district": FOREST}).json()["items"]
        [mine] = [each for each in found if each["name"] == firm]
        return [n for n in mine if mine[n] == "100.00"]

    seen = []
    for days in (30, 31, 60, 61, 120, 121):
        platform.now = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC) + dt.timedelta(days=days)
        seen.append(owed()[0])
    assert seen == ["not_due", "up_to_30", "up_to_30", "up_to_60", "up_to_90", "older"]


def test_work_done_by_the_years_end_belongs_to_it_though_it_was_not_paid(platform, desk, approve):
    case = approve(pays="0.00", district=FOREST, contractors=None)
    desk.approved(case, "1000.00")
    officer = platform.client("payments", "grant_officer")
    valued = {"valued_on": "2026-03-09", "value": "1500.00"}
    assert officer.post(f"/v1/accounts/{case}/valuations", json=valued).status_code == 201

    def accrued(on):
        found = every(desk.prepares, "/v1/accruals", district=FOREST, on=on)
        its = [each for each in found if each["case_id"] == str(case)]
        return [(each["invoiced"], each["not_invoiced"]) for each in its]

    assert accrued("2026-03-31") == [("1000.00", "500.00")]
    assert accrued("2026-03-08") == []


def test_the_totals_of_a_year_are_those_of_its_cases_and_are_told(platform, desk, approve):
    """To grants and the forum, by event: of grants alone, without what the applicant is owed."""
    platform.now = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)
    asked = {"district": FOREST, "on": "2026-03-31"}

    def stated():
        answer = desk.prepares.post("/v1/accruals", json=asked)
        assert answer.status_code == 201, answer.text
        return answer.json()

    before = stated()
    platform.now = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
    case = approve(pays="0.00", district=FOREST, contractors=None)
    desk.approved(case, "1000.00")
    officer = platform.client("payments", "grant_officer")
    valued = {"valued_on": "2026-03-09", "value": "1500.00"}
    assert officer.post(f"/v1/accounts/{case}/valuations", json=valued).status_code == 201
    problem(desk.prepares.post("/v1/accruals", json=asked), "invalid-input", 422, "/on")
    platform.now = dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC)
    after = stated()
    assert [rise(before, after, n) for n in ("invoiced", "not_invoiced")] == ["1000.00", "500.00"]
    told = platform.sql(
        "SELECT data FROM payments.outbox WHERE type = 'payments.accruals-stated' ORDER BY seq"
    )
    assert json.loads(told[-1]["data"]) == after


def test_what_is_confirmed_beside_grants_is_told_without_words(platform, desk):
    project = recorded(desk).json()
    confirmed(desk, project)
    told = platform.sql.one(
        "SELECT data FROM payments.outbox WHERE type = 'payments.spending-confirmed'"
        " AND subject = $1",
        project["id"],
    )
    shown = ("district", "purpose", "nature", "fund", "amount", "on")
    assert json.loads(told) == {"spending_id": project["id"]} | {n: project[n] for n in shown}


def test_every_entry_that_moves_money_is_in_one_export_once(desk, approve):
    case = approve(pays="0.00", district=FOREST, contractors=None)
    desk.approved(case, "321.09")
    first = exported(desk)
    desk.approved(case, "7.00")
    second = exported(desk)
    assert not set(first) & set(second)
    assert [row["Credit"] for row in second.values() if row["Code"] == "DFG-CREDITORS"] == ["7.00"]
    asked = desk.prepares.post("/v1/ledger-exports", json={"district": FOREST})
    problem(asked, "wrong-state", 409)


def test_an_export_that_ends_in_the_middle_is_gone_on_with_and_has_every_entry_once(
    desk, approve, monkeypatch
):
    """The job stands where its last part was committed, as after a process was killed."""
    tried, take = [], writing._take
    exported(desk)
    case = approve(pays="0.00", district=FOREST, contractors=None)
    for pounds in (1, 2, 3):
        desk.approved(case, f"{pounds}.00")

    async def fail_once(uow, export, number, lines):
        tried.append(number)
        await take(uow, export, number, lines)
        if tried == [1, 2]:
            raise RuntimeError

    monkeypatch.setattr(writing, "PART", 1)
    monkeypatch.setattr(writing, "_take", fail_once)
    rows = exported(desk)
    assert tried[:4] == [1, 2, 2, 3]
    owed = sorted(
        r["Credit"] for r in rows.values() if r["Code"] == "DFG-CREDITORS" and r["Credit"]
    )
    assert owed == ["1.00", "2.00", "3.00"]
    assert len({entry for entry, *_ in rows}) == len(tried) - 1


def test_an_export_that_is_being_written_tells_how_far_it_is(platform, desk, approve, monkeypatch):
    waits = threading.Event()
    exported(desk)
    desk.approved(approve(pays="0.00", district=FOREST, contractors=None), "5.00")

    async def wait(uow, export, number, lines):
        await asyncio.to_thread(waits.wait)
        await take(uow, export, number, lines)

    take = writing._take
    monkeypatch.setattr(writing, "_take", wait)
    made = desk.prepares.post("/v1/ledger-exports", json={"district": FOREST})
    place = made.headers["location"]
    try:
        told = desk.prepares.get(place).json()
        assert (told["entries"], told["file_sha256"]) == (0, None)
        problem(desk.prepares.get(f"{place}/file"), "wrong-state", 409)
        again = desk.prepares.post("/v1/ledger-exports", json={"district": FOREST})
        problem(again, "wrong-state", 409)
    finally:
        waits.set()
    until(lambda: desk.prepares.get(place).json()["file_sha256"])
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        platform.sql(WRITE_OVER, uuid.UUID(place.rpartition("/")[2]))


WRITE_OVER = "UPDATE payments.ledger_exports SET entries = 7 WHERE id = $1"


def exported(desk):
    """The rows of all that is new, by entry and code; each file's sums agree."""
    rows = {}
    while True:
        made = desk.prepares.post("/v1/ledger-exports", json={"district": FOREST})
        if made.status_code == 409:
            return rows
        place = made.headers["location"]
        until(lambda: desk.prepares.get(place).json()["file_sha256"])  # noqa: B023 - called at once
        told = desk.prepares.get(place).json()
        file = desk.prepares.get(f"{place}/file").json()
        assert file["sha256"] == hashlib.sha256(file["content"].encode()).hexdigest()
        content = file["content"]
        lines = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
        for side in ("Debit", "Credit"):
            total = sum(Decimal(line[side] or 0) for line in lines)
            assert f"{total:.2f}" == told[f"{side.lower()}s"]
        rows |= {(line["Entry"], line["Code"], line["Party"]): line for line in lines}


def test_a_private_grant_reclaims_no_tax_and_every_account_has_the_councils_code():
    mapping = mapping_of(FOREST)
    assert {"vat", "debit", "credit"} <= {column.value for column in mapping.columns}
    lacks = mapping.model_dump(mode="json")
    del lacks["codes"]["L10"]
    with pytest.raises(ValueError, match="L10"):
        Mapping.model_validate(lacks)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\ufeff=1"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_text(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless("A=1") == "A=1"


def test_sums_stay_numbers_in_a_file():
    assert csv_of(["Sum"], [[Decimal("-2.5")]]).decode("utf-8-sig") == "Sum\r\n-2.50\r\n"
