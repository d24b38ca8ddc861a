"""Equipment that stands in a home: its warranty, its recovery, and the home without it."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from services.register.domain.home import Code
from shared.mistakes import Mistake, TakenBack
from shared.problems import InvalidInput, WrongState
from shared.schema import Date, Field, Model, example

WITHOUT: Mapping[str, Mapping[str, Any]] = {
    "straight_stairlift": {"stairlift": False},
    "curved_stairlift": {"stairlift": False},
    "step_lift": {"step_lift": False, "property_entrance": {"steps_bypassed_by_lift": False}},
    "through_floor_lift": {"internal": {"through_floor_lift": None}},
    "ceiling_track_hoist": {"ceiling_track_hoist": False},
}
"""By adaptation that can be taken out again: the survey's answers once it is."""

_Text = Annotated[str, Field(min_length=1, max_length=200)]


class Installation(Model):
    """Equipment as it was put in."""

    model_config = example(
        adaptation="straight_stairlift",
        installed_on="2026-03-02",
        supplier="Severn Lifts",
        warranty_until="2031-03-01",
    )

    adaptation: Code
    """What was put in, by its code in the catalogue of adaptations."""
    installed_on: Date
    """The day it was put in; not after today."""
    supplier: _Text | None = None
    """The firm that supplied it; leave out where not known."""
    warranty_until: Date | None = None
    """The last day of its guarantee; leave out where there is none."""


class Recovery(Model):
    """When it was taken out, and where it went."""

    model_config = example(recovered_on="2026-03-09", to="County store")

    recovered_on: Date
    """The day it was taken out; not before it was put in, nor after today."""
    to: _Text
    """Where it went: a store, or another home's number in the register."""


class EquipmentStep(StrEnum):
    """What is noted of equipment, in this order."""

    INSTALLED = "installed"
    RECOVERED = "recovered"


class MistakenStep(Mistake):
    """What was noted of equipment by mistake."""

    model_config = example(step="recovered", reason="Of the lift next door")

    step: EquipmentStep
    """What is taken back: the last that is noted of it."""


class RecoveryTakenBack(TakenBack):
    """A recovery that was recorded by mistake, as it was."""

    recovered_on: Date
    """The day on which it was said to have been taken out."""
    recovered_to: str
    """Where it was said to have gone."""


def check_installation(installation: Installation, today: dt.date) -> None:
    """What stands in a home was put in already."""
    if installation.installed_on > today:
        raise InvalidInput.at("/installed_on", "lies in the future")


def check_recovery(
    recovery: Recovery, adaptation: str, installed_on: dt.date, today: dt.date
) -> None:
    """Taken out after it was put in; what is part of the building stays there."""
    if not installed_on <= recovery.recovered_on <= today:
        raise InvalidInput.at("/recovered_on", "after it was installed, and not in the future")
    if adaptation not in WITHOUT:
        raise WrongState("it is part of the building: survey the home instead")
