"""The estimates of a case by line, side by side."""

import uuid
from decimal import Decimal

from services.grants.domain.casework.entries_of_estimates import (
    PricedLine,
    ScheduledLine,
    ScheduleDrawn,
)
from services.grants.domain.casework.estimates import Offered, offered, scheduled
from services.grants.in_force.policies import statute
from services.grants.record import CaseRecord, read_case
from shared.money import NIL, to_the_penny
from shared.persistence.reading import Reading
from shared.problems import WrongState
from shared.schema import Date, Flag, Model, Pounds, SignedPounds


class LineCompared(Model):
    """One line as a contractor prices it, beside the price book."""

    line: str
    """The line of the schedule, by its id."""
    price: Pounds
    """What is asked for it, in pounds without VAT that is charged."""
    vat: Pounds
    """The VAT that is charged on it, in pounds; nil by who is not registered."""
    above_the_book: SignedPounds | None
    """By how much the price is above the book's, in pounds; null where the line is in none."""

    @classmethod
    def of(cls, made: Offered, line: ScheduledLine, priced: PricedLine) -> "LineCompared":
        book = line.by_the_book
        return cls(
            line=line.id,
            price=priced.price,
            vat=made.charged(line, priced),
            above_the_book=None if book is None else priced.price - to_the_penny(book),
        )


class EstimateCompared(Model):
    """A contractor's estimate of some works, as it stands today."""

    contractor: str
    """The contractor who gave it."""
    given_on: Date
    """The day of the estimate."""
    holds_until: Date | None
    """The last day on which the contractor holds to it; null: none was named."""
    registered: Flag
    """Whether the contractor is registered for VAT, and so charges it."""
    whole: Flag
    """Whether every line that is needed has its price."""
    counts: Flag
    """Whether it counts today as one of the estimates that an application needs."""
    amount: Pounds
    """What would be paid for what is needed, in pounds with VAT."""
    choices: Pounds
    """What the applicant's own choices would cost on top, in pounds with VAT."""
    on_equal_terms: Pounds
    """The amount without any VAT, charged or borne on materials, in pounds (B95)."""
    lines: tuple[LineCompared, ...]
    """Each line."""


class WorksCompared(Model):
    """The estimates of one item of works."""

    works: str
    """The works, by their id."""
    by_the_book: Pounds | None
    """What is needed of them by the price book, in pounds without VAT; null: not all is in it."""
    estimates: tuple[EstimateCompared, ...]
    """Each estimate: the whole ones first, of them the lowest."""
    lowest: str | None
    """Whose estimate is the lowest that counts: the grant goes by it (B82); null: there is none."""
    lowest_on_equal_terms: str | None
    """Whose would be the lowest on equal terms; where it is another's, weigh that (B91, B95)."""


class EstimatesCompared(Model):
    """A schedule of works with the estimates of it."""

    drawn_on: Date
    """The day on which the schedule was drawn up."""
    book: int | None
    """Which price book was in force then, by its number; null: none was."""
    lines: tuple[ScheduledLine, ...]
    """Every line of the schedule."""
    works: tuple[WorksCompared, ...]
    """Each item of works that has lines."""


async def compare(reading: Reading, case_id: uuid.UUID) -> EstimatesCompared:
    """The estimates of the schedule that counts, as they stand today."""
    case = await read_case(reading, case_id)
    schedule = case.history.latest(ScheduleDrawn)
    if schedule is None:
        raise WrongState("no schedule of works is drawn up yet")
    return EstimatesCompared(
        drawn_on=schedule.drawn_on,
        book=schedule.book,
        lines=schedule.lines,
        works=tuple(
            _works(reading, case, works, schedule.lines) for works in scheduled(case.history)
        ),
    )


def _works(
    reading: Reading, case: CaseRecord, works: str, lines: tuple[ScheduledLine, ...]
) -> WorksCompared:
    found = offered(works, case.history, statute(reading.today).vat)
    counting = [each for each in found if each.counts(reading.today)]
    equal = min(counting, key=lambda each: each.on_equal_terms, default=None)
    return WorksCompared(
        works=works,
        by_the_book=_by_the_book([li for li in lines if li.works == works and not li.preferred]),
        estimates=tuple(_estimate(each, reading) for each in found),
        lowest=counting[0].estimate.contractor if counting else None,
        lowest_on_equal_terms=equal.estimate.contractor if equal else None,
    )


def _by_the_book(lines: list[ScheduledLine]) -> Decimal | None:
    rates = [line.by_the_book for line in lines]
    known = [to_the_penny(rate) for rate in rates if rate is not None]
    return sum(known, NIL) if len(known) == len(rates) else None


def _estimate(made: Offered, reading: Reading) -> EstimateCompared:
    given = made.estimate
    return EstimateCompared(
        contractor=given.contractor,
        given_on=given.given_on,
        holds_until=given.holds_until,
        registered=made.registered,
        whole=made.whole,
        counts=made.counts(reading.today),
        amount=made.amount,
        choices=made.choices,
        on_equal_terms=made.on_equal_terms,
        lines=tuple(LineCompared.of(made, line, priced) for line, priced in made.lines),
    )
