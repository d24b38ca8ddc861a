"""After the file is with the bank: payments are stopped, come back, and are made good once."""

import datetime as dt
from decimal import Decimal

from lxml import etree

from deploy.local.issuer import roles
from tests.payments.accounts import certify
from tests.payments.runs import read_bacs
from tests.payments.test_pain001 import SCHEMA, each, text
from tests.payments.test_releases import COTSWOLD, account, case, desk, nets  # noqa: F401
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import until

LATER = dt.datetime(2026, 3, 17, 12, tzinfo=dt.UTC)


def invoice_of(desk, invoice):  # noqa: F811
    found = desk.prepares.get(f"/v1/accounts/{invoice['case_id']}/invoices").json()["items"]
    return next(each for each in found if each["id"] == invoice["id"])


def outcomes(desk, run):  # noqa: F811
    items = desk.prepares.get(f"/v1/runs/{run['id']}/payments").json()["items"]
    return {item["reference"]: item["outcome"] for item in items}


def payee_with_details(desk, approve, name, account_number):  # noqa: F811
    desk.confirmed_details(name, account_number)
    return approve(district=COTSWOLD, pays="0.00", contractors=None)


def test_a_returned_credit_is_known_by_its_reference_and_made_good_to_other_details(
    platform,
    desk,  # noqa: F811
    approve,
):
    payee = "Thames Head Lifts"
    case_id = payee_with_details(desk, approve, payee, "20000001")
    certify(platform, case_id, COTSWOLD)
    invoice = desk.approved(case_id, "100.00", "final", contractor=payee)
    run = desk.sealed(invoice)
    desk.answered(run)
    until(lambda: account(desk, case_id)["settled_on"])
    assert invoice_of(desk, invoice)["paid_on"] == "2026-03-10"
    [line] = run["lines"]
    problem(desk.came_back(line, reference="DFG 999999 00001"), "wrong-state", 409)
    problem(desk.came_back(line, amount="99.99"), "invalid-input", 422, "/amount")
    for never in ("2026-03-09", "2026-03-11"):
        problem(desk.came_back(line, returned_on=never), "invalid-input", 422, "/returned_on")
    came = desk.came_back(line)
    assert came.json()["outcome"] == "returned"
    assert desk.prepares.get(came.headers["location"]).json()["items"] == [came.json()]
    problem(desk.came_back(line), "wrong-state", 409)
    assert nets(platform, case_id, "A10", "L50", "L10") == {"A10": 0, "L50": -100_00, "L10": 0}
    assert account(desk, case_id)["paid"] == "0.00"
    kind, told = platform.told("payments", case_id)[-1]
    assert (kind, told["paid_to_date"]) == ("payments.payment-returned", "0.00")
    assert invoice_of(desk, invoice)["paid_on"] is None
    problem(desk.made_good(run, line), "run-changed", 409)
    problem(desk.propose(invoice), "invalid-input", 422, "/invoices")
    desk.confirmed_details(payee, "20000002")
    platform.now = LATER
    assert desk.made_good(run, line).status_code == 200
    again = desk.propose(invoice, day="2026-03-19").json()
    desk.approve(again)
    desk.release(again, "seal")
    desk.release(again, "handing-in")
    desk.confirmed(again, confirmed_on="2026-03-17")
    until(lambda: account(desk, case_id)["paid"] == "100.00")
    assert nets(platform, case_id, "A10", "L50", "L10") == {"A10": -100_00, "L50": 0, "L10": 0}
    paid = desk.prepares.get(f"/v1/accounts/{case_id}/payments").json()["items"]
    assert [(p["amount"], p["returned_on"]) for p in paid] == [
        ("100.00", "2026-03-10"),
        ("100.00", None),
    ]


def test_a_recalled_payment_that_the_bank_stopped_is_due_again_as_it_was(
    platform,
    desk,  # noqa: F811
    case,  # noqa: F811
):
    case_id = case()
    stopped, paid = desk.approved(case_id, "100.00"), desk.approved(case_id, "50.00")
    run = desk.sealed(stopped, paid)
    by_amount = {Decimal(line["amount"]): line["reference"] for line in run["lines"]}
    recall = {"reference": by_amount[Decimal(100)], "reason": "Not what was agreed"}
    problem(desk.release(run, "recalls", recall), "wrong-state", 409)
    desk.release(run, "handing-in")
    platform.now = dt.datetime(2026, 3, 12, 16, 1, tzinfo=dt.UTC)
    assert "16:00" in problem(desk.release(run, "recalls", recall), "wrong-state", 409)["detail"]
    platform.now = dt.datetime(2026, 3, 12, 16, 0, tzinfo=dt.UTC)
    assert desk.release(run, "recalls", recall).status_code == 200
    problem(desk.release(run, "recalls", recall), "invalid-input", 422, "/reference")
    with nothing_changes(platform, "payments", "run_payments"):
        never = {"confirmed_on": "2026-03-12", "recalled": [by_amount[Decimal(50)]]}
        problem(desk.release(run, "confirmation", never), "invalid-input", 422, "/recalled/0")
    desk.confirmed(run, confirmed_on="2026-03-12", recalled=[recall["reference"]])
    until(lambda: nets(platform, case_id, "L40") == {"L40": 0})
    assert outcomes(desk, run) == {by_amount[100]: "recalled", by_amount[50]: "paid"}
    assert nets(platform, case_id, "L50", "A10") == {"L50": -100_00, "A10": -50_00}
    assert desk.made_good(run, {"reference": recall["reference"]}).status_code == 200
    twice = desk.made_good(run, {"reference": recall["reference"]})
    problem(twice, "invalid-input", 422, "/reference")
    again = desk.propose(stopped, day="2026-03-16").json()
    assert [line["amount"] for line in again["lines"]] == ["100.00"]


def test_what_we_asked_the_payee_s_bank_to_send_back_is_due_again_as_it_was(
    platform,
    desk,  # noqa: F811
    approve,
):
    """Nothing was wrong with the details, so nobody has to change them."""
    payee = "Leach Lifts"
    case_id = payee_with_details(desk, approve, payee, "20000011")
    run = desk.sealed(desk.approved(case_id, "100.00", contractor=payee))
    desk.answered(run)
    until(lambda: account(desk, case_id)["paid"] == "100.00")
    [line] = run["lines"]
    assert desk.came_back(line, reason="requested").status_code == 201
    assert desk.made_good(run, line).status_code == 200
    assert nets(platform, case_id, "L50", "L10") == {"L50": 0, "L10": -100_00}


def test_a_payment_is_stopped_and_made_good_under_its_own_run(desk, case):  # noqa: F811
    runs = [desk.sealed(desk.approved(case(), "100.00")) for _ in range(2)]
    for run in runs:
        desk.release(run, "handing-in")
    [here], [elsewhere] = [run["lines"] for run in runs]
    recall = {"reference": elsewhere["reference"], "reason": "Not what was agreed"}
    problem(desk.release(runs[0], "recalls", recall), "invalid-input", 422, "/reference")
    for run, line in zip(runs, (here, elsewhere), strict=True):
        desk.confirmed(run, rejected=[line["reference"]])
    until(lambda: set(outcomes(desk, runs[1]).values()) == {"rejected"})
    problem(desk.made_good(runs[0], elsewhere), "invalid-input", 422, "/reference")


def test_an_approver_approves_up_to_their_limit(platform, desk, case):  # noqa: F811
    run = desk.propose(desk.approved(case(), "100.00")).json()
    seen = {name: run[name] for name in ("payments", "total", "digest")}
    place = f"/v1/runs/{run['id']}/approval"
    for limit in ("99.99", None):
        below = platform.client("payments", "payments_approver", dfg_limit=limit)
        problem(below.post(place, json=seen), "over-limit", 403)
    enough = platform.client("payments", "payments_approver", dfg_limit="100.00")
    assert enough.post(place, json=seen).json()["state"] == "approved"
    assert roles()["payments_approver"].limit == "100000.00"


def test_an_invoice_says_itself_that_it_is_in_a_run_or_paid(platform, desk, case):  # noqa: F811
    case_id = case()
    invoice = desk.approved(case_id, "100.00")
    waits = {"district": COTSWOLD, "state": "approved", "waiting": True}

    def waiting():
        items = desk.prepares.get("/v1/invoices", params=waits).json()["items"]
        return invoice["id"] in [item["id"] for item in items]

    assert waiting()
    run = desk.sealed(invoice)
    assert invoice_of(desk, invoice)["run_id"] == run["id"]
    assert not waiting()
    desk.answered(run)
    until(lambda: invoice_of(desk, invoice)["paid_on"] == "2026-03-10")
    assert not waiting()


def test_a_bank_that_takes_pain001_is_given_the_same_run_in_it(desk, case):  # noqa: F811
    serial = desk.prepares.get(f"/v1/debit-accounts/{COTSWOLD}").json()["next_serial"]
    assert desk.pay_from(desk.debit_account(next_serial=serial, file_format="pain001")).is_success
    run = desk.sealed(desk.approved(case(), "1000.00"), desk.approved(case(), "2500.50"))
    given = desk.releases.get(f"/v1/runs/{run['id']}/file").json()["content"].encode()
    tree = etree.fromstring(given)
    SCHEMA.assertValid(tree)
    paid = each(tree[0], "PmtInf/CdtTrfTxInf")
    assert text(tree[0], "GrpHdr/CtrlSum") == run["total"]
    assert [text(p, "RmtInf/Ustrd") for p in paid] == [x["reference"] for x in run["lines"]]
    back = desk.debit_account(next_serial=serial + 1)
    assert desk.pay_from(back).is_success
    again = desk.sealed(desk.approved(case(), "10.00"))
    content = desk.releases.get(f"/v1/runs/{again['id']}/file").json()["content"].encode()
    assert len(read_bacs(content).credits) == 1


def test_the_account_to_pay_from_is_two_peoples_work_and_a_change_is_no_run_s_surprise(
    platform,
    desk,  # noqa: F811
    case,  # noqa: F811
):
    run = desk.propose(desk.approved(case(), "100.00")).json()
    desk.approve(run)
    serial = desk.prepares.get(f"/v1/debit-accounts/{COTSWOLD}").json()["next_serial"]
    other = desk.debit_account(account_number="76543210", next_serial=serial)
    entered = desk.prepares.post("/v1/debit-accounts", json=other).json()
    place = f"/v1/debit-accounts/{entered['id']}/confirmation"
    one = platform.client("payments", "finance", scope="payments:approve")
    problem(one.post(place), "same-person", 409)
    assert desk.approves.post(place).json()["confirmed_by"] == "development:payments_approver"
    problem(desk.approves.post(place), "wrong-state", 409)
    problem(desk.release(run, "seal"), "run-changed", 409)
    problem(desk.pay_from(desk.debit_account(next_serial=1)), "invalid-input", 422, "/next_serial")
    assert desk.pay_from(desk.debit_account(next_serial=serial)).is_success
    versions = desk.prepares.get(f"/v1/debit-accounts/{COTSWOLD}/versions").json()["items"]
    assert versions[-1]["confirmed_by"] is None
    assert desk.release(run, "seal").json()["state"] == "sealed"
