"""Equipment that stands in a home: its warranty, its recovery, and the home without it."""

from collections.abc import Mapping
from typing import Annotated, Any

from shared.schema import Date, Field, Model

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

    adaptation: str
    installed_on: Date
    supplier: _Text | None = None
    warranty_until: Date | None = None


class Recovery(Model):
    """When it was taken out, and where it went."""

    recovered_on: Date
    to: _Text
