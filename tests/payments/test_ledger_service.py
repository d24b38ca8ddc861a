"""The ledger as it is kept: added to and never changed, balanced whatever is tried."""

import asyncio
import datetime as dt

import asyncpg
import pytest

from services.payments.domain.ledger.chart import Code
from shared.contracts.codes import WithdrawalReason
from shared.contracts.grants import ApprovalWithdrawn, Award
from shared.persistence.reach import SETTING
from tests.payments.accounts import BUILDER, certify, contribute, pay
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER

TEWKESBURY = "E07000083"


def ledger(platform, case_id):
    """Debit balances by account and what it is of, in pence, none of nil."""
    rows = platform.sql(
        "SELECT code, of, sum(pence)::bigint FROM payments.postings WHERE case_id = $1"
        " GROUP BY code, of HAVING sum(pence) <> 0 ORDER BY code, of",
        case_id,
    )
    return {(code, of): pence for code, of, pence in rows}


def test_from_approval_to_settlement(platform, finance, approve):
    """The mandatory award is drawn before the top-up; what is left of it is released."""
    awards = [
        Award(kind="mandatory", amount="10000.00", clause="section 23"),
        Award(kind="top_up", amount="5000.00", clause="Gloucester B2.3"),
    ]
    case_id = approve(total="15000.00", pays="2000.00", awards=awards)
    assert ledger(platform, case_id) == {
        ("M10", "mandatory"): -10_000_00,
        ("M10", "top_up"): -5_000_00,
        ("M20", "mandatory"): 10_000_00,
        ("M20", "top_up"): 5_000_00,
    }
    contribute(finance, case_id, "2000.00")
    pay(platform, case_id, "13000.00")
    certify(platform, case_id)
    settled = pay(platform, case_id, "1000.00", "final").json()
    assert (settled["paid"], settled["contribution_due_back"]) == ("14000.00", "0.00")
    assert ledger(platform, case_id) == {
        ("A10", ""): -12_000_00,
        ("E10", "mandatory"): 10_000_00,
        ("E10", "top_up"): 2_000_00,
        ("M10", "mandatory"): -10_000_00,
        ("M10", "top_up"): -5_000_00,
        ("M30", "mandatory"): 10_000_00,
        ("M30", "top_up"): 2_000_00,
        ("M40", "top_up"): 3_000_00,
    }


def test_what_a_withdrawn_approval_leaves_is_released_and_the_rest_of_the_share_held(
    platform, finance, approve
):
    case_id = approve(total="10000.00", pays="2000.00")
    contribute(finance, case_id, "2000.00")
    pay(platform, case_id, "500.00")
    withdrawn = {"reason": WithdrawalReason.DISABLED_PERSON_MOVED, "clause": "guidance B136"}
    platform.tell(
        "payments",
        ApprovalWithdrawn(
            case_id=case_id,
            district=GLOUCESTER,
            withdrawn_on=dt.date(2026, 3, 9),
            paid="500.00",
            **withdrawn,
        ),
    )
    assert ledger(platform, case_id) == {
        ("A10", ""): 1_500_00,
        ("L30", ""): -1_500_00,
        ("M10", "mandatory"): -10_000_00,
        ("M40", "mandatory"): 10_000_00,
    }


def test_every_entry_says_what_caused_it_and_who_acted(platform, finance, approve):
    case_id = approve(pays="0.00")
    pay(platform, case_id, "100.00")
    rows = platform.sql(
        "SELECT step, actor, cause FROM payments.entries WHERE case_id = $1 ORDER BY step",
        case_id,
    )
    assert [(r["step"], r["actor"]) for r in rows] == [
        ("approval", "service:payments"),
        ("invoice", "development:payments_approver"),
        ("payment", "development:payments_releaser"),
    ]
    [paid] = finance.get(f"/v1/accounts/{case_id}/payments").json()["items"]
    assert str(rows[2]["cause"]) == paid["id"]
    assert len({r["cause"] for r in rows}) == len(rows)


def test_finance_sees_the_ledger_of_a_case_entry_by_entry(platform, finance, approve):
    case_id = approve(total="1000.00", pays="0.00")
    pay(platform, case_id, "100.00")
    shown = finance.get(f"/v1/accounts/{case_id}/ledger").json()["items"]
    entries = {entry["step"]: entry for entry in shown}
    assert set(entries) == {"approval", "invoice", "payment"}
    approval = entries["approval"]
    assert approval["actor"] == "service:payments"
    assert [(p["code"], p["of"], p["amount"]) for p in approval["lines"]] == [
        ("M20", "mandatory", "1000.00"),
        ("M10", "mandatory", "-1000.00"),
    ]


def test_the_ledger_of_a_district_balances_on_every_day(platform, finance, approve):
    for day in ("2026-03-05", "2026-03-06"):
        contribute(finance, approve(district=TEWKESBURY), "100.00", day)
    pay(platform, approve(district=TEWKESBURY, pays="0.00"), "250.00")
    day = {"district": TEWKESBURY, "since": "2026-03-05", "until": "2026-03-05"}
    first = finance.get("/v1/trial-balance", params=day).json()
    assert [(i["code"], i["debits"], i["credits"]) for i in first["items"]] == [
        ("A10", "100.00", "0.00"),
        ("L30", "0.00", "100.00"),
    ]
    whole = finance.get("/v1/trial-balance", params=day | {"until": "2026-03-10"}).json()
    assert first["balances"] is whole["balances"] is True
    bank = next(i for i in whole["items"] if i["code"] == "A10")
    assert (bank["debits"], bank["credits"]) == ("200.00", "250.00")


def test_the_ledger_of_another_district_is_out_of_reach(platform, approve):
    case_id = approve(district=TEWKESBURY)
    gloucester = platform.client("payments", "gloucester_grant_officer")
    problem(gloucester.get(f"/v1/accounts/{case_id}/ledger"), "not-found", 404)
    year = {"district": TEWKESBURY, "since": "2026-01-01", "until": "2026-12-31"}
    assert gloucester.get("/v1/trial-balance", params=year).json()["items"] == []


def test_an_entry_changes_the_accounts_version(finance, approve):
    case_id = approve()
    before = finance.get(f"/v1/accounts/{case_id}").json()["version"]
    assert contribute(finance, case_id, "100.00").json()["version"] == before + 1


@pytest.mark.parametrize("table", ["entries", "postings"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET district = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
def test_nothing_of_the_ledger_is_ever_changed(platform, approve, table, change):
    """Not even by the superuser, whom no policy holds."""
    approve()
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="only added to"):
        platform.sql(change.format(f"payments.{table}"))


@pytest.mark.parametrize(
    "lines", [[], [("L30", -100)], [("L30", -100), ("A10", 99)], [("L30", -100), ("M20", 100)]]
)
def test_an_entry_that_does_not_balance_is_not_committed(platform, approve, lines):
    """By the runtime role itself: no line, one line, a penny short, across the families."""
    case_id = approve()
    with pytest.raises(asyncpg.CheckViolationError, match="does not balance"):
        _post(platform, case_id, lines)


def test_a_line_added_to_an_entry_later_is_not_committed(platform, approve):
    case_id = approve()
    entry = _post(platform, case_id, [("L30", -100), ("A10", 100)])
    with pytest.raises(asyncpg.CheckViolationError, match="does not balance"):
        _post(platform, case_id, [("A10", 1)], entry)


def test_one_cause_posts_each_step_once(platform, approve):
    case_id = approve()
    entry = _post(platform, case_id, [("L30", -100), ("A10", 100)])
    again = (
        "INSERT INTO payments.entries SELECT gen_random_uuid(), case_id, district, cause, step,"
        " recorded_at, actor FROM payments.entries WHERE id = $1"
    )
    with pytest.raises(asyncpg.UniqueViolationError):
        platform.sql(again, entry)


def test_the_codes_of_the_ledger_are_those_of_the_chart(platform, finance, approve):
    case_id = approve()
    contribute(finance, case_id)
    pay(platform, case_id, "5000.00")
    found = platform.sql("SELECT DISTINCT code FROM payments.postings")
    assert {row["code"] for row in found} <= {code.value for code in Code}
    assert BUILDER not in str(platform.sql("SELECT of FROM payments.postings"))


def _post(platform, case_id, lines, entry=None):
    """Write an entry past the service, with the rights of its role; a given one gets more lines."""
    return asyncio.run(_posted(platform, case_id, lines, entry))


async def _posted(platform, case_id, lines, entry):
    connection = await asyncpg.connect(platform.settings("payments").database_url)
    reach = f'{{"read": ["{GLOUCESTER}"], "write": ["{GLOUCESTER}"], "principal": "me"}}'
    try:
        async with connection.transaction():
            await connection.execute("SELECT set_config($1, $2, true)", SETTING, reach)
            first = 1
            if entry is None:
                entry = await connection.fetchval(
                    "INSERT INTO payments.entries VALUES (gen_random_uuid(), $1, $2,"
                    " gen_random_uuid(), 'test', now(), 'me') RETURNING id",
                    case_id,
                    GLOUCESTER,
                )
            else:
                first = 100
            for line, (code, pence) in enumerate(lines, first):
                await connection.execute(
                    "INSERT INTO payments.postings VALUES ($1, $2, $3, $4, current_date, $5, '', $6)",
                    *(entry, line, case_id, GLOUCESTER, code, pence),
                )
    finally:
        await connection.close()
    return entry
