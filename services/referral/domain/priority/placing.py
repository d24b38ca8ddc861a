"""Putting a case on a waiting list, and taking it off."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from services.referral.domain.dates import not_ahead
from services.referral.domain.priority.coded import (
    MOST_NEEDS,
    code_of_answers,
    code_of_circumstances,
)
from services.referral.domain.priority.facts import Answers, Circumstances
from services.referral.domain.priority.scheme import GroupsScheme, PointsScheme
from services.referral.domain.reasons import Reason
from shared.problems import InvalidInput
from shared.schema import Date, Field, Flag, Model, example, example_of


class OtherScheme(InvalidInput):
    """What is stated belongs to a list that goes by other rules: another district's."""

    slug = "other-scheme"
    title = "This district's waiting list goes by other rules"


class ListCircumstances(Circumstances):
    """What decides the group of a case, as a form has it (Cannock Chase 13)."""

    care_act_needs: int = Field(strict=True, ge=0, le=MOST_NEEDS)
    """How many needs the person has as the Care Act defines them, 0 to 10."""


class Placing(Model):
    """What decides a case's place on its district's waiting list."""

    model_config = example(
        waiting_since="2026-03-09",
        answers={str(number): number in {4, 8} for number in range(1, 11)},
    )

    waiting_since: Date
    """From when it waits; not before the enquiry, nor after today."""
    answers: Answers | None = None
    """The therapist's answers, where the district's list goes by points."""
    circumstances: ListCircumstances | None = None
    """What decides the group, where the district's list goes by groups."""
    council_tenant: Flag = False
    """The council itself is the person's landlord."""


class PlacingReview(Model):
    """What decides the place now, as circumstances have changed (Stroud App 4 D)."""

    model_config = example(
        placing=example_of(Placing), reason="The carer can no longer help with bathing"
    )

    placing: Placing
    """All that decides it, not only what changes."""
    reason: Reason
    """Why it is reviewed; kept in the history."""


class LeftBecause(StrEnum):
    """Why a case is no longer on the waiting list."""

    FUNDED = "funded"
    APPROVED = "approved"
    REFUSED = "refused"
    ENDED = "ended"
    NO_LONGER_WANTED = "no_longer_wanted"
    CONSENT_WITHDRAWN = "consent_withdrawn"


class Leaving(Model):
    """Taking a case off the waiting list."""

    model_config = example(because="funded", reason="First of its group as funds came in")

    because: LeftBecause
    """Why it leaves the list."""
    reason: Reason
    """More about it, in the officer's words; kept in the history."""


class Coded(NamedTuple):
    """What decides a place, as it is kept."""

    scheme: str
    code: int


def coded(placing: Placing, scheme: PointsScheme | GroupsScheme, at: str = "") -> Coded:
    """What is kept of a placing. Raises `OtherScheme` where it is not what the list goes by."""
    goes_by = f"the list goes by {scheme.scheme} ({scheme.clause})"
    if isinstance(scheme, PointsScheme):
        if placing.answers is None or placing.circumstances is not None:
            raise OtherScheme.at(f"{at}/answers", f"{goes_by}: answer the ten questions instead")
        return Coded(scheme.scheme, code_of_answers(placing.answers))
    if placing.circumstances is None or placing.answers is not None:
        raise OtherScheme.at(f"{at}/circumstances", f"{goes_by}: state the circumstances instead")
    return Coded(scheme.scheme, code_of_circumstances(placing.circumstances))


def check_placing(placing: Placing, received_on: dt.date, today: dt.date, at: str = "") -> None:
    """Nobody waits from before they asked, nor from a day to come."""
    not_ahead(f"{at}/waiting_since", placing.waiting_since, today)
    if placing.waiting_since < received_on:
        raise InvalidInput.at(f"{at}/waiting_since", f"the enquiry came in later, on {received_on}")
