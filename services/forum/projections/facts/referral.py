"""What referral tells of a case."""

from services.forum.projections.facts.row import Row, Teller
from shared.contracts.event import Event
from shared.contracts.referral import (
    AssessorAllocated,
    ClockStarted,
    ClockStopped,
    MinorWorksCompleted,
    MinorWorksCorrected,
    MinorWorksOrdered,
    MinorWorksWithdrawn,
    ReferralAssessed,
    ReferralConsentGiven,
    ReferralConsentWithdrawn,
    ReferralCorrected,
    ReferralReceived,
    ReferralSignposted,
    ReferralTakenUpAgain,
    ReferralTriaged,
    WorksChecked,
)
from shared.money import NIL


def _enquiry(event: ReferralReceived | ReferralCorrected, _: Row) -> Row:
    return {"received_on": event.received_on, "source": event.source}


def _agreed(_: ReferralConsentGiven, __: Row) -> Row:
    return {"consent_withdrawn_on": None}


def _consent_withdrawn(event: ReferralConsentWithdrawn, _: Row) -> Row:
    return {"consent_withdrawn_on": event.withdrawn_on} if event.case_stops else {}


def _signposted(event: ReferralSignposted, _: Row) -> Row:
    return {"signposted_on": event.signposted_on, "signposted_to": event.to}


def _taken_up(_: ReferralTakenUpAgain, __: Row) -> Row:
    return {"signposted_on": None, "signposted_to": None}


def _minor_works_ordered(event: MinorWorksOrdered, was: Row) -> Row:
    return {"minor_works_ordered": was["minor_works_ordered"] + event.estimate}


def _minor_works_withdrawn(event: MinorWorksWithdrawn, was: Row) -> Row:
    return {"minor_works_ordered": was["minor_works_ordered"] - event.estimate}


def _minor_works_done(event: MinorWorksCompleted, was: Row) -> Row:
    done = [day for day in (was["minor_works_completed_on"], event.completed_on) if day]
    cost = was["minor_works_cost"] + event.cost
    return {"minor_works_cost": cost, "minor_works_completed_on": max(done)}


def _minor_works_corrected(event: MinorWorksCorrected, was: Row) -> Row:
    cost = was["minor_works_cost"] - event.was_cost + (event.cost or NIL)
    return {"minor_works_cost": cost, "minor_works_completed_on": event.last_completed_on}


def _triaged(event: ReferralTriaged, _: Row) -> Row:
    return {
        "triaged_on": event.triaged_on,
        "urgency": event.urgency,
        "complexity": event.complexity,
        **{f"target_{target.stage}": target.working_days for target in event.targets},
    }


def _clock_stopped(event: ClockStopped, was: Row) -> Row:
    pause = {
        "stopped_on": event.stopped_on.isoformat(),
        "resumed_on": None,
        "reason": event.reason,
    }
    return {"pauses": [*was["pauses"], pause]}


def _clock_started(event: ClockStarted, was: Row) -> Row:
    if not was["pauses"]:
        return {}  # it was stopped before stops were told
    *before, last = was["pauses"]
    return {"pauses": [*before, last | {"resumed_on": event.resumed_on.isoformat()}]}


def _allocated(event: AssessorAllocated, _: Row) -> Row:
    return {
        "allocated_on": event.allocated_on,
        "assessor_id": event.assessor_id,
        "assessor_grade": event.grade,
    }


def _assessed(event: ReferralAssessed, was: Row) -> Row:
    return {
        "assessed_on": min(was["assessed_on"] or event.assessed_on, event.assessed_on),
        "needs": list(event.needs),
        "recommended_works": [work.kind for work in event.recommended_works],
    }


def _checked(event: WorksChecked, was: Row) -> Row:
    said = event.satisfaction or was["satisfaction"]
    return {
        "checked_on": event.checked_on,
        "needs_met": event.needs_met,
        "satisfaction": said,
    }


TELLS: dict[type[Event], Teller] = {
    ReferralReceived: _enquiry,
    ReferralCorrected: _enquiry,
    ReferralConsentGiven: _agreed,
    ReferralConsentWithdrawn: _consent_withdrawn,
    ReferralSignposted: _signposted,
    ReferralTakenUpAgain: _taken_up,
    MinorWorksOrdered: _minor_works_ordered,
    MinorWorksWithdrawn: _minor_works_withdrawn,
    MinorWorksCompleted: _minor_works_done,
    MinorWorksCorrected: _minor_works_corrected,
    ReferralTriaged: _triaged,
    ClockStopped: _clock_stopped,
    ClockStarted: _clock_started,
    AssessorAllocated: _allocated,
    ReferralAssessed: _assessed,
    WorksChecked: _checked,
}
