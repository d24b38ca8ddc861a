"""Consent: what may be shared with whom and what for, since when, and withdrawn when.

Without it an enquiry is recorded and answered with advice, and goes no further (Cannock Chase 12(d)).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import product

from services.referral.domain.dates import not_ahead
from shared.problems import InvalidInput, Problem
from shared.schema import Date, Field, Flag, Model, example


class Recipient(StrEnum):
    """With whom the person's affairs may be shared."""

    DISTRICT_COUNCIL = "district_council"
    OCCUPATIONAL_THERAPY = "occupational_therapy"
    HEALTH_SERVICES = "health_services"
    LANDLORD = "landlord"
    EQUIPMENT_SUPPLIERS = "equipment_suppliers"
    CONTRACTORS = "contractors"
    HOUSING_REGISTER = "housing_register"


class SharedFor(StrEnum):
    """What for."""

    ASSESSMENT = "assessment"
    GRANT = "grant"
    WORKS = "works"
    ANOTHER_HOME = "another_home"


class Said(StrEnum):
    """What somebody said of sharing."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentState(StrEnum):
    """Whether the referral may be worked on: whether the district council may know of it."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentMissing(Problem):
    """The person does not agree, or no longer does: nothing more is done and nothing is shared."""

    slug = "consent-missing"
    title = "The person does not agree to this: record their consent first"
    status = 409


Recipients = tuple[Recipient, ...]
Purposes = tuple[SharedFor, ...]
WITH_ALL: Recipients = tuple(Recipient)
FOR_ALL: Purposes = tuple(SharedFor)


class Consent(Model):
    """Whether the person, or who may speak for them, agrees to the referral being worked on."""

    given: Flag
    """Whether the person agrees; without consent nothing is passed on."""
    by: str = Field(min_length=1, max_length=200)
    """The person, an attorney, a deputy or a parent."""
    on: Date
    """The day on which the person agreed or refused."""
    with_whom: Recipients = Field(default=WITH_ALL, min_length=1, max_length=len(WITH_ALL))
    """With whom what is known may be shared; leave out for all who work on a case."""
    purposes: Purposes = Field(default=FOR_ALL, min_length=1, max_length=len(FOR_ALL))
    """What for; leave out for all that a case takes."""


class ConsentGiven(Model):
    """That the person agrees: for the first time, again, or to more."""

    model_config = example(
        by="Ada Example",
        on="2026-03-05",
        with_whom=["district_council", "occupational_therapy", "contractors"],
        purposes=["assessment", "grant", "works"],
    )

    by: str = Field(min_length=1, max_length=200)
    """The person, an attorney, a deputy or a parent."""
    on: Date
    """The day on which they agreed; not after today, nor before what they said last."""
    with_whom: Recipients = Field(default=WITH_ALL, min_length=1, max_length=len(WITH_ALL))
    """With whom what is known may be shared; leave out for all who work on a case."""
    purposes: Purposes = Field(default=FOR_ALL, min_length=1, max_length=len(FOR_ALL))
    """What for; leave out for all that a case takes."""


class ConsentWithdrawal(Model):
    """That the person no longer agrees, to all of it or to a part."""

    model_config = example(by="Ada Example", on="2026-03-06", with_whom=["landlord"])

    by: str = Field(min_length=1, max_length=200)
    """The person, an attorney, a deputy or a parent."""
    on: Date
    """The day on which they withdrew it; not after today, nor before what they said last."""
    with_whom: Recipients = Field(default=WITH_ALL, min_length=1, max_length=len(WITH_ALL))
    """With whom nothing more may be shared; leave out for everybody."""


class Statement(Model):
    """What was said of sharing, by whom and when."""

    said: Said
    """Whether consent was given, refused or withdrawn."""
    by: str = Field(min_length=1, max_length=200)
    """Who said it."""
    on: Date
    """When."""
    with_whom: Recipients
    """With whom."""
    purposes: Purposes
    """What for; of a withdrawal, all that it had been given for."""

    @classmethod
    def of(cls, consent: Consent) -> "Statement":
        """What an enquiry says of consent."""
        said = Said.GIVEN if consent.given else Said.REFUSED
        return cls(said=said, **consent.model_dump(exclude={"given"}))


class Permission(Model):
    """That something may be shared with somebody, or might until it was withdrawn."""

    recipient: Recipient
    """With whom."""
    purpose: SharedFor
    """For what it may be used."""
    since: Date
    """From which day on."""
    withdrawn_on: Date | None
    """On which day it was withdrawn; null where it stands."""


def permissions(statements: Sequence[Statement]) -> tuple[Permission, ...]:
    """What may be shared after all that was said, in its order; the last permission of each kind."""
    kinds = sorted(product(Recipient, SharedFor))
    return tuple(found for kind in kinds if (found := _permission(statements, *kind)))


def _permission(
    statements: Iterable[Statement], recipient: Recipient, purpose: SharedFor
) -> Permission | None:
    found: Permission | None = None
    for statement in statements:
        if recipient in statement.with_whom and purpose in statement.purposes:
            found = _after(found, statement, recipient, purpose)
    return found


def _after(
    before: Permission | None, statement: Statement, recipient: Recipient, purpose: SharedFor
) -> Permission | None:
    stands = before is not None and before.withdrawn_on is None
    if statement.said is Said.GIVEN:
        if stands:
            return before
        return Permission(
            recipient=recipient, purpose=purpose, since=statement.on, withdrawn_on=None
        )
    if before is not None and stands:
        return before.model_copy(update={"withdrawn_on": statement.on})
    return before


def consent_state(statements: Sequence[Statement]) -> ConsentState:
    """Whether the referral may be worked on after all that was said."""
    told = (_permission(statements, Recipient.DISTRICT_COUNCIL, purpose) for purpose in SharedFor)
    council = [permission for permission in told if permission]
    if any(permission.withdrawn_on is None for permission in council):
        return ConsentState.GIVEN
    return ConsentState.WITHDRAWN if council else ConsentState.REFUSED


def agreement(given: ConsentGiven, before: Sequence[Statement], today: dt.date) -> Statement:
    """What was said, after all that was said before. Raises `InvalidInput`."""
    _in_order(given.on, before, today)
    said = Statement(said=Said.GIVEN, **given.model_dump())
    if consent_state([*before, said]) is not ConsentState.GIVEN:
        detail = "the district council has to know of a case that goes on: add district_council"
        raise InvalidInput.at("/with_whom", detail)
    return said


def withdrawal(
    withdrawn: ConsentWithdrawal, before: Sequence[Statement], today: dt.date
) -> Statement:
    """What was withdrawn, after all that was said before. Raises `InvalidInput`."""
    _in_order(withdrawn.on, before, today)
    stands = {p.recipient for p in permissions(before) if p.withdrawn_on is None}
    if stands.isdisjoint(withdrawn.with_whom):
        raise InvalidInput.at(
            "/with_whom", "nothing is shared with them: there is no consent to it"
        )
    return Statement(said=Said.WITHDRAWN, purposes=FOR_ALL, **withdrawn.model_dump())


def _in_order(on: dt.date, before: Sequence[Statement], today: dt.date) -> None:
    not_ahead("/on", on, today)
    if before and on < before[-1].on:
        raise InvalidInput.at("/on", f"something was said of it later, on {before[-1].on}")
