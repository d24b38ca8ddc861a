"""A case of before the platform as it stands here: its state, its application, its decision."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from services.grants.domain.casework.entries import (
    Applied,
    ChargeRegistered,
    Decided,
    Offered,
    WorksComplete,
)
from services.grants.domain.casework.entries_of_ending import CaseClosed, Withdrawn
from services.grants.domain.casework.entries_of_take_over import OldCase, OldWork, Stage, TakenOver
from services.grants.domain.casework.entry import Entry
from services.grants.domain.casework.life import State
from services.grants.domain.casework.take_over_rows import awarded, expense
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.people import Applicant, DisabledPerson, Dwelling
from services.grants.domain.facts.works import Estimate, Works
from services.grants.domain.outcome import (
    Award,
    Cited,
    Determination,
    LandCharge,
    Line,
    Statutory,
)
from services.grants.domain.policy.statute import StatutoryBase
from shared.contracts.codes import ClosureOutcome
from shared.money import NIL

APPROVAL = "section 34"
CHARGE = "section 52"
STATES = {
    Stage.ENQUIRY: State.OPEN,
    Stage.OFFERED: State.OFFERED,
    Stage.APPLIED: State.APPLIED,
    Stage.APPROVED: State.APPROVED,
    Stage.CERTIFIED: State.CERTIFIED,
    Stage.PAST: State.CLOSED,
    Stage.REFUSED: State.REFUSED,
    Stage.WITHDRAWN: State.CLOSED,
}
ENDS = {
    Stage.PAST: ClosureOutcome.COMPLETED,
    Stage.REFUSED: ClosureOutcome.REFUSED,
    Stage.WITHDRAWN: ClosureOutcome.WITHDRAWN,
}
OF_THAT_TIME = "not known here"
"""Of a decision: the council made it under its policy of that time, which no edition here is of."""


def state(old: OldCase) -> State:
    """How far the case stands here."""
    return State.CLOSED if old.is_closed else STATES[old.stage]


def application(old: OldCase, district: str) -> Application | None:
    """The application of a live case; what the sheet does not tell is added by amending it.

    The council has found on its works before.
    """
    if old.is_closed or old.applied_on is None:
        return None
    return Application.model_validate(
        {
            "authority": district,
            "applied_on": old.applied_on,
            "applicant": Applicant.model_validate(
                {"kind": old.applicant, "age": old.applicant_age}
            ),
            "disabled_person": DisabledPerson.model_validate({"age": old.person_age}),
            "dwelling": Dwelling.model_validate(
                {
                    "kind": old.dwelling,
                    "main_residence": True,
                    "intends_five_years": True,
                    "lived_there_years": old.years_there,
                }
            ),
            "works_state": "not_started",
            "works": tuple(_works(n, work) for n, work in enumerate(old.works, start=1)),
            "services_and_charges": (),
            "assistance": (),
            "earlier_awards": (),
        }
    )


def _works(number: int, work: OldWork) -> Works:
    return Works(
        id=f"works_{number}",
        kind=work.kind,
        purposes=(work.purpose,),
        estimates=(Estimate(contractor=work.contractor, amount=work.estimate),),
        necessary_and_appropriate=True,
        reasonable_and_practicable=True,
    )


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of a case beside its row: its application, under which edition it was decided."""

    made: Application | None
    decide_by: dt.date | None
    decided_under: str
    law: StatutoryBase


def entries(old: OldCase, taken: TakenOver, before: Before) -> Iterator[Entry]:
    """The history that the case begins with, each thing with its own day."""
    yield taken
    if old.offered_on is not None and old.offered is not None:
        offer = _determination(old, before, (_award("mandatory", old.offered),))
        yield Offered(offered_on=old.offered_on, determination=offer)
    if before.made is not None and before.decide_by is not None:
        yield Applied(application=before.made, decide_by=before.decide_by)
    if decided_on := old.approved_on or old.refused_on:
        decision = _determination(old, before, tuple(_awards(old)))
        yield Decided(decided_on=decided_on, determination=decision)
    yield from _what_followed(old)


def _what_followed(old: OldCase) -> Iterator[Entry]:
    if old.certified_on is not None:
        yield WorksComplete(certified_on=old.certified_on)
    if old.charge_registered_on is not None:
        yield ChargeRegistered(registered_on=old.charge_registered_on)
    if old.withdrawal is not None and old.closed_on is not None:
        yield Withdrawn(withdrawn_on=old.closed_on, reason=old.withdrawal, because=old.because)
    if old.closed_on is not None:
        ended = ENDS[old.stage]
        yield CaseClosed(closed_on=old.closed_on, outcome=ended, reason=old.withdrawal)


def _awards(old: OldCase) -> Iterator[Award]:
    if old.mandatory:
        yield _award("mandatory", old.mandatory)
    if old.help is not None and old.help_amount:
        yield Award(kind=old.help, amount=old.help_amount, clause=APPROVAL)


def _award(kind: str, amount: Decimal) -> Award:
    return Award.model_validate({"kind": kind, "amount": amount, "clause": APPROVAL})


def _determination(old: OldCase, before: Before, awards: tuple[Award, ...]) -> Determination:
    """What the council had decided: stated, and not worked out again."""
    total = sum((award.amount for award in awards), NIL)
    mandatory = sum((award.amount for award in awards if award.kind == "mandatory"), NIL)
    refused = old.stage is Stage.REFUSED
    says = "as the council decided it before the case was taken over"
    if before.decided_under == OF_THAT_TIME:
        says += ", under its policy of that time"
    return Determination(
        outcome="refused" if refused else "approved" if total else "nil_grant",
        signposted_to=None,
        estimated_expense=expense(old),
        awards=awards,
        declined=(),
        mandatory_grant=mandatory,
        total_award=total,
        applicant_pays=max(NIL, expense(old) - total),
        land_charges=tuple(_charges(old, awards)),
        approvals_needed=(),
        conditions=(),
        missing=(),
        reasons=tuple(_reasons(old, before.law)),
        statutory=Statutory(mandatory_grant=mandatory),
        policy_version=before.decided_under,
        working=(Line(step="taken_over", says=says, amount=total, clause=APPROVAL),),
    )


def _reasons(old: OldCase, law: StatutoryBase) -> Iterator[Cited]:
    """By the clause of the law: what the district's own policy then said is not known."""
    if old.refusal is not None:
        yield Cited(code=old.refusal, clause=law.refusals[old.refusal].clause)


def _charges(old: OldCase, awards: tuple[Award, ...]) -> Iterator[LandCharge]:
    if old.charge is not None and old.charge_years is not None and awards:
        on = tuple(award.kind for award in awards)
        yield LandCharge(on=on, amount=old.charge, years=old.charge_years, clause=CHARGE)


def reduced_anything(old: OldCase) -> bool:
    """Whether a later test goes by what it was reduced by: not of what ended unpaid (reg 13(4))."""
    known = old.approved_on is not None and old.applied_on is not None and old.test is not None
    return known and not (old.stage is Stage.WITHDRAWN and old.paid == NIL)


def reduction(old: OldCase, maximum: Decimal) -> Decimal:
    """By how much the mandatory grant was in fact reduced, pounds (regulation 13)."""
    return min(old.reduction or NIL, expense(old), maximum)


def told_awards(old: OldCase) -> tuple[Award, ...]:
    """What was approved, as others are told."""
    return tuple(_awards(old)) if awarded(old) else ()
