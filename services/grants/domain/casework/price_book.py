"""A district's price book: what units of work usually cost there, from a day on (5.25, B92)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from services.grants.domain.casework.entries_of_estimates import ScheduleLine, refuse_twice
from services.grants.domain.codes import Unit
from services.grants.domain.facts.fields import Code
from shared.bounds import AtMost
from shared.contracts.event import District
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Field, Model, Pounds, example

MOST_RATES = 2000


class Rate(Model):
    """What one unit of an item costs."""

    item: Code
    """A code for the item, such as `shower_tray`; lines of a schedule refer to it."""
    says: Annotated[str, Field(min_length=1, max_length=300)]
    """What it is, in words."""
    unit: Unit
    """In what it is measured."""
    rate: Pounds
    """What one unit costs, in pounds without VAT."""


class PriceBook(Model):
    """A price book as a council supplies it, whole."""

    model_config = example(
        district="E07000081",
        since="2026-03-09",
        source="Schedule of rates of the county's framework, March 2026",
        rates=[
            {
                "item": "shower_tray",
                "says": "Level-access shower tray with waste",
                "unit": "each",
                "rate": "640.00",
            }
        ],
    )

    district: District
    """ONS code of the district."""
    since: Date
    """The first day on which it holds, until the book of a later day."""
    source: Annotated[str, Field(min_length=1, max_length=300)]
    """Where the rates come from."""
    rates: Annotated[tuple[Rate, ...], Field(min_length=1), AtMost(MOST_RATES)]
    """Each item, once."""

    def model_post_init(self, _context: object, /) -> None:
        refuse_twice("rates", [rate.item for rate in self.rates])


def rates_of(lines: Sequence[ScheduleLine], rates: Sequence[Rate]) -> dict[str, Decimal | None]:
    """What one unit of each line costs by the book, by the line's id; refuses what is in none."""
    known, found, faults = {r.item: r for r in rates}, dict[str, Decimal | None](), []
    for n, line in enumerate(lines):
        rate = known.get(line.item) if line.item else None
        found[line.id] = rate.rate if rate else None
        if line.item and rate is None:
            faults.append(
                FieldError(f"/lines/{n}/item", "the price book in force has no such item")
            )
        elif rate and rate.unit != line.unit:
            faults.append(FieldError(f"/lines/{n}/unit", f"the book has it by the {rate.unit}"))
    if faults:
        raise InvalidInput(errors=faults)
    return found
