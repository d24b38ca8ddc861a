"""Entries about what the works cost: the schedule of works, and each contractor's estimate by line."""

from decimal import Decimal
from typing import Annotated

from pydantic import WithJsonSchema

from services.grants.domain.casework.entry import Entry
from services.grants.domain.codes import Unit, VatBasis
from services.grants.domain.facts.fields import Code, Id
from shared.bounds import AtMost
from shared.identifiers.vat_number import VatNumber
from shared.money import LARGEST, NIL
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Field, Flag, Model, Number, Pounds, example

LINES = 200
Quantity = Annotated[
    Number,
    Field(gt=0, le=10_000),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 10_000}),
]


class ScheduleLine(Model):
    """One line of the schedule: what is to be done, how much of it, and how it is taxed."""

    id: Id
    """A name for the line within this schedule, such as `1.2`; estimates refer to it."""
    works: Id
    """To which works of the application it belongs, by their id."""
    says: Annotated[str, Field(min_length=1, max_length=500)]
    """What is to be done, in words; nothing about the person."""
    quantity: Quantity
    """How much of it, in the unit."""
    unit: Unit
    """In what it is measured."""
    item: Code | None = None
    """The item of the district's price book, by its code; null: it is in no book."""
    vat: VatBasis
    """What the line is to the law of VAT, from which its rate follows."""
    preferred: Flag = False
    """Whether it is the applicant's own choice above what is needed: the grant pays none of it."""


class Schedule(Model):
    """The schedule of works, whole."""

    model_config = example(
        lines=[
            {
                "id": "1",
                "works": "shower",
                "says": "Level-access shower tray with waste",
                "quantity": 1,
                "unit": "each",
                "vat": "washroom",
            }
        ]
    )

    lines: Annotated[tuple[ScheduleLine, ...], Field(min_length=1), AtMost(LINES)]
    """Every line of all works; a schedule that was drawn up before stays in the history."""

    def model_post_init(self, _context: object, /) -> None:
        refuse_twice("lines", [line.id for line in self.lines])


class ScheduledLine(ScheduleLine):
    """A line as it was drawn up, with what the price book in force on that day says."""

    rate: Pounds | None
    """What one unit costs by the book, in pounds without VAT; null where it is in none."""

    @property
    def by_the_book(self) -> Decimal | None:
        """Pounds without VAT for the whole quantity, before rounding."""
        return None if self.rate is None else self.rate * self.quantity


class ScheduleDrawn(Entry):
    """A schedule of works was drawn up; estimates by line are of the latest."""

    KIND = "schedule_drawn"

    drawn_on: Date
    """The day on which it was drawn up."""
    book: int | None
    """Which price book of the district was in force, by its number; null: none was."""
    lines: tuple[ScheduledLine, ...]
    """Every line."""


class PricedLine(Model):
    """What a contractor asks for one line."""

    line: Id
    """The line of the schedule, by its id."""
    price: Pounds
    """What it costs, in pounds, without VAT that is charged on it."""
    materials: Pounds = NIL
    """What of that are materials, in pounds with the VAT that the contractor paid for them."""


class LineEstimate(Model):
    """A contractor's estimate, line by line."""

    model_config = example(
        contractor="Severn Builders",
        given_on="2026-03-02",
        holds_until="2026-06-30",
        vat_number="GB 980 7806 84",
        lines=[{"line": "1", "price": "5600.00"}],
    )

    contractor: Id
    """The contractor who gave it; a later one of the same contractor replaces it."""
    given_on: Date
    """The day of the estimate; not after today."""
    holds_until: Date | None = None
    """The last day on which the contractor holds to it; null: none was named."""
    vat_number: VatNumber | None = None
    """The contractor's VAT registration; null: not registered, so that no VAT is charged."""
    lines: Annotated[tuple[PricedLine, ...], Field(min_length=1), AtMost(LINES)]
    """What each line costs; one that does not price every line of some works is not whole."""

    def model_post_init(self, _context: object, /) -> None:
        refuse_twice("lines", [priced.line for priced in self.lines])
        if self.holds_until is not None and self.holds_until < self.given_on:
            raise InvalidInput.at("/holds_until", f"not before it was given on {self.given_on}")
        if sum((priced.price for priced in self.lines), NIL) * 2 > LARGEST:
            raise InvalidInput.at("/lines", f"with VAT all together at most {LARGEST}")
        faults = [
            FieldError(f"/lines/{n}/materials", "no more than the price")
            for n, priced in enumerate(self.lines)
            if priced.materials > priced.price
        ]
        if faults:
            raise InvalidInput(errors=faults)


class LinesEstimated(LineEstimate, Entry):
    """A contractor's estimate by line came in (B90, B91)."""

    KIND = "lines_estimated"


def refuse_twice(field: str, ids: list[str]) -> None:
    """Refuse a name that stands for two entries of a list."""
    first = {each: n for n, each in reversed(list(enumerate(ids)))}
    faults = [
        FieldError(f"/{field}/{n}", "this name stands twice")
        for n, each in enumerate(ids)
        if n != first[each]
    ]
    if faults:
        raise InvalidInput(errors=faults)
