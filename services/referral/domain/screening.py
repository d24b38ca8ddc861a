"""Screening: how complex, how urgent, and by when each stage should be done."""

import datetime as dt
from enum import StrEnum
from itertools import accumulate
from typing import Annotated

from services.referral.domain.policy import TargetWorkingDays
from services.referral.domain.reasons import Reason
from shared.bounds import AtMost
from shared.calendar import add_working_days
from shared.contracts.codes import Complexity, Urgency, WorkKind
from shared.contracts.referral import StageTarget
from shared.problems import InvalidInput
from shared.schema import Date, Flag, Model, example, example_of


class Circumstance(StrEnum):
    """What makes a case urgent (guidance 4.38)."""

    LEAVING_HOSPITAL_AT_RISK = "leaving_hospital_at_risk"
    LIVING_ALONE_AT_RISK = "living_alone_at_risk"
    SEVERE_COGNITIVE_DYSFUNCTION_AT_RISK = "severe_cognitive_dysfunction_at_risk"
    CARER_ELDERLY_OR_DISABLED = "carer_elderly_or_disabled"
    NO_HEATING_OR_HOT_WATER_AT_RISK = "no_heating_or_hot_water_at_risk"
    LIMITED_LIFE_EXPECTANCY = "limited_life_expectancy"


class Screening(Model):
    """What the screening officer found."""

    model_config = example(
        major_adaptation=True, complicated_situation=False, circumstances=["living_alone_at_risk"]
    )

    major_adaptation: Flag
    """The home would be changed structurally (guidance 4.36)."""
    complicated_situation: Flag
    """Condition, activity or readiness make the person's situation complicated (4.36)."""
    circumstances: Annotated[frozenset[Circumstance], AtMost(len(Circumstance))] = frozenset()
    """What makes the case urgent; none: it is not urgent."""
    discharge_on: Date | None = None
    """The day on which the person is to leave hospital; leave out for others."""
    temporary_fittings: Annotated[frozenset[WorkKind], AtMost(len(WorkKind))] = frozenset()
    """Works that are fitted only until the lasting ones are done, so that a person can leave hospital
    (guidance 3.21); none without a day of discharge."""


class TriageRevision(Model):
    """A screening that takes the place of the one before, as circumstances change (guidance 4.39)."""

    model_config = example(screening=example_of(Screening), reason="The person lives alone now")

    screening: Screening
    """The whole screening as it now is."""
    reason: Reason
    """Why it is revised; kept in the history."""


class Triage(Model):
    """The result of screening."""

    complexity: Complexity
    urgency: Urgency
    targets: tuple[StageTarget, ...]


def check_screening(screening: Screening, received_on: dt.date, at: str = "") -> None:
    """Nobody asked after they left hospital; what is temporary bridges the time from that day."""
    discharge_on = screening.discharge_on
    if discharge_on is None and screening.temporary_fittings:
        detail = (
            "they bridge the time after a discharge: say on which day the person leaves hospital"
        )
        raise InvalidInput.at(f"{at}/temporary_fittings", detail)
    if discharge_on is not None and discharge_on < received_on:
        raise InvalidInput.at(f"{at}/discharge_on", f"before the enquiry, of {received_on}")


def assess_by(screening: Screening, target: dt.date) -> dt.date:
    """By when to assess: within the first stage's target, and before the person leaves hospital."""
    return min(target, screening.discharge_on or target)


def triage(screening: Screening, received_on: dt.date, days: TargetWorkingDays) -> Triage:
    """Complexity (guidance 4.36), urgency (4.38) and the targets they set (4.16, 4.39)."""
    complexity = (
        Complexity.COMPLEX
        if screening.major_adaptation and screening.complicated_situation
        else Complexity.SIMPLE
    )
    urgency = Urgency.URGENT if screening.circumstances else Urgency.NON_URGENT
    return Triage(
        complexity=complexity,
        urgency=urgency,
        targets=stage_targets(days.of(urgency, complexity), received_on),
    )


def stage_targets(days: tuple[int, ...], received_on: dt.date) -> tuple[StageTarget, ...]:
    """When each stage should be done, counted on from the enquiry (guidance 4.16, 4.27)."""
    return tuple(
        StageTarget(stage=stage, working_days=own, due_on=add_working_days(received_on, so_far))
        for stage, (own, so_far) in enumerate(zip(days, accumulate(days), strict=True), start=1)
    )
