"""A sharing agreement: with whom, what, of which districts, for what purpose, until when."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from services.forum.domain.sharing.fields import Kind, fields_of, shareable
from shared.bounds import Shaped
from shared.calendar import add_months
from shared.contracts.event import District
from shared.problems import FieldError, InvalidInput, Problem
from shared.schema import Date, Field, Model, example

MOST_YEARS = 3
"""An agreement is looked at again after so long, and made anew where it is still needed."""


class View(StrEnum):
    """Which of two products a partner gets."""

    OWN = "own"
    SHARED = "shared"


class Way(StrEnum):
    """How the events come to the partner."""

    FEED = "feed"
    STREAM = "stream"
    WEBHOOK = "webhook"
    KAFKA = "kafka"


class Span(StrEnum):
    """How coarse a day is in the shared view."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class NotInForce(Problem):
    """The agreement has not begun, has ended, or does not name this way."""

    slug = "agreement-not-in-force"
    title = "Your sharing agreement does not allow this: ask whoever manages it"
    status = 403


class SharedType(Model):
    """One type of event, and what of it is shared."""

    type: str = Field(max_length=60)
    """The type of event, as the contracts have it."""
    fields: tuple[Annotated[str, Field(max_length=80)], ...] = Field(max_length=60)
    """Its fields, those of its parts as `awards.amount`; what is not named stays here."""


class Agreement(Model):
    """What an authority has agreed to share with a partner."""

    model_config = example(
        receiver="severn-icb",
        principal="partner:severn-icb",
        view="shared",
        districts=["E07000081"],
        types=[{"type": "grants.approved", "fields": ["decided_on", "total_award"]}],
        ways=["feed"],
        purpose="Planning of community equipment with the integrated care board",
        since="2026-03-01",
        until="2027-02-28",
        dates="quarter",
        band=5000,
    )

    receiver: Annotated[
        str,
        Shaped(
            r"^[a-z][a-z0-9-]{1,38}[a-z0-9]$",
            "a partner's name is 3 to 40 small letters, digits and hyphens, such as care-board",
        ),
    ]
    """The partner's name: the ids that it is given are its own alone."""
    principal: str = Field(min_length=1, max_length=200)
    """Who reads for the partner, as the token names them."""
    view: View
    """Its own cases as published, or the pseudonymous view of others' cases."""
    districts: tuple[District, ...] = Field(min_length=1, max_length=50)
    """ONS codes of the districts whose cases are shared."""
    types: tuple[SharedType, ...] = Field(min_length=1, max_length=200)
    """Which events, and what of them."""
    ways: tuple[Way, ...] = Field(min_length=1, max_length=4)
    """How they come to the partner."""
    purpose: str = Field(min_length=10, max_length=1000)
    """What the partner may use them for."""
    since: Date
    """The first day."""
    until: Date
    """The last day, at most three years later."""
    webhook: str | None = Field(default=None, max_length=500)
    """Where events are sent to; with the way `webhook` alone."""
    dates: Span = Span.QUARTER
    """How coarse days are in the shared view."""
    band: int | None = Field(default=None, ge=1000, le=1_000_000)
    """How wide the bands of sums are in the shared view, in pounds; null: no sums are shared."""
    key_version: int = Field(default=1, ge=1, le=100)
    """By which of the deployment's keys its ids are made; a later one gives it all ids anew."""

    def named(self, event_type: str) -> frozenset[str] | None:
        """The fields of that type that are shared; None where the type is not."""
        return next((frozenset(t.fields) for t in self.types if t.type == event_type), None)

    def may_have(self, event_type: str, district: str) -> bool:
        """Whether such an event of that district is shared."""
        return district in self.districts and self.named(event_type) is not None

    def allows(self, way: Way, today: dt.date) -> bool:
        """Whether events go that way on that day."""
        return way in self.ways and self.since <= today <= self.until

    def demand(self, way: Way, today: dt.date) -> None:
        """Raise `NotInForce` unless events go that way on that day."""
        if not self.allows(way, today):
            raise NotInForce(f"{way} is agreed from {self.since} to {self.until}, if at all")

    def check(self, at: str = "") -> None:
        """Raise `InvalidInput` with everything that cannot be so."""
        if faults := list(self._faults(at)):
            raise InvalidInput(errors=faults)

    def _faults(self, at: str) -> Iterator[FieldError]:
        if not self.since <= self.until <= add_months(self.since, 12 * MOST_YEARS):
            yield FieldError(f"{at}/until", f"from the first day to {MOST_YEARS} years later")
        if (Way.WEBHOOK in self.ways) is (self.webhook is None):
            yield FieldError(f"{at}/webhook", "an address where the way is webhook, else none")
        for name in ("districts", "ways"):
            if len(set(getattr(self, name))) < len(getattr(self, name)):
                yield FieldError(f"{at}/{name}", "each once")
        if len({each.type for each in self.types}) < len(self.types):
            yield FieldError(f"{at}/types", "each type once")
        for number, shared in enumerate(self.types):
            yield from self._faults_of(shared, f"{at}/types/{number}")

    def _faults_of(self, shared: SharedType, at: str) -> Iterator[FieldError]:
        if shared.type not in shareable():
            yield FieldError(f"{at}/type", "no event of a case is called so")
            return
        known = fields_of(shared.type)
        for number, field in enumerate(shared.fields):
            if field not in known:
                yield FieldError(
                    f"{at}/fields/{number}", f"no field; there are {', '.join(sorted(known))}"
                )
            elif self.view is View.SHARED and known[field] is Kind.TEXT:
                yield FieldError(f"{at}/fields/{number}", "words by which cases could be joined")
            elif self.view is View.SHARED and known[field] is Kind.MONEY and self.band is None:
                yield FieldError(f"{at}/fields/{number}", "a sum needs the width of its band")
