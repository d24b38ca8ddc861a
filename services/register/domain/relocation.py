"""A move instead of an adaptation, followed from the first viewing to what it came to.

A home is viewed with the occupational therapist, who has to be satisfied that it suits or can be
adapted (Gloucester B2.9, Stroud B2.10, Cannock Chase 11); then it is offered, accepted or refused,
and moved into. What is saved follows from what was estimated and what was paid, never from
anybody's statement.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from services.register.domain.alternatives import Relocation
from services.register.domain.home import Code
from services.register.domain.life import MOVES, MoveStep, Stage
from services.register.domain.policy import DistrictPolicy
from shared.life import after
from shared.mistakes import Mistake, TakenBack
from shared.money import NIL
from shared.problems import InvalidInput, WrongState
from shared.schema import Date, Field, Flag, Model, Pounds, SignedPounds, example

MOST_DOMAINS = 30
"""More than homes and households have together."""


class RefusedBy(StrEnum):
    """Who said no: the household, the home's landlord, or the therapist on seeing it."""

    HOUSEHOLD = "household"
    LANDLORD = "landlord"
    THERAPIST = "therapist"


class Viewing(Model):
    """The home seen together with the occupational therapist."""

    model_config = example(viewed_on="2026-03-04", therapist_satisfied=True)

    viewed_on: Date
    """The day of the visit; not after today."""
    therapist_satisfied: Flag
    """That the home meets the need, or can be adapted at a reasonable cost."""


class MovingIn(Model):
    """The day from which the household lives there, and what is known of the home that it left."""

    model_config = example(moved_on="2026-03-10", left_empty=True)

    moved_on: Date
    """The day from which the household lives in the new home; not after today."""
    left_empty: Flag = False
    """Nobody stayed behind: the home that was left is empty from that day."""


class Refusal(Model):
    """Why nothing came of a home: the domains in which it fell short, or something else."""

    model_config = example(refused_on="2026-03-05", by="household", domains=["bathroom"])

    refused_on: Date
    """The day of the refusal; not after today."""
    by: RefusedBy
    """Who refused."""
    domains: Annotated[tuple[Code, ...], Field(min_length=1, max_length=MOST_DOMAINS)]
    """In which domains the home fell short, such as `bathroom`; at least one."""


class MistakenStage(Mistake):
    """A step of a move that was recorded by mistake."""

    model_config = example(stage="moved", reason="Of the household next in line")

    stage: Stage
    """To which stage the step led that is taken back: the last of the move."""


class StepTakenBack(TakenBack):
    """A step of a move that was recorded by mistake, as it was."""

    stage: Stage
    """How far the move was said to have come."""
    since: Date
    """The day that was recorded for it."""
    therapist_satisfied: bool | None
    """What the therapist was said to have found by then; null before the viewing."""
    refused_by: RefusedBy | None
    """Who was said to have refused; null otherwise."""
    domains: tuple[str, ...]
    """Where the home was said to fall short, of a refusal."""


class LinkTakenBack(TakenBack):
    """A case that was linked to a move by mistake."""

    case_id: uuid.UUID
    """The case on which the new home was said to be adapted."""


LIKE_NOTHING: Mapping[Stage, Mapping[str, object]] = {
    Stage.PROPOSED: {},
    Stage.VIEWED: {"viewed_on": None, "therapist_satisfied": None},
    Stage.OFFERED: {"offered_on": None},
    Stage.ACCEPTED: {"accepted_on": None},
    Stage.MOVED: {"moved_on": None, "housed": None},
    Stage.REFUSED: {"refused_on": None, "refused_by": None, "domains": []},
}
"""By the step that is taken back: what the move then is like."""


class Standing(Model):
    """A move as the rules see it."""

    stage: Stage
    since: Date
    therapist_satisfied: bool | None


class Spending(Model):
    """What was paid on one case, as payments told; pounds."""

    paid: Pounds
    settled: bool


class Outcome(Model):
    """What a move came to, pounds: all that was paid, the applicant's share included."""

    planned_cost: Pounds
    """Of adapting the home that was left, as last estimated before the move was proposed."""
    adaptation_cost: Pounds
    """Paid for adapting the new home."""
    relocation_cost: Pounds
    """Paid on the case of the home that was left: the relocation grant, and works given up there."""
    actual_cost: Pounds
    saving: SignedPounds
    """Negative where the move cost more."""


def take(step: MoveStep, standing: Standing, on: date, today: date) -> Stage:
    """Where a step leads: refused out of its turn, dated ahead, or before the one it follows."""
    stage = after(MOVES, "move", standing.stage, step)
    if not standing.since <= on <= today:
        raise InvalidInput.at(f"/{stage}_on", f"from {standing.since} up to today")
    if step is MoveStep.OFFER and not standing.therapist_satisfied:
        raise WrongState("the occupational therapist was not satisfied with the home")
    return stage


def check_corrected(stage: Stage, *, linked: bool) -> None:
    """Refuse to take back what is completed or withdrawn, or a home on which a case is linked."""
    if stage not in LIKE_NOTHING:
        raise WrongState(f"the move is {stage}: its steps stand")
    if linked and stage is Stage.ACCEPTED:
        raise WrongState("a case is linked, whose works count for the home: take that back first")


def before(days: Iterable[tuple[Stage, date | None]]) -> tuple[Stage, date]:
    """How far a move had come, and since when, by the days of its steps, the last first."""
    return next((stage, day) for stage, day in days if day is not None)


def outcome(planned: Decimal, here: Spending | None, there: Spending | None) -> Outcome:
    """What a move came to, once nothing more is paid on the case left and on the one linked.

    None stands for a case on which no grant was approved.
    """
    if not all(spending.settled for spending in (here, there) if spending):
        raise WrongState(
            "the outcome waits until every account of the move is settled; an approval that is not"
            " used is withdrawn"
        )
    relocation, adaptation = (s.paid if s else NIL for s in (here, there))
    return Outcome(
        planned_cost=planned,
        adaptation_cost=adaptation,
        relocation_cost=relocation,
        actual_cost=adaptation + relocation,
        saving=planned - adaptation - relocation,
    )


def offers(policy: DistrictPolicy, districts: Iterable[str]) -> dict[str, Relocation]:
    """By the new home's district what the deciding district offers towards a move there."""
    found = {district: policy.relocation_grant(district) for district in districts}
    return {
        district: Relocation(limit=grant.amount, clause=grant.clause)
        for district, grant in found.items()
        if grant
    }
