"""Decisions as other services learn of them."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from services.grants.domain.casework import entries_of_works, repayment
from services.grants.domain.casework.charges import amount, ends_on
from services.grants.domain.casework.entries import Decided
from services.grants.domain.casework.entries_of_ending import CaseClosed, Withdrawn
from services.grants.domain.casework.entries_of_repayment import ChangeDecided, RepaymentDecided
from services.grants.domain.casework.history import History
from services.grants.domain.casework.works import counted, estimates_by_contractor
from services.grants.domain.facts.application import Application
from services.grants.domain.outcome import Cited as CitedReason
from services.grants.domain.outcome import Determination
from services.grants.in_force import law
from services.grants.tables import GrantCase
from shared.contracts.contractors import contractor_id
from shared.contracts.grants import (
    AnswerRequested,
    AnswerSettled,
    ApprovalRestored,
    ApprovalWithdrawn,
    Approved,
    Award,
    CaseReopened,
    Cited,
    Contractor,
    Deferred,
    LandCharge,
    Refused,
    RepaymentDecisionStruckOut,
    Varied,
)


def approved(
    case: GrantCase,
    application: Application,
    decided: Decided,
    reduction: Decimal,
) -> Approved:
    """What was approved, for how much, on which conditions, and by whom it may be done."""
    return Approved(
        **_granted(case, application, decided.determination),
        decided_on=decided.decided_on,
        reduction=reduction,
        deferred=_deferred(decided),
    )


def varied(case: GrantCase, entry: entries_of_works.Varied, reduction: Decimal) -> Varied:
    """What is approved from now on, in whole: not by how much it changed."""
    return Varied(
        **_granted(case, entry.application, entry.determination),
        varied_on=entry.varied_on,
        cause=entry.cause,
        reduction=reduction,
    )


def answer_requested(case: GrantCase, on: dt.date, by: dt.date | None) -> AnswerRequested:
    """The applicant was asked for an answer, to be given until that day where one is set."""
    about = {"case_id": case.case_id, "district": case.district}
    return AnswerRequested(**about, asked_on=on, answer_by=by)


def answer_settled(case: GrantCase, on: dt.date, *, answered: bool) -> AnswerSettled:
    """The applicant has answered, or need not any more."""
    about = {"case_id": case.case_id, "district": case.district}
    return AnswerSettled(**about, settled_on=on, answered=answered)


def estimate_of(contractor: uuid.UUID, case_id: uuid.UUID, history: History) -> Decimal | None:
    """Up to how much a contractor can be paid, pounds: what said so last counts; None: not at all."""
    for record in reversed(history.standing):
        then, entry = history.until(record.number), record.entry
        if isinstance(entry, entries_of_works.ContractorAgreed):
            if contractor_id(case_id, entry.contractor) == contractor:
                return counted(entry, *law.paid_for(then))
        elif isinstance(entry, Decided | entries_of_works.Varied):
            estimates = estimates_by_contractor(case_id, *law.paid_for(then))
            if contractor in estimates or isinstance(entry, Decided):
                return estimates.get(contractor)
    return None


def charge(history: History) -> dict[str, Any]:
    """The charge that is on the register: since when, of how much in pounds, until when."""
    charges, certified_on = repayment.registered(history)
    return {
        "registered_on": history.charge_registered_on,
        "amount": amount(charges),
        "ends_on": ends_on(charges, certified_on),
    }


def _granted(
    case: GrantCase, application: Application, determination: Determination
) -> dict[str, Any]:
    left_out = law.left_out(determination)
    estimates = estimates_by_contractor(case.case_id, application, left_out)
    return {
        "case_id": case.case_id,
        "district": case.district,
        "estimated_expense": determination.estimated_expense,
        "awards": tuple(
            Award(kind=a.kind, amount=a.amount, clause=a.clause) for a in determination.awards
        ),
        "mandatory_grant": determination.mandatory_grant,
        "total_award": determination.total_award,
        "applicant_pays": determination.applicant_pays,
        "land_charges": tuple(
            LandCharge(on=c.on, amount=c.amount, years=c.years, clause=c.clause)
            for c in determination.land_charges
        ),
        "conditions": _cited(determination.conditions),
        "contractors": tuple(Contractor(id=i, estimate=e) for i, e in estimates.items()),
        "policy_version": determination.policy_version,
    }


def refused(case: GrantCase, determination: Determination, on: dt.date) -> Refused:
    """Why the mandatory grant was refused."""
    return Refused(
        case_id=case.case_id,
        district=case.district,
        decided_on=on,
        reasons=_cited(determination.reasons),
        policy_version=determination.policy_version,
    )


def _deferred(decided: Decided) -> Deferred | None:
    deferral, all_of_it = decided.deferral, decided.determination.mandatory_grant
    if deferral is None:
        return None
    amount = all_of_it if deferral.amount is None else deferral.amount
    return Deferred(until=deferral.until, amount=amount)


def not_demanded(
    case: GrantCase, history: History, entry: RepaymentDecided | ChangeDecided
) -> RepaymentDecisionStruckOut:
    """That nothing is demanded on a decision which was a mistake."""
    return RepaymentDecisionStruckOut(
        case_id=case.case_id,
        district=case.district,
        decided_on=entry.decided_on,
        demanded=entry.demanded,
        clause=entry.clause,
        decision=history.number_of(entry),
    )


def withdrawn(case: GrantCase, entry: Withdrawn, paid: Decimal) -> ApprovalWithdrawn:
    """That the approval ended, why, and what had been paid of it; pounds."""
    return ApprovalWithdrawn(case_id=case.case_id, district=case.district, paid=paid, **dict(entry))


def restored(
    case: GrantCase, entry: Withdrawn, determination: Determination, on: dt.date
) -> ApprovalRestored:
    """That the approval had not ended after all."""
    return ApprovalRestored(
        case_id=case.case_id,
        district=case.district,
        restored_on=on,
        reason=entry.reason,
        mandatory_grant=determination.mandatory_grant,
    )


def reopened(case: GrantCase, entry: CaseClosed, on: dt.date) -> CaseReopened:
    """That the case had not ended after all."""
    return CaseReopened(
        case_id=case.case_id,
        district=case.district,
        reopened_on=on,
        outcome=entry.outcome,
        reason=entry.reason,
    )


def _cited(codes: tuple[CitedReason, ...]) -> tuple[Cited, ...]:
    return tuple(Cited(code=c.code, clause=c.clause) for c in codes)
