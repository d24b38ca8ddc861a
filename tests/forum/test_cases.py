"""A row for each case: the same whatever order the bus brings the services' events in."""

import asyncio
import datetime as dt
import uuid
from decimal import Decimal

import pytest

from deploy.local.roles import role_url
from services.forum.domain.ending import End, Ended, Stop, ended
from services.forum.projections import PROJECTIONS
from services.forum.projections.facts import TELLS
from shared.bus.rebuild import rebuild
from shared.contracts import CASE_EVENTS
from shared.contracts.codes import AssessorGrade, MeansTestKind
from shared.contracts.grants import (
    ApprovalRestored,
    ApprovalWithdrawn,
    CaseReopened,
    CertificateCorrected,
    DeadlineNeared,
    DeadlinePassed,
    LandChargeCorrected,
    LandChargeRegistered,
    RepaymentDecided,
    RepaymentDecisionStruckOut,
    ReviewAnswered,
)
from shared.contracts.payments import AccountReopened, ContributionReceived, InvoiceOverdue
from shared.contracts.referral import (
    AssessorAllocated,
    ClockStarted,
    ClockStopped,
    MinorWorksCompleted,
    MinorWorksCorrected,
    MinorWorksOrdered,
    MinorWorksWithdrawn,
    ReferralConsentGiven,
    ReferralConsentWithdrawn,
    ReferralSignposted,
    ReferralTakenUpAgain,
    WorksChecked,
)
from tests.forum.histories import (
    Life,
    by_publisher,
    by_turns,
    envelopes,
    publish,
    settled,
    told_in_a_row,
)
from tests.platform.running import NOW

pytestmark = pytest.mark.xdist_group("forum cases")
DAY = dt.date(2026, 3, 2)
LATER = dt.date(2026, 4, 20)
ORDER = {"order_id": uuid.UUID(int=1), "kind": "handyperson"}
NOT_DONE = dict.fromkeys(("completed_on", "cost", "last_completed_on"))


def day(number):
    return DAY + dt.timedelta(days=number)


def whole_life(name):
    """A case with something of every kind told about it."""
    life = Life(name, DAY).triaged()
    life.tell(ClockStopped, stopped_on=day(1), reason="in_hospital")
    life.tell(ClockStarted, resumed_on=day(4))
    life.tell(
        AssessorAllocated,
        allocated_on=day(2),
        assessor_id=uuid.UUID(int=7),
        grade=AssessorGrade.TRUSTED_ASSESSOR_4,
    )
    for number, estimate in enumerate(("85.00", "60.00"), 1):
        ordered = {"order_id": uuid.UUID(int=number), "kind": "handyperson"}
        life.tell(MinorWorksOrdered, **ordered, ordered_on=day(2), estimate=estimate)
    twice = {"order_id": uuid.UUID(int=2), "withdrawn_on": day(3), "estimate": "60.00"}
    life.tell(MinorWorksWithdrawn, **twice)
    life.tell(MinorWorksCompleted, **ORDER, completed_on=day(4), cost="92.50")
    right = {"completed_on": day(3), "cost": "29.50", "last_completed_on": day(3)}
    life.tell(MinorWorksCorrected, **ORDER, corrected_on=day(5), was_cost="92.50", **right)
    life.assessed(day(10)).assessed(day(60))
    life.declined(day(11)).tested(day(12), "300.00", kind=MeansTestKind.PRELIMINARY)
    life.offered(day(14)).applied(day(20)).tested(day(20), "250.00", passport=None)
    life.tested(day(21), "999.00", kind=MeansTestKind.PRELIMINARY)
    life.tell(DeadlineNeared, limit="decision", by=day(90), clause="section 34")
    life.refused(day(25), "landlord_consent_refused")
    life.tell(ReviewAnswered, answered_on=day(26), outcome="decided_again")
    life.approved(day(30), ("mandatory", "6000.00"), ("top_up", "500.00"), pays="250.00")
    receipt = {"received_on": day(31), "amount": "125.00", "outstanding": "125.00"}
    for number in (1, 2):
        life.tell(ContributionReceived, receipt_id=uuid.UUID(int=number), **receipt)
    life.tell(
        InvoiceOverdue, invoice_id=uuid.UUID(int=3), due_on=day(70), amount="1", approved=True
    )
    life.certified(day(50)).paid(day(55), "6250.00")
    life.tell(DeadlinePassed, limit="decision", by=day(90), clause="section 34")
    life.tell(LandChargeRegistered, registered_on=day(52), amount="900.00", ends_on=LATER)
    life.tell(LandChargeCorrected, registered_on=None, amount=None, ends_on=None)
    life.tell(LandChargeRegistered, registered_on=day(56), amount="1000.00", ends_on=LATER)
    demand = {"decided_on": day(56), "demanded": "500.00", "clause": "guidance B124"}
    for _ in range(2):
        life.tell(RepaymentDecided, about="disposal", most="1000.00", **demand)
    life.tell(RepaymentDecisionStruckOut, **demand)
    life.tell(WorksChecked, checked_on=day(57), needs_met=True, satisfaction=4)
    return life.closed(day(58))


def row_of(platform, life):
    found = platform.sql("SELECT * FROM forum.cases WHERE case_id = $1", life.case_id)
    return {name: value for name, value in found[0].items() if name != "case_id"}


def all_rows(platform):
    return [
        row["row"] for row in platform.sql("SELECT c::text AS row FROM forum.cases c ORDER BY 1")
    ]


def test_a_row_has_all_that_the_services_told(secluded):
    life = whole_life("all that was told")
    publish(secluded, envelopes([life], NOW))
    row = row_of(secluded, life)
    assert (row["received_on"], row["target_1"], row["target_4"]) == (DAY, 20, 40)
    assert row["assessed_on"] == day(10)  # the first; the second stage began there
    assert row["minor_works_ordered"] == Decimal("85.00")
    assert (row["minor_works_cost"], row["minor_works_completed_on"]) == (Decimal("29.50"), day(3))
    assert row["assessed_contribution"] == Decimal("250.00")  # of the formal test
    assert (row["test_declined_on"], row["refused_on"], row["refusal_reasons"]) == (
        None,
        None,
        "[]",
    )
    assert (row["total_award"], row["applicant_pays"]) == (Decimal("6500.00"), Decimal("250.00"))
    assert (row["contribution_received"], row["paid"]) == (Decimal("250.00"), Decimal("6250.00"))
    assert (row["overdue_invoices"], row["charge"]) == (1, Decimal("1000.00"))
    assert row["repayment_demanded"] == Decimal("500.00")
    assert (row["satisfaction"], row["assessor_grade"]) == (4, "trusted_assessor_4")
    assert '"passed": true' in row["deadlines"]
    assert '"resumed_on": "2026-03-06"' in row["pauses"]
    assert (row["ended_on"], row["ended"], row["stopped_because"]) == (day(58), "completed", None)


def test_in_whatever_order_the_publishers_come_and_however_often_the_row_is_the_same(secluded):
    lives = [whole_life(f"order {number}") for number in range(4)]
    orders = (list, by_turns, lambda t: by_publisher(t, True), lambda t: by_publisher(t, False))
    told = [order(envelopes([life], NOW)) for order, life in zip(orders, lives, strict=True)]
    publish(secluded, [event for each in told for event in each])
    rows = [row_of(secluded, life) for life in lives]
    assert rows[1:] == rows[:1] * 3
    publish(secluded, [event for each in told for event in reversed(each)])
    assert [row_of(secluded, life) for life in lives] == rows


def test_built_again_from_the_history_every_row_is_what_it_was(secluded):
    publish(secluded, envelopes([whole_life("again"), Life("and again", DAY).triaged()], NOW))
    before = all_rows(secluded)
    url = role_url(secluded.superuser_url, "dfg_forum", secluded.database)
    asyncio.run(rebuild("forum", [p.table for p in PROJECTIONS], url))
    settled(secluded)
    assert all_rows(secluded) == before


def test_works_that_are_not_complete_and_an_account_that_is_open_again(secluded):
    life = Life("certified by mistake", DAY).approved(day(1)).certified(day(2)).paid(day(3), "1.00")
    life.tell(CertificateCorrected, certified_on=day(2), corrected_on=day(4))
    life.tell(AccountReopened, reopened_on=day(4))
    publish(secluded, envelopes([life], NOW))
    row = row_of(secluded, life)
    assert (row["certified_on"], row["works"], row["settled_on"]) == (None, "[]", None)


def withdrawn(life, on):
    reason = {"reason": "applicant_withdrew", "because": "disruption"}
    return life.tell(ApprovalWithdrawn, withdrawn_on=on, clause="B129", paid="0.00", **reason)


def test_a_case_that_goes_on_has_not_ended(secluded):
    gave_up = Life("given up by mistake", DAY).applied(day(1)).gave_up(day(2), "disruption")
    why = {"outcome": "withdrawn", "reason": "applicant_withdrew"}
    gave_up.tell(CaseReopened, reopened_on=day(3), **why)
    ended = withdrawn(Life("withdrawn by mistake", DAY).approved(day(1)), day(2))
    ended.closed(day(3), "withdrawn")
    ended.tell(CaseReopened, reopened_on=day(4), outcome="withdrawn", reason=None)
    publish(secluded, envelopes([gave_up, ended], NOW))
    first, second = row_of(secluded, gave_up), row_of(secluded, ended)
    assert (first["ended_on"], first["withdrawal_reason"], first["gave_up_because"]) == (None,) * 3
    assert (second["ended_on"], second["withdrawal_reason"]) == (day(2), "applicant_withdrew")
    stands = {"reason": "applicant_withdrew", "mandatory_grant": "5000.00"}
    ended.tell(ApprovalRestored, restored_on=day(5), **stands)
    publish(secluded, envelopes([ended], NOW)[-1:])
    row = row_of(secluded, ended)
    assert (row["ended_on"], row["stopped_because"], row["gave_up_because"]) == (None,) * 3


def test_what_is_left_out_says_nothing_that_a_measure_needs():
    assert {kind.TYPE for kind in TELLS} == {kind.TYPE for kind in CASE_EVENTS} - {
        "grants.contractor-agreed",
        "grants.contractor-agreement-struck-out",
        "grants.change-decided",
        "grants.equipment-installed",
        "grants.taken-over",
        "register.alternatives-assessed",
        "means-test.evidence-requested",
        "means-test.evidence-completed",
        "grants.answer-requested",
        "grants.answer-settled",
        "payments.grant-demanded",
        "payments.demand-corrected",
    }


def of(*steps):
    """How a life ends that goes on so after its enquiry."""
    life = Life("ending", DAY)
    for step in steps:
        step(life)
    return ended(told_in_a_row(life))


def told(event, **body):
    return lambda life: life.tell(event, **body)


STOPS = {
    "under way": ([], Ended()),
    "declined": (
        [lambda c: c.declined(DAY), lambda c: c.gave_up(LATER)],
        Ended(LATER, End.STOPPED, Stop.TEST_DECLINED),
    ),
    "declined, and tested after all": (
        [lambda c: c.declined(DAY), lambda c: c.tested(DAY), lambda c: c.gave_up(LATER)],
        Ended(LATER, End.STOPPED, Stop.NO_LONGER_WANTED),
    ),
    "contribution": (
        [lambda c: c.gave_up(LATER, "contribution_too_high")],
        Ended(LATER, End.STOPPED, Stop.CONTRIBUTION_TOO_HIGH),
    ),
    "a reason of a later release": (
        [lambda c: c.gave_up(LATER, "a_new_word")],
        Ended(LATER, End.STOPPED, Stop.OTHER),
    ),
    "landlord": (
        [lambda c: c.refused(LATER, "landlord_consent_refused")],
        Ended(LATER, End.STOPPED, Stop.LANDLORD_REFUSED),
    ),
    "refused": (
        [lambda c: c.refused(LATER, "no_relevant_works"), lambda c: c.closed(LATER, "refused")],
        Ended(LATER, End.STOPPED, Stop.REFUSED),
    ),
    "died": (
        [lambda c: c.closed(LATER, "withdrawn", reason="disabled_person_died")],
        Ended(LATER, End.STOPPED, Stop.DIED),
    ),
    "signposted": (
        [told(ReferralSignposted, signposted_on=LATER, to="handyperson")],
        Ended(LATER, End.STOPPED, Stop.SIGNPOSTED),
    ),
    "signposted and taken up again": (
        [
            told(ReferralSignposted, signposted_on=DAY, to="handyperson"),
            told(ReferralTakenUpAgain, taken_up_on=LATER),
        ],
        Ended(),
    ),
    "consent": (
        [told(ReferralConsentWithdrawn, withdrawn_on=LATER, recipients=(), case_stops=True)],
        Ended(LATER, End.STOPPED, Stop.CONSENT_WITHDRAWN),
    ),
    "consent of others alone": (
        [told(ReferralConsentWithdrawn, withdrawn_on=LATER, recipients=(), case_stops=False)],
        Ended(),
    ),
    "consent given again": (
        [
            told(ReferralConsentWithdrawn, withdrawn_on=DAY, recipients=(), case_stops=True),
            told(ReferralConsentGiven, given_on=LATER, recipients=()),
        ],
        Ended(),
    ),
    "minor works alone": (
        [told(MinorWorksCompleted, **ORDER, completed_on=LATER, cost="80.00")],
        Ended(LATER, End.MINOR_WORKS),
    ),
    "minor works that are not done after all": (
        [
            told(MinorWorksCompleted, **ORDER, completed_on=LATER, cost="80.00"),
            told(MinorWorksCorrected, **ORDER, corrected_on=LATER, was_cost="80.00", **NOT_DONE),
        ],
        Ended(),
    ),
    "moved": ([lambda c: c.closed(LATER, "moved")], Ended(LATER, End.MOVED)),
}


@pytest.mark.parametrize("name", STOPS)
def test_how_and_why_a_case_ended(name):
    steps, expected = STOPS[name]
    assert of(*steps) == expected
