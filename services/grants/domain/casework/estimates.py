"""Estimates by line: what each contractor would be paid, which count, and which is the lowest.

What a case has by line is what its works have as estimates: nobody types a sum beside it.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from services.grants.domain.casework.entries import Amended, Applied
from services.grants.domain.casework.entries_of_estimates import (
    LineEstimate,
    LinesEstimated,
    PricedLine,
    ScheduledLine,
    ScheduleDrawn,
)
from services.grants.domain.casework.entries_of_works import VariationProposed
from services.grants.domain.casework.history import History
from services.grants.domain.facts.works import Estimate, Scheme, Works
from services.grants.domain.policy.entries import Vat
from shared.money import NIL
from shared.problems import FieldError, InvalidInput, WrongState


@dataclass(frozen=True, slots=True)
class Offered:
    """A contractor's estimate of some works; all sums are pounds."""

    estimate: LineEstimate
    lines: tuple[tuple[ScheduledLine, PricedLine], ...]
    whole: bool
    """Whether it prices every line that is needed."""
    vat: Vat

    def _sum(
        self, of: Callable[[ScheduledLine, PricedLine], Decimal], *, preferred: bool
    ) -> Decimal:
        return sum((of(li, p) for li, p in self.lines if li.preferred is preferred), NIL)

    @property
    def registered(self) -> bool:
        return self.estimate.vat_number is not None

    def charged(self, line: ScheduledLine, priced: PricedLine) -> Decimal:
        """The VAT on a line; who is not registered charges none."""
        return self.vat.on(priced.price, line.vat) if self.registered else NIL

    def _with_vat(self, line: ScheduledLine, priced: PricedLine) -> Decimal:
        return priced.price + self.charged(line, priced)

    def _without_any(self, _: ScheduledLine, priced: PricedLine) -> Decimal:
        borne = NIL if self.registered else self.vat.within(priced.materials)
        return priced.price - borne

    @property
    def amount(self) -> Decimal:
        """What would be paid for what is needed, with VAT where it is charged (B95)."""
        return self._sum(self._with_vat, preferred=False)

    @property
    def choices(self) -> Decimal:
        """What the applicant's own choices would cost on top (B83)."""
        return self._sum(self._with_vat, preferred=True)

    @property
    def on_equal_terms(self) -> Decimal:
        """The same without any VAT: neither charged, nor borne on materials (B95)."""
        return self._sum(self._without_any, preferred=False)

    def holds(self, day: dt.date) -> bool:
        """Whether the contractor still holds to it on that day."""
        return self.estimate.holds_until is None or day <= self.estimate.holds_until

    def counts(self, day: dt.date) -> bool:
        """Whether it is one of the estimates that an application needs: whole, and not stale."""
        return self.whole and self.holds(day)


def current(history: History) -> dict[str, LinesEstimated]:
    """Each contractor's latest estimate of the schedule that counts, by contractor."""
    found: dict[str, LinesEstimated] = {}
    for record in history.standing:
        if isinstance(record.entry, ScheduleDrawn):
            found = {}
        elif isinstance(record.entry, LinesEstimated):
            found[record.entry.contractor] = record.entry
    return found


def offered(works: str, history: History, vat: Vat) -> tuple[Offered, ...]:
    """Every estimate of these works: the whole ones first, of them the lowest."""
    schedule = history.latest(ScheduleDrawn)
    lines = [line for line in schedule.lines if line.works == works] if schedule else []
    needed = {line.id for line in lines if not line.preferred}
    found = []
    for estimate in current(history).values():
        priced = {p.line: p for p in estimate.lines}
        pairs = tuple((line, priced[line.id]) for line in lines if line.id in priced)
        if pairs:
            found.append(Offered(estimate, pairs, needed <= priced.keys(), vat))
    return tuple(sorted(found, key=lambda e: (not e.whole, e.amount, e.estimate.contractor)))


def scheduled(history: History) -> tuple[str, ...]:
    """The works that have lines in the schedule, in order."""
    schedule = history.latest(ScheduleDrawn)
    return tuple(dict.fromkeys(line.works for line in schedule.lines)) if schedule else ()


def costed(works: Scheme, history: History, day: dt.date, vat: Vat) -> Scheme:
    """The works with the estimates that the case has of them by line, as they count on that day.

    Refuses other sums than those; the dearer scheme that the applicant prefers is the lowest
    estimate with the applicant's choices (B83; Gloucester 6(10)).
    """
    known, faults, found = set(scheduled(history)), list[FieldError](), list[Works]()
    for index, each in enumerate(works):
        made = _made(each, history, day, vat) if each.id in known else each
        faults += _differing(f"/works/{index}", each, made)
        found.append(made)
    if faults:
        raise InvalidInput(errors=faults)
    return tuple(found)


def _made(works: Works, history: History, day: dt.date, vat: Vat) -> Works:
    counting = [each for each in offered(works.id, history, vat) if each.counts(day)]
    changes: dict[str, object] = {
        "estimates": tuple(
            Estimate(contractor=each.estimate.contractor, amount=each.amount) for each in counting
        )
    }
    if counting and counting[0].choices:
        changes["preferred_scheme"] = counting[0].amount + counting[0].choices
    return works.model_copy(update=changes)


def _differing(at: str, stated: Works, made: Works) -> Iterator[FieldError]:
    if stated.estimates and {*stated.estimates} != {*made.estimates}:
        by_line = ", ".join(f"{e.contractor} {e.amount:.2f}" for e in made.estimates)
        yield FieldError(f"{at}/estimates", f"the case has them by line ({by_line}): send none")
    if stated.preferred_scheme not in (None, made.preferred_scheme):
        says = f"by line it comes to {made.preferred_scheme:.2f}: leave it out"
        yield FieldError(f"{at}/preferred_scheme", says)


def check_lines(estimate: LineEstimate, history: History) -> None:
    """Refuse an estimate of lines that the schedule does not have."""
    schedule = history.latest(ScheduleDrawn)
    if schedule is None:
        raise WrongState("no schedule of works is drawn up yet")
    known = {line.id for line in schedule.lines}
    faults = [
        FieldError(f"/lines/{n}/line", "the schedule has no line with this id")
        for n, priced in enumerate(estimate.lines)
        if priced.line not in known
    ]
    if faults:
        raise InvalidInput(errors=faults)


def check_current(history: History) -> None:
    """Refuse a decision on sums that have changed: the application states what the lines gave."""
    stating = (Applied, Amended, VariationProposed)
    last = max((r.number for r in history.standing if isinstance(r.entry, stating)), default=0)
    later = [r for r in history.standing if r.number > last]
    if any(isinstance(r.entry, ScheduleDrawn | LinesEstimated) for r in later):
        raise WrongState("schedule or estimates have changed since: state the works again first")
