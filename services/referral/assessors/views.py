"""Assessors, allocations and trainings as they are shown."""

import uuid

from services.referral.domain.assessors import Assessor
from services.referral.domain.training import Training
from services.referral.tables import AllocationRecord, AssessorRecord
from shared.contracts.codes import AssessorGrade
from shared.mistakes import TakenBack
from shared.schema import Flag, Instant, Model
from shared.views import ViewOfRow, shown
from shared.web.lists import Page


class AssessorView(Model):
    """Somebody on the register of assessors."""

    id: uuid.UUID
    """In events and in lists."""
    number: int
    """How often the entry was recorded."""
    assessor: Assessor
    """The entry as it stands."""
    in_hand: int
    """How many cases they have that are not assessed yet."""

    @classmethod
    def of(cls, row: AssessorRecord, in_hand: int) -> "AssessorView":
        return cls(id=row.id, number=row.number, assessor=row.assessor, in_hand=in_hand)


class AssessorList(Model):
    """Everybody on the register of assessors, by name."""

    items: tuple[AssessorView, ...]
    """The assessors."""


class AssessorEntry(ViewOfRow):
    """An entry as it was recorded once."""

    number: int
    """Counts from 1; the last one counts."""
    assessor: Assessor
    """The entry as it stood then."""
    recorded_at: Instant
    """When it was recorded."""
    recorded_by: str
    """By whom, as the token names them."""
    reason: str | None
    """Why it was changed; null of the first."""


class AssessorHistory(Model):
    """All that was recorded of an assessor."""

    items: tuple[AssessorEntry, ...]
    """The entries, the last one first: it counts."""


class AllocationView(Model):
    """To whom a case is given."""

    assessor: str
    """As their token names them."""
    name: str
    """Their name."""
    grade: AssessorGrade
    """What they were qualified for when they got the case."""
    overridden: Flag
    """Whether their grade or district would not have done."""
    reason: str | None
    """Why they took it nevertheless; null where it did."""
    recorded_at: Instant
    """When the case was given to them."""
    recorded_by: str
    """By whom, as the token names them."""

    @classmethod
    def of(cls, row: AllocationRecord, entry: Assessor) -> "AllocationView":
        return shown(cls, row, assessor=entry.principal, name=entry.name)


class AllocationList(Model):
    """To whom a case was given, the last one first."""

    items: tuple[AllocationView, ...]
    """The allocations."""


class TrainingView(ViewOfRow):
    """A training that was held."""

    id: uuid.UUID
    """In this service."""
    training: Training
    """What it was about, and how many came."""
    recorded_at: Instant
    """When it was recorded."""
    recorded_by: str
    """By whom, as the token names them."""
    taken_back: TakenBack | None
    """When it was found to be a mistake, by whom and why; null: it stands."""


class TrainingPage(Page):
    """A page of trainings, the first held first."""

    items: list[TrainingView]
    """The trainings of this page."""
