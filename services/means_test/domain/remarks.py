"""What the input leaves open, remarked at the end of the working for the officer to check."""

from collections.abc import Iterable

from services.means_test.domain.earnings import (
    EARNINGS,
    EMPLOYEES_DEDUCTIONS,
    SELF_EMPLOYED_DEDUCTIONS,
)
from services.means_test.domain.facts import Income
from services.means_test.domain.people import Family
from services.means_test.domain.working import Sheet


def remark(families_assessed: Iterable[Family], sheet: Sheet) -> None:
    """Remark benefits and income that may have ended, and pay with nothing taken off it."""
    _doubtful_benefits(sheet)
    counted = {p.id for f in families_assessed for p in f.adults}
    for line in sheet.household.income:
        if line.of in counted:
            _doubtful_kind(line, sheet)
            _untaxed(line, sheet)


def _doubtful_benefits(sheet: Sheet) -> None:
    for person in sheet.household.people:
        for benefit in (*person.receives, *person.suspended_in_hospital):
            _doubtful(benefit, person.id, "benefits", sheet)


def _doubtful_kind(line: Income, sheet: Sheet) -> None:
    _doubtful(line.kind, line.of, "income", sheet)


def _doubtful(code: str, of: str, listed: str, sheet: Sheet) -> None:
    span = getattr(sheet.figures.available, listed)[code]
    if span.is_doubtful(sheet.roll.on):
        name = code.replace("_", " ")
        item = f"check {name}: the last awards were to end by {span.doubtful_after}"
        sheet.note("remarks", of, item, span.source)


def _untaxed(line: Income, sheet: Sheet) -> None:
    """Pay is entered gross: without tax and national insurance it counts as if there were none."""
    missing = [
        name
        for name, given in (("tax", line.tax), ("national insurance", line.national_insurance))
        if given is None
    ]
    if line.kind in EARNINGS and line.amount and missing:
        employed = line.kind == "employment"
        item = f"{'pay' if employed else 'profit'} without {' or '.join(missing)}: taken as none"
        provision = EMPLOYEES_DEDUCTIONS if employed else SELF_EMPLOYED_DEDUCTIONS
        sheet.note("remarks", line.of, item, provision)
