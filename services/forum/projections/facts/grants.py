"""What grants tells of a case."""

from services.forum.projections.facts.row import Row, Teller
from shared.contracts.codes import ReviewOutcome
from shared.contracts.event import Event
from shared.contracts.grants import (
    ApplicationCompleted,
    ApprovalRestored,
    ApprovalWithdrawn,
    Approved,
    CaseReopened,
    CertificateCorrected,
    Closed,
    CostEstimated,
    DeadlineNeared,
    DeadlinePassed,
    Granted,
    LandChargeCorrected,
    LandChargeRegistered,
    LandChargeRemoved,
    OfferMade,
    PaymentFreed,
    PaymentHeld,
    Prolonged,
    RefusalReopened,
    Refused,
    RepaymentDecided,
    RepaymentDecisionStruckOut,
    ReviewAnswered,
    ReviewRequested,
    ReviewStruckOut,
    Varied,
    WorksCertified,
)


def _estimated(event: CostEstimated, _: Row) -> Row:
    return {"estimated_on": event.estimated_on, "estimated_cost": event.estimated_cost}


def _offered(event: OfferMade, _: Row) -> Row:
    return {"offered_on": event.offered_on, "offered": event.total_award}


def _applied(event: ApplicationCompleted, _: Row) -> Row:
    told = {"tenure": event.tenure, "age_band": event.age_band}
    return {"applied_on": event.applied_on, "decide_by": event.decide_by, **told}


def _granted(event: Granted) -> Row:
    return {
        "estimated_expense": event.estimated_expense,
        "awards": [a.model_dump(mode="json", include={"kind", "amount"}) for a in event.awards],
        "mandatory_grant": event.mandatory_grant,
        "total_award": event.total_award,
        "applicant_pays": event.applicant_pays,
        "policy_version": event.policy_version,
    }


def _approved(event: Approved, _: Row) -> Row:
    until = event.deferred.until if event.deferred else None
    return {"approved_on": event.decided_on, "deferred_until": until, **_granted(event)}


def _varied(event: Varied, _: Row) -> Row:
    return {"varied_on": event.varied_on, **_granted(event)}


def _refused(event: Refused, _: Row) -> Row:
    reasons = [reason.code for reason in event.reasons]
    return {"refused_on": event.decided_on, "refusal_reasons": reasons}


def _review_asked(event: ReviewRequested, _: Row) -> Row:
    return {"review_asked_on": event.asked_on}


def _review_struck_out(_: ReviewStruckOut, __: Row) -> Row:
    return {"review_asked_on": None}


def _reopened(_: RefusalReopened, __: Row) -> Row:
    return {"refused_on": None, "refusal_reasons": []}


def _review_answered(event: ReviewAnswered, _: Row) -> Row:
    again = event.outcome == ReviewOutcome.DECIDED_AGAIN
    return {"refused_on": None, "refusal_reasons": []} if again else {}


def _approval_withdrawn(event: ApprovalWithdrawn, _: Row) -> Row:
    return {
        "approval_withdrawn_on": event.withdrawn_on,
        "withdrawal_reason": event.reason,
        "gave_up_because": event.because,
    }


def _approval_restored(_: ApprovalRestored, __: Row) -> Row:
    return {"approval_withdrawn_on": None, **_NO_REASON}


def _payment_held(event: PaymentHeld, _: Row) -> Row:
    return {"payment_held_on": event.held_on}


def _payment_freed(_: PaymentFreed, __: Row) -> Row:
    return {"payment_held_on": None}


def _certified(event: WorksCertified, _: Row) -> Row:
    return {"certified_on": event.certified_on, "works": list(event.works)}


def _not_certified(_: CertificateCorrected, __: Row) -> Row:
    return {"certified_on": None, "works": []}


def _prolonged(event: Prolonged, _: Row) -> Row:
    return {"complete_by": event.complete_by}


def _deadline(event: DeadlineNeared | DeadlinePassed, was: Row) -> Row:
    passed = isinstance(event, DeadlinePassed)
    said = {"by": event.by.isoformat(), "clause": event.clause, "passed": passed}
    return {"deadlines": was["deadlines"] | {event.limit: said}}


def _charged(event: LandChargeRegistered | LandChargeCorrected, _: Row) -> Row:
    return {"charge_registered_on": event.registered_on, "charge": event.amount}


def _charge_removed(_: LandChargeRemoved, __: Row) -> Row:
    return {"charge": None}


def _repayment(event: RepaymentDecided, was: Row) -> Row:
    return {"repayment_demanded": was["repayment_demanded"] + event.demanded}


def _repayment_struck_out(event: RepaymentDecisionStruckOut, was: Row) -> Row:
    return {"repayment_demanded": was["repayment_demanded"] - event.demanded}


def _closed(event: Closed, was: Row) -> Row:
    return {
        "closed_on": event.closed_on,
        "outcome": event.outcome,
        "withdrawal_reason": event.reason or was["withdrawal_reason"],
        "gave_up_because": event.because or was["gave_up_because"],
    }


def _reopened_case(event: CaseReopened, _: Row) -> Row:
    told_why = _NO_REASON if event.reason is not None else {}
    return {"closed_on": None, "outcome": None, **told_why}


_NO_REASON: Row = {"withdrawal_reason": None, "gave_up_because": None}

TELLS: dict[type[Event], Teller] = {
    CostEstimated: _estimated,
    OfferMade: _offered,
    ApplicationCompleted: _applied,
    Approved: _approved,
    Varied: _varied,
    Refused: _refused,
    ReviewRequested: _review_asked,
    ReviewStruckOut: _review_struck_out,
    ReviewAnswered: _review_answered,
    RefusalReopened: _reopened,
    ApprovalWithdrawn: _approval_withdrawn,
    ApprovalRestored: _approval_restored,
    PaymentHeld: _payment_held,
    PaymentFreed: _payment_freed,
    WorksCertified: _certified,
    CertificateCorrected: _not_certified,
    Prolonged: _prolonged,
    DeadlineNeared: _deadline,
    DeadlinePassed: _deadline,
    LandChargeRegistered: _charged,
    LandChargeRemoved: _charge_removed,
    LandChargeCorrected: _charged,
    RepaymentDecided: _repayment,
    RepaymentDecisionStruckOut: _repayment_struck_out,
    Closed: _closed,
    CaseReopened: _reopened_case,
}
