"""A row of a sheet of cases to take over: read whole, or not at all with the reason named."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from services.grants.domain.casework.charges import add_years
from services.grants.domain.casework.entries_of_take_over import ENDED, OldCase
from services.grants.domain.casework.take_over_layout import LIVE, Layout
from shared.calendar import add_months
from shared.contracts.codes import WithdrawalReason
from shared.identifiers import case_of_sender
from shared.money import NIL
from shared.problems import FieldError, InvalidInput
from shared.sheets.answers import Column
from shared.sheets.rows import Remark, read_cells, refusal
from shared.sheets.tables import Row

COUNTS_FOR_YEARS = 10
"""For how long a grant counts in a later test of an owner (guidance B112)."""
FOLLOWS = {
    "offered_on": (),
    "applied_on": ("offered_on",),
    "approved_on": ("applied_on",),
    "certified_on": ("approved_on",),
    "settled_on": ("certified_on",),
    "charge_registered_on": ("certified_on",),
    "refused_on": ("applied_on",),
    "closed_on": (
        "approved_on",
        "certified_on",
        "settled_on",
        "charge_registered_on",
        "refused_on",
    ),
}
"""Each day that something happened to a case, and those that it is not before."""
A_YEAR = 12
_LATER_COLUMNS = ("refused_on", "refusal", "withdrawal", "because")
"""Columns that came after rows were taken: of an empty one nothing is said, as it was then."""


@dataclass(frozen=True, slots=True)
class OldRow:
    """A row as it was read: a case of before, or why there is none."""

    number: int
    remarks: tuple[Remark, ...]
    case_id: uuid.UUID | None = None
    case: OldCase | None = None
    refused: str | None = None

    @property
    def fingerprint(self) -> str | None:
        """By which the same row is known when it is sent again."""
        if self.case is None:
            return None
        unsaid = {name for name in _LATER_COLUMNS if getattr(self.case, name) is None}
        said = self.case.model_dump_json(exclude=unsaid)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose sheet it is, and the day on which it came in."""

    district: str
    organisation: str
    today: dt.date


def read_old_row(
    row: Row, columns: Sequence[Column | None], layout: Layout, sender: Sender
) -> OldRow:
    """The case that the row states."""
    if row.refused:
        return OldRow(row.number, (), refused=row.refused)
    answers, remarks = read_cells(row, columns)
    try:
        case = OldCase.model_validate(_with_works(answers))
        check_old_case(case, layout, sender.today)
    except (ValidationError, InvalidInput) as error:
        return OldRow(row.number, tuple(remarks), refused=refusal(remarks, error))
    if refused := refusal(remarks):
        return OldRow(row.number, tuple(remarks), refused=refused)
    case_id = case_of_sender(sender.district, sender.organisation, case.reference)
    return OldRow(row.number, tuple(remarks), case_id, case)


def _with_works(answers: dict[str, Any]) -> dict[str, Any]:
    """The numbered columns of works as a list."""
    works: dict[str, Any] = answers.pop("works", {})
    return answers | {"works": tuple(works[n] for n in sorted(works))}


def check_old_case(case: OldCase, layout: Layout, today: dt.date) -> None:
    """Raise `InvalidInput` with everything that the case cannot have been."""
    faults = (*layout.faults(case), *_dates(case, today), *_sums(case), *_charge(case))
    if faults:
        raise InvalidInput(errors=faults)


def _dates(case: OldCase, today: dt.date) -> Iterator[FieldError]:
    days = {name: day for name in FOLLOWS if (day := getattr(case, name)) is not None}
    for name, day in days.items():
        if day > today:
            yield FieldError(f"/{name}", "lies in the future")
        for other in FOLLOWS[name]:
            if other in days and day < days[other]:
                yield FieldError(f"/{name}", f"before {other}")
    if case.complete_by and case.approved_on:
        last = add_months(case.approved_on, A_YEAR * COUNTS_FOR_YEARS)
        if not case.approved_on <= case.complete_by <= last:
            yield FieldError("/complete_by", "within ten years of the approval")
    yield from _still_counts(case, today)


def _still_counts(case: OldCase, today: dt.date) -> Iterator[FieldError]:
    """A case that is over is kept while a later test or its charge goes by it (B112, B123)."""
    name = next((n for n in ("certified_on", "closed_on") if getattr(case, n)), None)
    if case.stage in ENDED and name is not None:
        years = max(COUNTS_FOR_YEARS, case.charge_years or 0)
        if add_years(getattr(case, name), years) < today:
            yield FieldError(f"/{name}", f"{years} years ago: nothing goes by it any more")


def _sums(case: OldCase) -> Iterator[FieldError]:
    if (case.help is None) is not (case.help_amount is None):
        yield FieldError("/help_amount", "other help has its kind and its amount, or neither")
    if case.reduction and case.test != "assessed":
        yield FieldError("/reduction", "only an assessed contribution reduces a grant")
    if case.because is not None and case.withdrawal is not WithdrawalReason.APPLICANT_WITHDREW:
        yield FieldError("/because", "said only where the applicant withdrew")
    if case.mandatory is None:
        return
    most = expense(case)
    if awarded(case) > most:
        yield FieldError("/mandatory", "the awards come to more than the works")
    if case.contribution_received > most - awarded(case):
        yield FieldError("/contribution_received", "more than the applicant has to pay")
    if case.paid > awarded(case) + case.contribution_received:
        yield FieldError("/paid", "more than the awards and what the applicant paid in")


def _charge(case: OldCase) -> Iterator[FieldError]:
    if (case.charge is None) is not (case.charge_years is None):
        yield FieldError("/charge_years", "a charge has its amount and its years, or neither")
    if case.charge is not None and case.charge > awarded(case):
        yield FieldError("/charge", "more than the awards")
    if case.charge_registered_on is None:
        return
    if case.charge is None:
        yield FieldError("/charge_registered_on", "there is no charge")
    if case.stage in LIVE and case.settled_on is None:
        yield FieldError("/charge_registered_on", "a charge waits until nothing more is to be paid")


def awarded(case: OldCase) -> Decimal:
    """All that was approved, in pounds."""
    return (case.mandatory or NIL) + (case.help_amount or NIL)


def expense(case: OldCase) -> Decimal:
    """What the works were taken to cost; of a past case without them what was awarded and paid in."""
    works = sum((work.estimate for work in case.works), NIL)
    return works if case.works else awarded(case) + case.contribution_received
