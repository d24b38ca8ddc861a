"""Changes of circumstances after approval: what may be paid, what demanded (sections 40 to 42, 56)."""

from decimal import Decimal

from services.grants.domain.casework.entries_of_repayment import (
    ChangeDecided,
    ChangeDecision,
    Course,
)
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.casework.withdrawal import DISCOVERED
from services.grants.domain.policy.sources import Sources
from shared.contracts.codes import WithdrawalReason
from shared.money import NIL
from shared.problems import InvalidInput, WrongState
from shared.schema import Flag, Model, Pounds

_CEASED = WithdrawalReason.ENTITLEMENT_CEASED


class ChangeFigures(Model):
    """What may be paid or demanded on a change of circumstances; pounds."""

    reason: WithdrawalReason
    """What has changed, or has come to light."""
    clause: str
    """The clause that lets the authority stop."""
    has_to_stop: Flag
    """Whether nothing more may be paid in any case (section 40)."""
    awarded: Pounds
    """What is approved."""
    paid: Pounds
    """What of it was paid, as payments has told."""
    demanded_before: Pounds
    """What of that was demanded back already."""
    most_still_paid: Pounds
    """The most that may still be paid of it."""
    most_demanded: Pounds
    """The most that may be demanded back."""


def figures(
    state: State, history: History, reason: WithdrawalReason, sources: Sources
) -> ChangeFigures:
    """The figures of a change. What the applicant paid in is never the grant's to demand."""
    if reason is WithdrawalReason.APPLICANT_WITHDREW:
        raise InvalidInput.at("/reason", "no change of circumstances: the approval is withdrawn")
    if state is not State.APPROVED and reason not in DISCOVERED:
        raise InvalidInput.at("/reason", "the works are complete: the charge alone counts")
    made = history.determination
    assert made is not None, "approved"
    paid = history.spent
    before = sum((each.demanded for each in history.all(ChangeDecided)), NIL)
    stops = reason is _CEASED or state is not State.APPROVED
    return ChangeFigures(
        reason=reason,
        clause=sources.withdrawal(reason),
        has_to_stop=stops,
        awarded=made.total_award,
        paid=paid,
        demanded_before=before,
        most_still_paid=NIL if stops else made.total_award - paid,
        most_demanded=max(NIL, paid - before),
    )


def check_change(decision: ChangeDecision, found: ChangeFigures, history: History) -> None:
    """Refuse what the sections do not allow: going on after entitlement, or more than there is."""
    if decision.decided_on < decision.happened_on:
        raise InvalidInput.at("/decided_on", f"not before it happened on {decision.happened_on}")
    if decision.course is Course.GO_ON:
        _check_going_on(decision, found)
    _at_most("/still_paid", decision.still_paid, found.most_still_paid)
    _at_most("/demanded", decision.demanded, found.most_demanded)
    if history.certified_on is not None and history.settled_on is None:
        raise WrongState("the account is not settled yet")


def _check_going_on(decision: ChangeDecision, found: ChangeFigures) -> None:
    if found.has_to_stop:
        raise InvalidInput.at("/course", f"nothing more is paid ({found.clause})")
    for pointer, sum_of in (("/still_paid", decision.still_paid), ("/demanded", decision.demanded)):
        if sum_of:
            raise InvalidInput.at(pointer, "nil where the grant goes on as approved")


def _at_most(pointer: str, stated: Decimal, most: Decimal) -> None:
    if stated > most:
        raise InvalidInput.at(pointer, f"at most {most:.2f}")
