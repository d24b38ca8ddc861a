"""The payments service: accounts opened by approvals, money in, money out, settlement."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import pytest

from shared.contracts.codes import WithdrawalReason
from shared.contracts.grants import ApprovalWithdrawn, Cited
from tests.payments.accounts import certify, contribute, decide, pay, receive, release
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD


def test_an_approval_opens_an_account_under_the_policy_of_the_decision(finance, approve):
    account = finance.get(f"/v1/accounts/{approve()}").json()
    assert account["award"] == "24170.75"
    assert account["contribution"] == "3329.25"
    assert account["left"] == "27500.00"
    assert account["interim_limit"] == "25082.92"
    assert account["stage_limit"]["clause"] == "guidance B129"
    assert account["opened_on"] == "2026-03-03"


def test_from_contribution_to_settlement(platform, finance, approve):
    case_id = approve()
    problem(pay(platform, case_id, "24170.76"), "payment-refused", 409)
    assert contribute(finance, case_id, "3000.00").status_code == 201
    assert contribute(finance, case_id, "329.25").json()["contribution_received"] == "3329.25"
    assert pay(platform, case_id, "20000.00").json()["left"] == "7500.00"
    early = receive(platform, case_id, "7500.00", "final").json()
    above = receive(platform, case_id, "5082.93").json()
    with nothing_changes(platform, "payments", "accounts"):
        problem(decide(platform, early), "payment-refused", 409)
        problem(decide(platform, above), "payment-refused", 409)
    certify(platform, case_id)
    settled = pay(platform, case_id, "7500.00", "final").json()
    assert (settled["paid"], settled["left"], settled["settled_on"]) == (
        "27500.00",
        "0.00",
        "2026-03-10",
    )
    with nothing_changes(platform, "payments", "accounts"):
        problem(pay(platform, case_id, "0.01", "final"), "wrong-state", 409)
    told = platform.told("payments", case_id)
    assert [kind for kind, _ in told] == [
        "payments.contribution-received",
        "payments.contribution-received",
        "payments.payment-made",
        "payments.payment-made",
        "payments.account-settled",
    ]
    assert told[0][1]["outstanding"] == "329.25"
    assert [told[n][1]["paid_to_date"] for n in (2, 3)] == ["20000.00", "27500.00"]
    assert told[4][1]["paid"] == "27500.00"
    assert "contractor" not in told[2][1]


def test_the_award_pays_only_what_the_contribution_does_not(platform, finance, approve):
    case_id = approve()
    contribute(finance, case_id)
    for amount in ("3000.00", "1000.00"):
        pay(platform, case_id, amount)
    paid = platform.sql(
        "SELECT amount, from_award FROM payments.payments WHERE case_id = $1 ORDER BY amount",
        case_id,
    )
    assert [(str(r["amount"]), str(r["from_award"])) for r in paid] == [
        ("1000.00", "670.75"),
        ("3000.00", "0.00"),
    ]


def test_a_nil_grant_takes_no_contribution_and_is_settled_with_the_certificate(
    platform, finance, approve
):
    """Guidance B114: approved with nothing to pay; the applicant pays the contractor."""
    case_id = approve(total="0.00", pays="27500.00")
    assert finance.get(f"/v1/accounts/{case_id}").json()["contribution"] == "0.00"
    problem(contribute(finance, case_id, "1.00"), "invalid-input", 422, "/amount")
    certify(platform, case_id)
    assert finance.get(f"/v1/accounts/{case_id}").json()["settled_on"] == "2026-03-10"
    assert [kind for kind, _ in platform.told("payments", case_id)] == ["payments.account-settled"]


def test_less_than_was_awarded_may_be_needed_in_the_end(platform, finance, approve):
    case_id = approve(pays="0.00")
    certify(platform, case_id)
    settled = pay(platform, case_id, "20000.00", "final").json()
    assert (settled["left"], settled["settled_on"]) == ("4170.75", "2026-03-10")


def withdraw(platform, case_id, paid="0.00", district=GLOUCESTER):
    platform.tell(
        "payments",
        ApprovalWithdrawn(
            case_id=case_id,
            district=district,
            withdrawn_on=dt.date(2026, 3, 9),
            reason=WithdrawalReason.DISABLED_PERSON_MOVED,
            clause="guidance B136",
            paid=paid,
        ),
    )


@pytest.mark.parametrize(
    "paid, due_back", [("0.00", "3329.25"), ("1000.00", "2329.25"), ("3329.25", "0.00")]
)
def test_a_withdrawn_approval_settles_at_what_was_paid_and_gives_the_rest_of_the_share_back(
    platform, finance, approve, paid, due_back
):
    """Guidance B136; Stroud, approval of grants (b): the applicant's share is used first."""
    case_id = approve()
    assert contribute(finance, case_id).json()["contribution_due_back"] is None
    if paid != "0.00":
        pay(platform, case_id, paid)
    withdraw(platform, case_id, paid)
    account = finance.get(f"/v1/accounts/{case_id}").json()
    assert (account["paid"], account["settled_on"]) == (paid, "2026-03-10")
    assert account["contribution_due_back"] == due_back
    kind, event = platform.told("payments", case_id)[-1]
    assert (kind, event["paid"], event["contribution_due_back"]) == (
        "payments.account-settled",
        paid,
        due_back,
    )


def test_on_a_withdrawn_approval_nothing_is_taken_in_or_paid_any_more(platform, finance, approve):
    case_id = approve()
    contribute(finance, case_id, "1000.00")
    withdraw(platform, case_id)
    with nothing_changes(platform, "payments", "accounts"):
        problem(contribute(finance, case_id, "1.00"), "wrong-state", 409)
        problem(pay(platform, case_id, "1.00"), "wrong-state", 409)
    assert finance.get(f"/v1/accounts/{case_id}").json()["contribution_due_back"] == "1000.00"


def test_an_applicants_share_that_was_not_needed_in_the_end_is_given_back(
    platform, finance, approve
):
    case_id = approve()
    contribute(finance, case_id)
    certify(platform, case_id)
    settled = pay(platform, case_id, "3000.00", "final").json()
    assert settled["contribution_due_back"] == "329.25"


@pytest.mark.parametrize(
    "changes,pointer",
    [
        ({"issued_by_family": True}, "/invoice/issued_by_family"),
        ({"invoiced_on": "2026-03-11"}, "/invoice/invoiced_on"),
        ({"invoiced_on": "2026-03-02"}, "/invoice/invoiced_on"),
        ({"inspected_on": "2026-03-11"}, "/invoice/inspected_on"),
    ],
)
def test_an_invoice_that_cannot_be_accepted(platform, finance, approve, changes, pointer):
    case_id = approve(pays="0.00")
    with nothing_changes(platform, "payments", "accounts"):
        problem(pay(platform, case_id, "100.00", **changes), "invalid-input", 422, pointer)


@pytest.mark.parametrize("amount", ["0.00", "-1.00", "1.001", "1e3", 100, 100.5, "", "NaN"])
def test_an_amount_that_is_none(platform, finance, approve, amount):
    case_id = approve()
    with nothing_changes(platform, "payments", "accounts"):
        problem(contribute(finance, case_id, amount), "invalid-input", 422, "/amount")
        problem(pay(platform, case_id, amount), "invalid-input", 422, "/invoice/amount")


def test_money_of_tomorrow_or_more_than_is_owed(platform, finance, approve):
    case_id = approve()
    with nothing_changes(platform, "payments", "accounts"):
        late = contribute(finance, case_id, received_on="2026-03-11")
        problem(late, "invalid-input", 422, "/received_on")
        early = contribute(finance, case_id, received_on="2026-03-02")
        problem(early, "invalid-input", 422, "/received_on")
        problem(contribute(finance, case_id, "3329.26"), "invalid-input", 422, "/amount")


def test_what_is_sent_twice_is_done_once(platform, finance, approve):
    case_id = approve(pays="0.00")

    def four_times(send):
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: send(), range(4)))
        assert {a.status_code for a in answers} == {201}
        return answers

    came_in = four_times(
        lambda: receive(platform, case_id, "1000.00", key=f"invoice/{case_id}", reference="7")
    )
    [invoice] = {a.json()["id"]: a.json() for a in came_in}.values()
    assert decide(platform, invoice).status_code == 200
    four_times(lambda: release(platform, invoice, key=f"pay/{case_id}"))
    assert finance.get(f"/v1/accounts/{case_id}").json()["paid"] == "1000.00"


def test_an_invoice_is_paid_by_a_third_person_and_once(platform, approve):
    invoice = receive(platform, approve(pays="0.00"), "1000.00").json()
    problem(release(platform, invoice), "wrong-state", 409)
    decide(platform, invoice)
    problem(release(platform, invoice, role="finance"), "scope-missing", 403)
    problem(release(platform, invoice, role="payments_approver"), "scope-missing", 403)
    assert release(platform, invoice).status_code == 201
    problem(release(platform, invoice), "payment-refused", 409)


def test_what_waits_is_listed_over_all_cases_the_first_due_first(platform, approve):
    asked = {"district": STROUD, "state": "received", "due_before": "2026-04-30"}
    finance = platform.client("payments", "finance")

    def listed(**changes):
        return [invoice["id"] for invoice in every(finance, "/v1/invoices", **asked | changes)]

    before = listed()
    new = [
        receive(platform, approve(district=STROUD, pays="0.00"), "100.00").json()["id"]
        for _ in range(2)
    ]
    assert sorted(set(listed()) - set(before)) == sorted(new)
    assert not {*listed(district=GLOUCESTER), *listed(state="approved")} & {*new}
    assert listed(due_before="2026-03-11") == []
    other = platform.client("payments", "gloucester_grant_officer")
    assert every(other, "/v1/invoices", **asked) == []


def test_payments_at_the_same_moment_do_not_exceed_the_limit_together(platform, finance, approve):
    case_id = approve(total="10000.00", pays="0.00")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: pay(platform, case_id, "4000.00"), range(4)))
    assert sorted(a.status_code for a in answers) == [201, 201, 409, 409]
    assert finance.get(f"/v1/accounts/{case_id}").json()["paid"] == "8000.00"


@pytest.mark.parametrize(
    "again",
    [{}, {"reference": "inv 7"}, {"reference": "INV7"}, {"contractor": "a builder limited"}],
)
def test_an_invoice_is_paid_once_whatever_the_key(platform, finance, approve, again):
    """Interim, then again; the contractor's own number tells one invoice from another."""
    case_id = approve(pays="0.00")
    assert pay(platform, case_id, "1000.00", reference="INV 7").status_code == 201
    twice = pay(platform, case_id, "1000.00", **{"reference": "INV 7"} | again)
    problem(twice, "payment-refused", 409)
    assert pay(platform, case_id, "1000.00", reference="INV 8").status_code == 201


def test_of_twenty_posts_of_one_invoice_at_the_same_moment_one_is_paid(platform, finance, approve):
    case_id = approve(pays="0.00")
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: pay(platform, case_id, "1000.00", reference="INV 7"), range(20))
        )
    assert sorted(a.status_code for a in answers) == [201] + [409] * 19
    assert finance.get(f"/v1/accounts/{case_id}").json()["paid"] == "1000.00"


def test_the_schema_itself_refuses_the_same_invoice_twice(platform, finance, approve):
    case_id = approve(pays="0.00")
    pay(platform, case_id, "1000.00")
    with pytest.raises(asyncpg.UniqueViolationError):
        platform.sql(
            "INSERT INTO payments.payments (id, case_id, district, stage, amount, from_award, paid_on,"
            " invoice, invoice_id) SELECT gen_random_uuid(), case_id, district, stage, amount,"
            " from_award, paid_on, invoice, invoice_id FROM payments.payments WHERE case_id = $1",
            case_id,
        )


def test_a_contractor_who_is_not_on_the_approval_is_paid_once_the_authority_agrees(
    platform, finance, approve
):
    """Section 38; guidance B132."""
    case_id = approve(pays="0.00")
    other = {"contractor": "B. Roofer"}
    problem(pay(platform, case_id, "1000.00", **other), "payment-refused", 409)
    officer = platform.client("payments", "grant_officer")
    place = f"/v1/accounts/{case_id}/contractors"
    agreement = {
        "name": "B. Roofer",
        "estimate": "2000.00",
        "reason": "The first builder gave up the works.",
        "agreed_on": "2026-03-09",
    }
    problem(finance.post(place, json=agreement), "scope-missing", 403)
    early = officer.post(place, json=agreement | {"agreed_on": "2026-03-02"})
    problem(early, "invalid-input", 422, "/agreed_on")
    agreed = officer.post(place, json=agreement)
    assert (agreed.status_code, agreed.json()["agreed_by"]) == (201, "development:grant_officer")
    problem(officer.post(place, json=agreement), "wrong-state", 409)
    assert pay(platform, case_id, "1800.00", **other).status_code == 201
    problem(pay(platform, case_id, "0.01", **other), "payment-refused", 409)
    shown = finance.get(place).json()["items"]
    assert [(c["name"], c["estimate"]) for c in shown] == [
        (None, "27500.00"),
        ("B. Roofer", "2000.00"),
    ]


def test_an_approval_that_told_no_contractors_hinders_no_payment(platform, finance, approve):
    """Those of before the contractors were told."""
    case_id = approve(pays="0.00", contractors=None)
    assert pay(platform, case_id, "1000.00", contractor="Anybody").status_code == 201


def test_an_approval_dated_ahead_pays_nothing_before_its_day(platform, finance, approve):
    case_id = approve(decided_on=dt.date(2026, 3, 11))
    with nothing_changes(platform, "payments", "accounts"):
        problem(pay(platform, case_id, "100.00"), "wrong-state", 409)
        problem(contribute(finance, case_id, "100.00"), "wrong-state", 409)


def test_where_the_approval_says_so_the_contribution_comes_first(platform, finance, approve):
    """Stroud, approval of grants (b); Gloucester's policy does not ask it."""
    clause = "Stroud App 2 Approval of Grant Applications and Making Payments"
    first = approve(district=STROUD, conditions=(Cited(code="contribution_first", clause=clause),))
    assert finance.get(f"/v1/accounts/{first}").json()["contribution_first"] == clause
    assert clause in problem(pay(platform, first, "100.00"), "payment-refused", 409)["detail"]
    contribute(finance, first)
    assert pay(platform, first, "100.00").status_code == 201
    assert pay(platform, approve(), "100.00").status_code == 201


def test_who_may_see_and_pay(platform, approve):
    case_id = approve(district=STROUD)
    gloucester = platform.client("payments", "gloucester_grant_officer")
    problem(gloucester.get(f"/v1/accounts/{case_id}"), "not-found", 404)
    officer = platform.client("payments", "grant_officer")
    assert officer.get(f"/v1/accounts/{case_id}").status_code == 200
    problem(contribute(officer, case_id), "scope-missing", 403)
    elsewhere = platform.client("payments", "finance", dfg_write=[GLOUCESTER])
    problem(contribute(elsewhere, case_id), "not-found", 404)


def test_a_case_without_an_approval_has_no_account(finance):
    problem(finance.get(f"/v1/accounts/{uuid.uuid4()}"), "not-found", 404)
