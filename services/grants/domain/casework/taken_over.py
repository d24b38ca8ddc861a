"""A case of before the platform as it stands here: its state, its application, its decision."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from services.grants.domain.casework.entries import (
    Applied,
    CaseClosed,
    ChargeRegistered,
    Decided,
    Offered,
    WorksComplete,
)
from services.grants.domain.casework.entries_of_take_over import OldCase, OldWork, Stage, TakenOver
from services.grants.domain.casework.entry import Entry
from services.grants.domain.casework.life import State
from services.grants.domain.casework.take_over_rows import awarded, expense
from services.grants.domain.facts.application import (
    Applicant,
    Application,
    DisabledPerson,
    Dwelling,
    Estimate,
    Works,
)
from services.grants.domain.outcome import Award, Determination, LandCharge, Line, Statutory
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
}


def application(old: OldCase, district: str) -> Application | None:
    """The application of a live case; what the sheet does not tell is added by amending it.

    The council has found on its works before.
    """
    if old.stage is Stage.PAST or old.applied_on is None:
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


def entries(
    old: OldCase, taken: TakenOver, made: Application | None, decide_by: dt.date | None
) -> Iterator[Entry]:
    """The history that the case begins with, each thing with its own day."""
    yield taken
    if old.offered_on is not None and old.offered is not None:
        offer = _determination(old, taken.policy_version, (_award("mandatory", old.offered),))
        yield Offered(offered_on=old.offered_on, determination=offer)
    if made is not None and decide_by is not None:
        yield Applied(application=made, decide_by=decide_by)
    if old.approved_on is not None:
        decision = _determination(old, taken.policy_version, tuple(_awards(old)))
        yield Decided(decided_on=old.approved_on, determination=decision)
    if old.certified_on is not None:
        yield WorksComplete(certified_on=old.certified_on)
    if old.charge_registered_on is not None:
        yield ChargeRegistered(registered_on=old.charge_registered_on)
    if old.closed_on is not None:
        yield CaseClosed(closed_on=old.closed_on, outcome=ClosureOutcome.COMPLETED)


def _awards(old: OldCase) -> Iterator[Award]:
    if old.mandatory:
        yield _award("mandatory", old.mandatory)
    if old.help is not None and old.help_amount:
        yield Award(kind=old.help, amount=old.help_amount, clause=APPROVAL)


def _award(kind: str, amount: Decimal) -> Award:
    return Award.model_validate({"kind": kind, "amount": amount, "clause": APPROVAL})


def _determination(old: OldCase, version: str, awards: tuple[Award, ...]) -> Determination:
    """What the council had decided: stated, and not worked out again."""
    total = sum((award.amount for award in awards), NIL)
    mandatory = sum((award.amount for award in awards if award.kind == "mandatory"), NIL)
    says = "as the council decided it before the case was taken over"
    return Determination(
        outcome="approved" if total else "nil_grant",
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
        reasons=(),
        statutory=Statutory(mandatory_grant=mandatory),
        policy_version=version,
        working=(Line(step="taken_over", says=says, amount=total, clause=APPROVAL),),
    )


def _charges(old: OldCase, awards: tuple[Award, ...]) -> Iterator[LandCharge]:
    if old.charge is not None and old.charge_years is not None and awards:
        on = tuple(award.kind for award in awards)
        yield LandCharge(on=on, amount=old.charge, years=old.charge_years, clause=CHARGE)


def reduction(old: OldCase, maximum: Decimal) -> Decimal:
    """By how much the mandatory grant was in fact reduced, pounds (regulation 13)."""
    return min(old.reduction or NIL, expense(old), maximum)


def told_awards(old: OldCase) -> tuple[Award, ...]:
    """What was approved, as others are told."""
    return tuple(_awards(old)) if awarded(old) else ()
