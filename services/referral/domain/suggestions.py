"""Who can help instead, or as well, in a situation: the policy's criteria, read as data (4.18, 4.22)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from services.referral.domain.signposting import Destination
from shared.contracts.event import District
from shared.policies import Entry
from shared.schema import Flag, Model, Pounds


class Situation(StrEnum):
    """What in a person's situation is for another service."""

    ANOTHER_DISTRICT = "another_district"
    SERVICE_ACCOMMODATION = "service_accommodation"
    COUNCIL_TENANT = "council_tenant"
    WITHIN_MINOR_LIMIT = "within_minor_limit"
    EQUIPMENT_WOULD_DO = "equipment_would_do"
    SMALL_REPAIRS = "small_repairs"
    HAZARD = "hazard"
    COLD_HOME = "cold_home"


class SignpostingRule(Entry):
    """Where a policy points people in a situation."""

    when: Situation
    to: Destination
    instead: bool = False
    """Whether there is no grant here for it; else the person keeps the right to apply."""


class SituationFound(Model):
    """What is known of a person's situation when their enquiry is screened."""

    home_district: District | None = None
    """ONS code of the district that the home is in, if it is another; leave out where it is ours."""
    service_accommodation: bool = False
    """The home is accommodation of the armed forces, who go on employing somebody there (B40)."""
    council_tenant: bool = False
    """The person is a tenant of the district council itself."""
    equipment_would_do: bool = False
    """Equipment that can be taken away again would meet the need."""
    small_repairs: bool = False
    """Small repairs or fittings would."""
    hazard: bool = False
    """Something in the home is a danger to whoever lives there."""
    cold_home: bool = False
    """The home is hard to keep warm."""
    estimated_cost: Pounds | None = None
    """What the adaptation would cost, in pounds; leave out where nobody knows yet."""


class Suggestion(Model):
    """A service to which the person may be pointed, and why."""

    to: Destination
    """The service."""
    situation: Situation
    """What in the situation is for it."""
    instead: Flag
    """Whether there is no grant here for it; else the person keeps the right to apply."""
    clause: str
    """Where the policy says so."""


def suggestions(
    found: SituationFound, district: str, limit: Decimal, rules: Sequence[SignpostingRule]
) -> tuple[Suggestion, ...]:
    """Every service that the policy names for the situation, those instead of a grant first."""
    situations = set(_situations(found, district, limit))
    named = [
        Suggestion(to=rule.to, situation=rule.when, instead=rule.instead, clause=rule.clause)
        for rule in rules
        if rule.when in situations
    ]
    return tuple(sorted(named, key=lambda each: not each.instead))


def _situations(found: SituationFound, district: str, limit: Decimal) -> Iterator[Situation]:
    if found.home_district not in {None, district}:
        yield Situation.ANOTHER_DISTRICT
    if found.estimated_cost is not None and found.estimated_cost <= limit:
        yield Situation.WITHIN_MINOR_LIMIT
    yield from (each for each in Situation if getattr(found, each, False) is True)
