"""A case that was closed, or whose approval was withdrawn, by mistake goes on as before."""

import uuid

import pytest

from shared.contracts.payments import AccountReopened, DemandCorrected, GrantDemanded
from tests.grants.cases import works
from tests.grants.site import visit
from tests.grants.take_over import WITHDRAWN, Council
from tests.grants.test_changes import decided, decision, paid
from tests.grants.test_clocks import REFUSED
from tests.grants.test_clocks import told as told_of
from tests.grants.test_mistakes import lines
from tests.grants.test_moves import moved
from tests.grants.test_service import DAY, DECIDED, GrantCase, awaited
from tests.platform.answers import nothing_changes, problem

GAVE_UP = {"withdrawn_on": "2026-03-09", "reason": "applicant_withdrew", "because": "disruption"}
MOVED = {"withdrawn_on": "2026-03-09", "reason": "disabled_person_moved"}
WHY = {"reason": "It was another Mrs Hale who gave up"}


@pytest.fixture
def case(platform):
    return GrantCase(platform)


def reopened(case, state="closed"):
    return case.does("reopening", WHY | {"state": state})


def refused(case, state="closed"):
    with nothing_changes(case.platform, "grants", "cases"):
        return awaited(case.post("reopening", WHY | {"state": state}))


def told(case):
    return case.platform.told("grants", case.id)[-1]


@pytest.mark.parametrize("far, waits_for", [("assessed", "officer"), ("offered", "applicant")])
def test_who_did_not_give_up_before_the_application_goes_on(case, far, waits_for):
    before = getattr(case, far)().state()
    case.does("withdrawal", GAVE_UP)
    shown = reopened(case)
    assert (shown["state"], shown["waiting_for"]) == (before["state"], waits_for)
    assert (shown["withdrawal"], shown["closed_on"]) == (None, None)


def test_an_application_that_was_closed_is_decided_in_its_six_months(case):
    before = case.applied().state()
    case.does("withdrawal", GAVE_UP)
    assert case.state()["clocks"] == []
    shown = reopened(case)
    assert (shown["state"], shown["clocks"]) == ("applied", before["clocks"])
    kind, event = told(case)
    about = {"case_id": str(case.id), "district": case.district, "reopened_on": "2026-03-10"}
    ended = {"outcome": "withdrawn", "reason": "applicant_withdrew"}
    assert (kind, event) == ("grants.case-reopened", about | ended)
    assert case.does("decision", DECIDED)["state"] == "approved"


def test_what_was_recorded_of_its_end_stays_with_the_reason(case):
    case.applied().does("withdrawal", GAVE_UP)
    reopened(case)
    *_, gave_up, closed, one, other = lines(case)
    assert (gave_up["kind"], closed["kind"]) == ("withdrawn", "closed")
    struck = {line["entry"]["number"] for line in (one, other)}
    assert struck == {gave_up["number"], closed["number"]}
    assert one["entry"]["reason"] == WHY["reason"]
    assert case.does("withdrawal", GAVE_UP)["state"] == "closed"


def test_an_approval_that_was_withdrawn_stands_again(platform):
    case = decided(platform)
    before = case.state()
    case.does("withdrawal", MOVED)
    shown = reopened(case, "withdrawn")
    assert (shown["state"], shown["withdrawal"]) == ("approved", None)
    assert (shown["clocks"], shown["determination"]) == (before["clocks"], before["determination"])
    kind, event = told(case)
    assert (kind, event["reason"]) == ("grants.approval-restored", "disabled_person_moved")
    granted = before["determination"]["mandatory_grant"]
    assert (event["restored_on"], event["mandatory_grant"]) == ("2026-03-10", granted)


def test_one_that_was_closed_since_goes_back_twice(platform):
    case = decided(platform)
    case.does("withdrawal", MOVED)
    case.hears(case.settlement("0.00")).does("closure")
    assert reopened(case)["state"] == "withdrawn"
    assert told(case)[1]["outcome"] == "withdrawn"
    assert "the last step now is: withdrawn" in refused(case)
    assert reopened(case, "withdrawn")["state"] == "approved"
    about = {"case_id": case.id, "district": case.district}
    case.hears(AccountReopened(**about, reopened_on=DAY))
    shown = case.state()
    assert (shown["settled_on"], shown["waiting_for"]) == (None, "contractor")


@pytest.mark.parametrize("heard_late", [False, True])
def test_what_its_end_settled_does_not_count_until_payments_says_how_it_stands(
    platform, heard_late
):
    """Before payments has heard that the approval stands: nothing is closed on it."""
    case = decided(platform)
    case.does("withdrawal", MOVED)
    ended = case.settlement("0.00", approval_ended=True)
    if not heard_late:
        assert case.hears(ended).state()["settled_on"] == str(DAY)
    reopened(case, "withdrawn")
    if heard_late:
        case.hears(ended)
    assert case.state()["settled_on"] is None
    case.does("visits/record", visit("completion"))
    case.does("works-certification", {"certified_on": "2026-03-09"})
    assert "not settled" in awaited(case.post("closure"))
    case.hears(case.settlement("0.00", approval_ended=False))
    assert case.state()["settled_on"] == str(DAY)


def test_a_change_that_ended_the_grant_at_once_goes_with_it(platform):
    case = decided(platform)
    case.does("change-of-circumstances", decision("disabled_person_died"))
    assert reopened(case, "withdrawn")["state"] == "approved"
    *_, change, withdrawn, one, other = lines(case)
    struck = {line["entry"]["number"] for line in (one, other)}
    assert struck == {change["number"], withdrawn["number"]}


@pytest.mark.parametrize("changes", [{"course": "go_on"}, {"still_paid": "1200.00"}])
def test_a_change_that_did_not_end_it_stays_decided(platform, changes):
    case = paid(decided(platform), "4000.00")
    case.does("change-of-circumstances", decision("disabled_person_died", **changes))
    case.does("withdrawal", MOVED)
    assert reopened(case, "withdrawn")["state"] == "approved"
    *_, withdrawn, struck = lines(case)
    assert (withdrawn["kind"], struck["entry"]["number"]) == ("withdrawn", withdrawn["number"])


@pytest.mark.parametrize("named", [True, False])
def test_what_payments_demands_back_is_taken_back_there_first(platform, named):
    """Named by the decision, or told before decisions had numbers."""
    case = paid(decided(platform), "4000.00")
    case.does("change-of-circumstances", decision("entitlement_ceased", demanded="4000.00"))
    made = told_of(case, "grants.repayment-decided")[-1]["decision"]
    about = {"case_id": case.id, "district": case.district, "recovery_id": uuid.uuid4()}
    about |= {"amount": "4000.00"}
    kinds = {"of_charge": False, "decision": made if named else None}
    case.hears(GrantDemanded(**about, demanded_on=DAY, **kinds))
    assert "taken back there" in refused(case, "withdrawn")
    case.hears(DemandCorrected(**about, corrected_on=DAY))
    assert reopened(case, "withdrawn")["state"] == "approved"


def test_what_payments_only_proposed_is_withdrawn_with_the_decision(platform):
    case = paid(decided(platform), "4000.00")
    case.does("change-of-circumstances", decision("entitlement_ceased", demanded="4000.00"))
    made = told_of(case, "grants.repayment-decided")[-1]
    assert reopened(case, "withdrawn")["state"] == "approved"
    [struck] = told_of(case, "grants.repayment-decision-struck-out")
    assert {name: struck[name] for name in ("decision", "demanded", "decided_on", "clause")} == {
        name: made[name] for name in ("decision", "demanded", "decided_on", "clause")
    }
    again = decision("entitlement_ceased", demanded="4000.00")
    assert case.does("change-of-circumstances", again)["state"] == "withdrawn"


def test_a_refusal_that_was_closed_can_be_reviewed(case):
    case.applied(**REFUSED).does("decision", DECIDED)
    before = case.state()["clocks"]
    case.does("closure")
    shown = reopened(case)
    assert (shown["state"], shown["clocks"]) == ("refused", before)
    assert case.does("review", {"asked_on": "2026-03-10", "reason": "Look again"})["review"]


def test_completed_works_that_were_closed_are_looked_at(case):
    case.approved(works=[works("4000.00")]).settled().does("closure")
    shown = reopened(case)
    assert (shown["state"], shown["certified_on"]) == ("certified", "2026-03-09")
    checked = {"checked_on": "2026-03-10", "suitable": True, "found": "All is well"}
    case.does("later-checks", checked)
    assert case.does("closure")["state"] == "closed"


def test_who_can_be_helped_here_after_all_is_decided_on(case):
    """Guidance B40: another service was named by mistake; the six months run from the application."""
    before = case.applied(applicant={"kind": "service_accommodation"}).state()
    assert case.does("decision", DECIDED)["state"] == "closed"
    shown = reopened(case)
    assert (shown["state"], shown["determination"]) == ("applied", None)
    assert shown["clocks"] == before["clocks"]
    assert told(case)[1]["outcome"] == "signposted"


def test_after_a_move_the_end_stands(case):
    moved(case.assessed()).does("closure")
    assert "the household moved on 2026-03-09" in refused(case)


def test_what_had_ended_before_it_came_here_stays(platform):
    ended = GrantCase(platform)
    ended.id = Council(platform, "Reopened").brings(WITHDRAWN)
    assert "before it was taken over" in refused(ended)


def test_only_what_has_ended_is_reopened_and_why_is_said(case):
    assert "the case is applied" in refused(case.applied())
    silent = {"state": "closed", "reason": ""}
    problem(case.post("reopening", silent), "invalid-input", 422, "/reason")
