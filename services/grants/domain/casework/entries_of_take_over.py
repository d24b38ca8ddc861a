"""A case of before the platform, as the council's sheet states it."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from services.grants.domain.casework.entries_of_ending import GaveUpBecause
from services.grants.domain.casework.entry import Entry
from services.grants.domain.codes import (
    ApplicantKind,
    Assistance,
    DwellingKind,
    Refusal,
    TestOutcome,
)
from services.grants.domain.facts.fields import Age, Id, Whole
from shared.bounds import AtMost
from shared.contracts.codes import Purpose, WithdrawalReason, WorkKind
from shared.contracts.event import District
from shared.contracts.means_test import MeansTestCompleted
from shared.money import NIL
from shared.schema import Date, Field, Model, Pounds

MOST_WORKS = 3
"""Works that a row has columns for."""


class Stage(StrEnum):
    """How far a case had come when it was taken over."""

    ENQUIRY = "enquiry"
    OFFERED = "offered"
    APPLIED = "applied"
    APPROVED = "approved"
    CERTIFIED = "certified"
    PAST = "past"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


ENDED = (Stage.PAST, Stage.REFUSED, Stage.WITHDRAWN)
"""How a case stands that the council has decided for good, or given up."""


class RowOutcome(StrEnum):
    """What came of a row of a sheet of cases."""

    TAKEN = "taken"
    KNOWN = "known"
    REFUSED = "refused"


class TakeOverAsked(Model):
    """Whose sheet it is."""

    district: District
    """ONS code of the district whose cases they are."""
    organisation: Annotated[str, Field(min_length=1, max_length=200)]
    """Who sends the cases, such as the council; with the reference it makes one case of all sheets."""
    trial: bool = False
    """Whether it is only tried: the report is the same, and no case is taken over."""


class OldWork(Model):
    """Works of a case that is taken over, with whoever was to do them."""

    kind: WorkKind
    """What kind of works it is."""
    purpose: Purpose
    """What it is mainly for: a purpose of section 23."""
    contractor: Id
    """Who does the works, or gave the estimate that was taken."""
    estimate: Pounds
    """What was taken for them, in pounds with VAT."""


class OldCase(Model):
    """A case as it stood: which facts belong to which stage, the layout of the sheet says."""

    reference: Annotated[str, Field(min_length=1, max_length=100)]
    """What the council calls the case."""
    stage: Stage
    """How far it had come."""
    offered_on: Date | None = None
    """The day of the offer in principle."""
    offered: Pounds | None = None
    """What was offered, in pounds."""
    applied_on: Date | None = None
    """The day of the complete application."""
    applicant: ApplicantKind | None = None
    """As what somebody applied."""
    applicant_age: Age | None = None
    """In whole years on the day of the application."""
    person_age: Age | None = None
    """The disabled person's, likewise."""
    dwelling: DwellingKind | None = None
    """What kind of home it is."""
    years_there: Whole | None = None
    """Whole years for which the applicant had lived there."""
    works: Annotated[tuple[OldWork, ...], AtMost(MOST_WORKS)] = ()
    """The works, each with its estimate."""
    test: TestOutcome | None = None
    """What the formal test of resources came to."""
    reduction: Pounds | None = None
    """By how much it reduced the grant, in pounds."""
    approved_on: Date | None = None
    """The day of the approval."""
    mandatory: Pounds | None = None
    """The mandatory grant, in pounds; nil for a nil grant."""
    help: Assistance | None = None
    """Which help under the council's own policy was approved beside it."""
    help_amount: Pounds | None = None
    """How much of it, in pounds."""
    charge: Pounds | None = None
    """The most that may be demanded back on a disposal, in pounds."""
    charge_years: Annotated[int, Field(strict=True, ge=1, le=30)] | None = None
    """For how many years from the certified date."""
    contribution_received: Pounds = NIL
    """What the applicant had paid in, in pounds."""
    paid: Pounds = NIL
    """What contractors had been paid in all, in pounds."""
    complete_by: Date | None = None
    """The last day for the works, where more time was agreed to."""
    certified_on: Date | None = None
    """The certified date."""
    settled_on: Date | None = None
    """The day of the last payment."""
    charge_registered_on: Date | None = None
    """The day on which the charge was registered."""
    refused_on: Date | None = None
    """The day of the refusal."""
    refusal: Refusal | None = None
    """Why it was refused, where the council says so."""
    withdrawal: WithdrawalReason | None = None
    """Why the case ended before its works were complete."""
    because: GaveUpBecause | None = None
    """Why the applicant gave it up, where it was they and they said so."""
    closed_on: Date | None = None
    """The day on which the case was closed."""

    @property
    def is_closed(self) -> bool:
        """Whether the council has done with it: a refusal may still be asked to be looked at."""
        return self.stage in ENDED and (self.stage is not Stage.REFUSED or bool(self.closed_on))

    @property
    def is_nil(self) -> bool:
        """Whether nothing was granted but the approval itself (guidance B114)."""
        return self.mandatory == NIL and not self.help_amount


class TakenOver(Entry):
    """The case was taken over from before the platform; what follows rests on the council's word."""

    KIND = "taken_over"

    taken_over_on: Date
    """The day on which it was taken over."""
    organisation: Annotated[str, Field(min_length=1, max_length=200)]
    """Who sent it: the sheet's sender."""
    policy_version: str
    """The edition of the district's policy under which it goes on."""
    case: OldCase
    """The case as the sheet stated it."""
    test: MeansTestCompleted | None = None
    """What the formal test of resources had come to; the test itself is not here."""

    @property
    def edition_from(self) -> dt.date:
        """The day from which that edition is in force."""
        return dt.date.fromisoformat(self.policy_version.rpartition("/")[2])
