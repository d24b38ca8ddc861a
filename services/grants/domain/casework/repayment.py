"""A charged home that is disposed of: what may be demanded, and who decides (B124; 3.24, 3.25)."""

import datetime as dt
from decimal import Decimal

from services.grants.domain.casework.charges import add_years, amount, ends_on
from services.grants.domain.casework.entries_of_repayment import (
    ChargeRemoved,
    DisposalDecision,
    HomeDisposed,
    RepaymentDecided,
)
from services.grants.domain.casework.history import History
from services.grants.domain.casework.posts import check_post
from services.grants.domain.outcome import LandCharge
from services.grants.domain.policy import entries
from shared.contracts.payments import DemandCorrected, GrantDemanded
from shared.problems import FieldError, InvalidInput, WrongState

DEMANDED = "payments demands the money: have that demand taken back there first"


def registered(history: History) -> tuple[tuple[LandCharge, ...], dt.date]:
    """The charges that are on the register, and the certified date that their years run from."""
    made, certified_on = history.determination, history.certified_on
    if made is None or certified_on is None or history.charge_registered_on is None:
        raise WrongState("no charge is registered")
    if history.latest(ChargeRemoved) is not None:
        raise WrongState("the charge was taken off the register")
    return made.land_charges, certified_on


def repayable(history: History, on: dt.date) -> Decimal:
    """What the charges that run on that day come to, pounds: within their years, the last included."""
    charges, certified_on = registered(history)
    if on < certified_on:
        raise InvalidInput.at("/disposed_on", f"not before completion on {certified_on}")
    running = tuple(c for c in charges if on <= add_years(certified_on, c.years))
    if not running:
        raise InvalidInput.at("/disposed_on", "the charge had ended: nothing may be demanded")
    return amount(running)


def waiting(history: History) -> HomeDisposed | None:
    """The disposal on which nothing is decided yet."""
    undecided = len(history.all(HomeDisposed)) > len(history.all(RepaymentDecided))
    return history.latest(HomeDisposed) if undecided else None


def to_decide(history: History) -> HomeDisposed:
    """The disposal that is decided on. Raises `WrongState` where none waits."""
    disposal = waiting(history)
    if disposal is None:
        raise WrongState("no disposal waits for a decision on repayment")
    return disposal


def check_none_waits(history: History) -> None:
    """Refuse a second disposal before the first is decided on."""
    if waiting(history) is not None:
        raise WrongState("a disposal waits for its decision on repayment")


def check_repayment(
    decision: DisposalDecision, disposal: HomeDisposed, rule: entries.RepaymentDecision
) -> None:
    """Refuse a demand above the charge, one that weighed too little, or of another post's."""
    if decision.decided_on < disposal.disposed_on:
        raise InvalidInput.at("/decided_on", f"not before the disposal on {disposal.disposed_on}")
    if decision.demanded > disposal.repayable:
        raise InvalidInput.at("/demanded", f"at most {disposal.repayable:.2f}")
    check_post(decision.by, rule.decided_by, rule.clause)
    lacking = [m for m in rule.matters if m not in {w.matter for w in decision.weighed}]
    if lacking:
        raise InvalidInput(
            errors=(FieldError("/weighed", f"{m} is not weighed ({rule.clause})") for m in lacking)
        )


def is_demanded(history: History, number: int) -> bool:
    """Whether payments demands money on the decision of that number.

    A demand from before decisions were named was told since, of the charge where a disposal was decided on.
    """
    on_disposal = any(
        isinstance(r.entry, RepaymentDecided) for r in history.standing if r.number == number
    )
    ended = {told.recovery_id for told in history.all(DemandCorrected)}
    for record in history.standing:
        told = record.entry
        if not isinstance(told, GrantDemanded) or told.recovery_id in ended:
            continue
        unnamed = told.decision is None and record.number > number
        if told.decision == number or (unnamed and told.of_charge == on_disposal):
            return True
    return False


def check_removal(history: History, removed_on: dt.date) -> None:
    """Refuse to take a charge off before its years are over or it was decided on."""
    charges, certified_on = registered(history)
    last = ends_on(charges, certified_on)
    if history.latest(RepaymentDecided) is None and removed_on <= last:
        raise WrongState(f"the charge runs until {last}, and no repayment was decided on")
