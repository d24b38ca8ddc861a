"""From a waiting list in the published shape to the same list in order (contract 4)."""

from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from services.referral.domain.priority.facts import (
    GroupsList,
    Heading,
    PointsList,
    check_cases,
)
from services.referral.domain.priority.groups import place_in_groups
from services.referral.domain.priority.places import Clock, PlaceByPoints, PlaceInGroup
from services.referral.domain.priority.points import place_by_points
from services.referral.domain.priority.scheme import GroupsScheme, PointsScheme
from services.referral.in_force.policies import scheme_of, statute
from shared import policies
from shared.policies import NoPolicy, PolicyDocument
from shared.problems import FieldError, InvalidInput

L = TypeVar("L", PointsList, GroupsList)


@dataclass(frozen=True, slots=True)
class WaitingList:
    """A waiting list in order, with the scheme and the policy that it goes by."""

    scheme: str
    policy_version: str
    list: tuple[PlaceByPoints, ...] | tuple[PlaceInGroup, ...]


def prioritise(value: object) -> WaitingList:
    """Put the list that a JSON value describes in order. Raises `InvalidInput`."""
    heading = Heading.model_validate(value)
    document = policy_of(heading)
    scheme = scheme_of(document)
    clock = Clock(heading.on, statute(heading.on).decision.months)
    places = (
        _by_points(value, scheme, clock)
        if isinstance(scheme, PointsScheme)
        else _in_groups(value, scheme, clock)
    )
    return WaitingList(scheme.scheme, document.version, places)


def policy_of(heading: Heading) -> PolicyDocument:
    """The authority's policy on the day. Raises `NoPolicy` with a pointer."""
    try:
        return policies.load(heading.authority, heading.on)
    except NoPolicy as error:
        key = "on" if heading.authority in policies.authorities() else "authority"
        raise NoPolicy(errors=[FieldError(f"/{key}", error.detail)]) from error


def _by_points(value: object, scheme: PointsScheme, clock: Clock) -> tuple[PlaceByPoints, ...]:
    waiting = _read(PointsList, value, scheme)
    return place_by_points(waiting.cases, waiting.settings, scheme, clock)


def _in_groups(value: object, scheme: GroupsScheme, clock: Clock) -> tuple[PlaceInGroup, ...]:
    return place_in_groups(_read(GroupsList, value, scheme).cases, scheme, clock)


def _read(shape: type[L], value: object, scheme: PointsScheme | GroupsScheme) -> L:
    """The list in the shape that the authority's scheme asks for; a fault names the scheme."""
    try:
        waiting = shape.model_validate(value)
        check_cases(waiting.cases, waiting.on)
    except ValidationError as error:
        raise _named(scheme, InvalidInput.of(error)) from error
    except InvalidInput as error:
        raise _named(scheme, error) from error
    return waiting


def _named(scheme: PointsScheme | GroupsScheme, fault: InvalidInput) -> InvalidInput:
    detail = f"this authority's list goes by {scheme.scheme} ({scheme.clause})"
    return InvalidInput(detail, fault.errors)
