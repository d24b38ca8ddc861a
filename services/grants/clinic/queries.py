"""The clinic's agenda, and what was decided on cases like this one."""

from sqlalchemy import Select, select

from services.grants.domain.casework.entries_of_clinic import (
    ClinicCourse,
    ClinicReason,
    ClinicWhy,
)
from services.grants.tables import ClinicItem
from shared.contracts.codes import Purpose, WorkKind
from shared.persistence.reading import Reading
from shared.schema import Date, Model, Pounds
from shared.web.lists import Asked, Order, Page, list_page, narrowed

FIRST_REFERRED_FIRST = Order((ClinicItem.number,))
LATEST_FIRST = Order((ClinicItem.number,), descending=True)


class AgendaAsked(Asked):
    """A page of the agenda."""


class AgendaItem(Model):
    """A case on the clinic's agenda, as every district sees it."""

    number: int
    """Counts the items in the order in which they were referred."""
    district: str
    """ONS code of the district that presents it."""
    referred_on: Date
    """The day on which it was referred."""
    why: ClinicWhy
    """Why it goes to the clinic."""
    works: tuple[WorkKind, ...]
    """Kinds of works that are looked at."""
    purposes: tuple[Purpose, ...]
    """What they are for."""
    cost: Pounds
    """What they would cost, in pounds."""

    @classmethod
    def of(cls, row: ClinicItem) -> "AgendaItem":
        return cls(
            number=row.number,
            district=row.district,
            referred_on=row.referred_on,
            why=ClinicWhy(row.why),
            works=tuple(map(WorkKind, row.works)),
            purposes=tuple(map(Purpose, row.purposes)),
            cost=row.cost,
        )


class Agenda(Page):
    """A page of the agenda, what was referred first first."""

    items: list[AgendaItem]
    """The items of this page."""


class PrecedentsAsked(Asked):
    """Which precedents are wanted: those that meet all that is stated."""

    works: WorkKind | None = None
    """With works of this kind."""
    purpose: Purpose | None = None
    """With works for this purpose."""
    cost_from: Pounds | None = None
    """Whose works would cost at least this, in pounds."""
    cost_to: Pounds | None = None
    """Whose works would cost at most this, in pounds."""
    outcome: ClinicCourse | None = None
    """With this outcome."""


class Precedent(Model):
    """What was advised and decided on an earlier case, wherever in the county."""

    number: int
    """Counts the items in the order in which they were referred."""
    year: int
    """The year of the clinic."""
    why: ClinicWhy
    """Why it went to the clinic."""
    works: tuple[WorkKind, ...]
    """Kinds of works that were looked at."""
    purposes: tuple[Purpose, ...]
    """What they were for."""
    cost: Pounds
    """What they would have cost, in pounds."""
    advice: ClinicCourse
    """What the clinic advised."""
    outcome: ClinicCourse
    """What the authority decided to do."""
    reasons: tuple[ClinicReason, ...]
    """Why: the clinic's reasons, then the authority's."""

    @classmethod
    def of(cls, row: ClinicItem) -> "Precedent":
        assert row.met_on is not None, "advised"
        assert row.advice is not None, "advised"
        assert row.outcome is not None, "decided"
        return cls(
            number=row.number,
            year=row.met_on.year,
            why=ClinicWhy(row.why),
            works=tuple(map(WorkKind, row.works)),
            purposes=tuple(map(Purpose, row.purposes)),
            cost=row.cost,
            advice=ClinicCourse(row.advice),
            outcome=ClinicCourse(row.outcome),
            reasons=tuple(map(ClinicReason, row.reasons)),
        )


class Precedents(Page):
    """A page of precedents, the latest first."""

    items: list[Precedent]
    """The precedents of this page."""


async def agenda(reading: Reading, wanted: AgendaAsked) -> Agenda:
    """What the clinic is still to advise on, of all districts."""
    waits = ClinicItem.met_on.is_(None), ClinicItem.struck_out_on.is_(None)
    rows = select(ClinicItem).where(*waits)
    found, following = await list_page(reading, rows, wanted, FIRST_REFERRED_FIRST)
    return Agenda(items=[AgendaItem.of(row) for row in found], next=following)


async def precedents(reading: Reading, wanted: PrecedentsAsked) -> Precedents:
    """Earlier cases of all districts that were decided after the clinic's advice."""
    found, following = await list_page(reading, _filtered(wanted), wanted, LATEST_FIRST)
    return Precedents(items=[Precedent.of(row) for row in found], next=following)


def _filtered(wanted: PrecedentsAsked) -> Select[ClinicItem]:
    rows = select(ClinicItem).where(ClinicItem.outcome.is_not(None))
    rows = narrowed(rows, wanted, ClinicItem.outcome)
    if wanted.works is not None:
        rows = rows.where(ClinicItem.works.contains([wanted.works]))
    if wanted.purpose is not None:
        rows = rows.where(ClinicItem.purposes.contains([wanted.purpose]))
    if wanted.cost_from is not None:
        rows = rows.where(ClinicItem.cost >= wanted.cost_from)
    if wanted.cost_to is not None:
        rows = rows.where(ClinicItem.cost <= wanted.cost_to)
    return rows
