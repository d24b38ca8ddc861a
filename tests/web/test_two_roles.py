"""One person with two roles: whoever took one step of some money is stopped at the next.

Every pair of acts on one thing that `test_duties` keeps apart is here, or it fails.
"""

import re
from itertools import product

import pytest

from shared.contracts.codes import MeansTestKind
from tests.grants.cases import CANNOCK, ask, works
from tests.grants.test_approvals import HEAD, WHOLE, AwaitingApproval
from tests.grants.test_service import application, resources
from tests.payments.accounts import contribute
from tests.payments.releases import Desk
from tests.platform.answers import problem
from tests.platform.known import approved_case
from tests.platform.running import GLOUCESTER
from tests.web.test_authority import described, whole
from tests.web.test_duties import APART

ACT = re.compile(r"(?:receive|propose|enter|approve|confirm|seal|hand|pay)_(\w+)")
ELSEWHERE = {"refund", "recovery", "write_off", "contractor", "credit", "order"}
"""Things whose two persons `tests/payments` proves, with what has to be there before."""


def thing(act):
    """What an act is on, by its name."""
    found = ACT.fullmatch(act)
    return found[1] if found else None


def pairs():
    """Every two acts on one thing that are kept apart."""
    for earlier, later in APART:
        for first, second in product(sorted(earlier), sorted(later)):
            if thing(first) is not None and thing(first) == thing(second):
                yield first, second


class Money:
    """Money of one case on its way out, and somebody who was given every role of payments."""

    def __init__(self, platform):
        self._platform = platform
        self._scope = whole(described(platform, "payments"))
        self.desk = Desk(platform, GLOUCESTER)
        self.desk.know_payee()
        self.case_id = approved_case(platform)
        contribute(self.desk.prepares, self.case_id)

    def tries(self, role, path, body=None):
        """Whoever acts in that role elsewhere, with every other role too."""
        client = self._platform.client("payments", role, scope=self._scope)
        return client.post(path, json=body)


def of_invoice(money, role, act, *, decided=False):
    received = money.desk.receive(money.case_id, "100.00").json()
    if decided:
        assert money.desk.decide(received).is_success
    place = f"/v1/accounts/{money.case_id}/invoices/{received['id']}"
    return money.tries(role, f"{place}/{act}")


def of_run(money, role, act, *, approved=False):
    run = money.desk.propose(money.desk.approved(money.case_id, "100.00")).json()
    if approved:
        assert money.desk.approve(run).is_success
    seen = {name: run[name] for name in ("payments", "total", "digest")}
    return money.tries(role, f"/v1/runs/{run['id']}/{act}", None if approved else seen)


def of_bank_details(money):
    made = money.desk.details("Two Roles Ltd")
    return money.tries("finance", f"/v1/bank-details/{made['id']}/confirmation")


def of_debit_account(money):
    changed = money.desk.debit_account(account_number="01234568")
    made = money.desk.prepares.post("/v1/debit-accounts", json=changed).json()
    return money.tries("finance", f"/v1/debit-accounts/{made['id']}/confirmation")


STOPPED = {
    ("receive_invoice", "approve_invoice"): lambda m: of_invoice(m, "finance", "approval"),
    ("receive_invoice", "pay_invoice"): lambda m: of_invoice(m, "finance", "payment", decided=True),
    ("approve_invoice", "pay_invoice"): lambda m: of_invoice(
        m, "payments_approver", "payment", decided=True
    ),
    ("propose_run", "approve_run"): lambda m: of_run(m, "finance", "approval"),
    ("propose_run", "seal_run"): lambda m: of_run(m, "finance", "seal", approved=True),
    ("approve_run", "seal_run"): lambda m: of_run(m, "payments_approver", "seal", approved=True),
    ("propose_bank_details", "confirm_bank_details"): of_bank_details,
    ("propose_debit_account", "confirm_debit_account"): of_debit_account,
}
"""How the first act is done and the second tried, by the same person with every role."""
TOLD_AFTERWARDS = {("propose_run", "confirm_run"), ("approve_run", "confirm_run")}
"""What the bank did with a sealed run is recorded: nothing is released anew by it."""


def test_every_pair_on_one_thing_is_tried():
    wanted = {pair for pair in pairs() if thing(pair[0]) not in ELSEWHERE}
    assert wanted - TOLD_AFTERWARDS == set(STOPPED)


@pytest.mark.parametrize("pair", STOPPED, ids=" then ".join)
def test_the_second_act_is_somebody_elses(platform, pair):
    problem(STOPPED[pair](Money(platform)), "same-person", 409)


PREPARED = {
    "estimate": ("cost-estimate", lambda body: {"works": body["works"]}),
    "offer": ("offer", lambda body: body),
    "apply": ("application", lambda body: body),
    "amend": (
        "application/amendment",
        lambda body: {"application": body, "reason": "Dearer than thought"},
    ),
}
"""What prepares an award of grants, and its body of an application."""


@pytest.mark.parametrize("act", PREPARED)
def test_whoever_prepared_an_award_approves_none(platform, act):
    both = {"sub": f"development:{act}", "scope": f"grants:read grants:write approval:{HEAD}"}
    somebody = platform.client("grants", "grant_officer", **both)
    case = AwaitingApproval(platform, CANNOCK).assessed()
    body = application(authority=CANNOCK, works=[works("45000.00")], assistance=[ask("top_up")])
    place, of = PREPARED[act]
    if act == "offer":
        case.does("cost-estimate", {"works": body["works"]})
        case.hears(resources(case.id, MeansTestKind.PRELIMINARY, district=CANNOCK))
    if act == "amend":
        case.does("application", body)
    done = somebody.post(f"/v1/cases/{case.id}/{place}", json=of(body))
    assert done.is_success, done.text
    if act in {"estimate", "offer"}:
        case.does("application", body)
    case.hears(resources(case.id, MeansTestKind.FORMAL, district=CANNOCK))
    problem(case.approves(WHOLE, **both), "own-case", 403)
