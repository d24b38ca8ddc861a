"""Lists of accounts, payments and contributions, and the indexes that serve them."""

import json

import asyncpg
import pytest

from shared.identifiers import reference_of
from shared.persistence.reach import SETTING
from tests.payments.accounts import BUILDER, certify, contribute, pay
from tests.payments.releases import Desk
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD


def listed(client, **asked):
    return every(client, "/v1/accounts", **asked)


def cases(items):
    return {item["case_id"] for item in items}


def test_accounts_by_district_and_state(platform, finance, approve):
    here, there, certified, settled = (
        str(approve(pays="0.00", district=d)) for d in (GLOUCESTER, STROUD, GLOUCESTER, GLOUCESTER)
    )
    for case_id in (certified, settled):
        certify(platform, case_id)
    pay(platform, settled, "100.00", "final")
    ours = {here, there, certified, settled}
    assert cases(listed(finance, district=GLOUCESTER)) & ours == {here, certified, settled}
    assert cases(listed(finance, district=GLOUCESTER, state="open")) & ours == {here}
    assert cases(listed(finance, state="certified")) & ours == {certified}
    assert cases(listed(finance, state="settled")) & ours == {settled}
    states = {item["case_id"]: item["state"] for item in listed(finance)}
    assert (states[here], states[certified], states[settled]) == ("open", "certified", "settled")


def test_accounts_by_what_an_invoice_on_them_begins_with(platform, finance, approve):
    case_id, other = approve(pays="0.00"), approve(pays="0.00")
    pay(platform, case_id, "100.00", reference="X%9/1")
    pay(platform, other, "100.00", reference="X99/1")
    assert cases(listed(finance, text="x%9")) == {str(case_id)}
    assert cases(listed(finance, text=BUILDER[:6].upper())) >= {str(case_id), str(other)}
    assert not listed(finance, text="9/1")


def test_an_account_is_found_by_what_people_call_the_case(finance, approve):
    case_id, _ = approve(), approve()
    reference = reference_of(case_id)
    for said in (reference, reference.lower().replace("-", " ")):
        [line] = listed(finance, reference=said)
        assert (line["case_id"], line["reference"]) == (str(case_id), reference)
    assert finance.get(f"/v1/accounts/{case_id}").json()["reference"] == reference
    slip = finance.get("/v1/accounts", params={"reference": "7J8-QDM-9X4"})
    problem(slip, "invalid-input", 422, "/reference")


def test_what_was_paid_and_received_on_a_case(platform, finance, approve):
    case_id = approve()
    contribute(finance, case_id, "3000.00", "2026-03-06")
    contribute(finance, case_id, "329.25", "2026-03-05")
    pay(platform, case_id, "4000.00", reference="INV 1")
    payments = finance.get(f"/v1/accounts/{case_id}/payments").json()["items"]
    assert [(p["amount"], p["from_award"], p["invoice"]["reference"]) for p in payments] == [
        ("4000.00", "670.75", "INV 1")
    ]
    received = finance.get(f"/v1/accounts/{case_id}/contributions").json()["items"]
    assert [(r["received_on"], r["amount"]) for r in received] == [
        ("2026-03-05", "329.25"),
        ("2026-03-06", "3000.00"),
    ]


def test_accounts_by_who_has_to_act_next(platform, finance, approve):
    desk = Desk(platform)
    desk.know_payee()
    names = ("applicant", "contractor", "approver", "finance", "bank", "officer")
    case = {name: approve(pays="0.00") for name in names} | {"applicant": approve(pays="100.00")}
    desk.receive(case["approver"], "100.00")
    desk.approved(case["finance"], "100.00")
    desk.propose(desk.approved(case["bank"], "100.00"))
    desk.receive(case["officer"], "100.00")
    certify(platform, case["officer"], accepted=False)
    ours = {str(each) for each in case.values()}
    waits = {
        name: cases(listed(finance, district=GLOUCESTER, waiting_for=name)) & ours for name in names
    }
    both = {"applicant": {"contractor"}, "officer": {"approver"}}
    for name in names:
        expected = {str(case[n]) for n in names if n == name or name in both.get(n, ())}
        assert waits[name] == expected, name


def test_a_contribution_that_was_recorded_by_mistake_is_taken_back(platform, finance, approve):
    case_id = approve(pays="500.00")
    contribute(finance, case_id, "300.00")
    place = f"/v1/accounts/{case_id}/contributions"
    [mistaken] = finance.get(place).json()["items"]
    why = {"reason": "Entered on the wrong case"}
    undo = f"{place}/{mistaken['id']}/correction"
    assert finance.post(undo, json=why).json()["contribution_received"] == "0.00"
    [shown] = finance.get(place).json()["items"]
    told = ("amount", "corrected_on", "corrected_because", "corrected_by")
    assert [shown[n] for n in told] == [
        *("300.00", "2026-03-10", "Entered on the wrong case", "development:finance"),
    ]
    entries = finance.get(f"/v1/accounts/{case_id}/ledger").json()["items"]
    steps = {"approval", "contribution", "contribution-corrected"}
    assert {entry["step"] for entry in entries} == steps
    problem(finance.post(undo, json=why), "wrong-state", 409)
    assert contribute(finance, case_id, "500.00").status_code == 201
    assert platform.told("payments", case_id)[1][0] == "payments.contribution-corrected"


def test_what_was_spent_of_a_contribution_did_come_in(platform, finance, approve):
    case_id = approve(pays="500.00")
    contribute(finance, case_id, "300.00")
    pay(platform, case_id, "200.00")
    place = f"/v1/accounts/{case_id}/contributions"
    [receipt] = finance.get(place).json()["items"]
    answer = finance.post(f"{place}/{receipt['id']}/correction", json={"reason": "Mistaken"})
    assert "100.00" in problem(answer, "payment-refused", 409)["detail"]
    elsewhere = f"/v1/accounts/{approve()}/contributions/{receipt['id']}/correction"
    problem(finance.post(elsewhere, json={"reason": "Mistaken"}), "not-found", 404)


@pytest.mark.parametrize("of", ["payments", "contributions", "contractors"])
def test_the_lists_of_a_case_out_of_reach_are_not_there(platform, approve, of):
    case_id = approve(district=STROUD)
    gloucester = platform.client("payments", "gloucester_grant_officer")
    problem(gloucester.get(f"/v1/accounts/{case_id}/{of}"), "not-found", 404)


COTSWOLD = "E07000079"
CASE = "'00000000-0000-0000-0000-000000000001'"


@pytest.mark.parametrize(
    "statement, index",
    [
        ("accounts ORDER BY opened_on DESC, case_id DESC", "ix_accounts_newest"),
        (
            f"accounts WHERE district = '{GLOUCESTER}' ORDER BY opened_on DESC, case_id DESC",
            "ix_accounts_",  # where all accounts are of the district, either of the two serves
        ),
        ("payments WHERE contractor_sought ^@ 'a. b'", "ix_payments_contractor"),
        ("payments WHERE reference_sought ^@ 'inv'", "ix_payments_reference"),
        (f"payments WHERE case_id = {CASE} ORDER BY paid_on, id", "ix_payments_order"),
        (f"receipts WHERE case_id = {CASE} ORDER BY received_on, id", "ix_receipts_order"),
    ],
)
async def test_each_list_is_served_by_an_index(platform, statement, index):
    """Under the caller's reach, which keeps functions that could leak a row out of the index.

    On tables as small as a test's PostgreSQL reads every row unless told not to.
    """
    connection = await asyncpg.connect(platform.settings("payments").database_url)
    try:
        async with connection.transaction():
            reach = {"read": [GLOUCESTER], "write": [], "principal": "me"}
            await connection.execute("SELECT set_config($1, $2, true)", SETTING, json.dumps(reach))
            for kind in ("seqscan", "bitmapscan", "sort"):
                await connection.execute(f"SET LOCAL enable_{kind} = off")
            plan = await connection.fetchval(
                f"EXPLAIN (FORMAT JSON) SELECT * FROM payments.{statement} LIMIT 21"
            )
    finally:
        await connection.close()
    assert f'"Index Name": "{index}' in plan
    assert "Index Cond" in plan or "ORDER BY opened_on DESC" in statement


def listed_for(client, path):
    """The ids of what waits for whoever asks."""
    return {item["id"] for item in every(client, path, district=COTSWOLD, for_me=True)}


def test_what_waits_for_whoever_asks_is_what_another_has_begun(platform, approve):
    """An invoice for whoever did not register it, a run for whoever has not acted on it yet."""
    desk = Desk(platform, COTSWOLD)
    desk.know_payee()
    invoice = desk.receive(approve(pays="0.00", district=COTSWOLD), "100.00").json()
    assert invoice["id"] in listed_for(desk.approves, "/v1/invoices")
    assert invoice["id"] not in listed_for(desk.prepares, "/v1/invoices")
    run = desk.propose(desk.decide(invoice).json()).json()
    assert invoice["id"] not in listed_for(desk.approves, "/v1/invoices")
    assert run["id"] in listed_for(desk.approves, "/v1/runs")
    assert run["id"] not in listed_for(desk.prepares, "/v1/runs")
    desk.approve(run)
    assert run["id"] in listed_for(desk.releases, "/v1/runs")
    assert run["id"] not in listed_for(desk.approves, "/v1/runs")
