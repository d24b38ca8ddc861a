"""Between which days each date of an account lies.

| date | not before | not after |
| --- | --- | --- |
| a contribution is received | the approval | today |
| an invoice is made out | the approval | today |
| the work is inspected | the approval | today |
| a contractor is agreed to | the approval | today |
| a credit note is made out | its invoice, the approval | today |
| an invoice is paid | the approval | today, which it is |
"""

import datetime as dt
from collections.abc import Mapping

from shared.problems import FieldError, InvalidInput, WrongState


def check_in_force(approved_on: dt.date, today: dt.date) -> None:
    """An approval that is dated ahead lets nothing in or out before its day."""
    if approved_on > today:
        raise WrongState(f"the approval has effect from {approved_on}: wait until then")


def check_dates(dates: Mapping[str, dt.date], approved_on: dt.date, today: dt.date) -> None:
    """Whether each date, by its JSON pointer, lies where the table says."""
    faults = [
        FieldError(pointer, f"before {approved_on}, the day of the approval")
        if date < approved_on
        else FieldError(pointer, f"after today, {today}")
        for pointer, date in dates.items()
        if not approved_on <= date <= today
    ]
    if faults:
        raise InvalidInput(errors=faults)
