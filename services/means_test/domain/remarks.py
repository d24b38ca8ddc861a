"""What the input leaves open or says in vain, remarked at the end of the working for the officer."""

from collections.abc import Collection

from services.means_test.domain.earnings import (
    EARNINGS,
    EMPLOYEES_DEDUCTIONS,
    SELF_EMPLOYED_DEDUCTIONS,
)
from services.means_test.domain.facts import Income
from services.means_test.domain.people import Family
from services.means_test.domain.uncounted import say_what_does_not_count
from services.means_test.domain.working import Sheet


def remark(assessed: Collection[Family], passported: Collection[Family], sheet: Sheet) -> None:
    """Remark what may have ended, pay with nothing taken off it, and what does not count."""
    if sheet.readings.remarks:
        _to_check(assessed, sheet)
    if sheet.readings.says_what_does_not_count:
        say_what_does_not_count(assessed, passported, sheet)


def _to_check(assessed: Collection[Family], sheet: Sheet) -> None:
    _doubtful_benefits(sheet)
    counted = {p.id for f in assessed for p in f.adults}
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
