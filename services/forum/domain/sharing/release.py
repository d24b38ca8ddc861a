"""When events of the shared view reach a partner: whole months, quarters or years at a time.

Whoever is sent an event on the day on which it happened knows the day, however coarse the date inside
it is; and two partners who compare days, hours or order join what their pseudonyms keep apart. So an
event is released with the whole period that its dates are told by, and within it in the order of the
partner's own ids, which tells nothing more than these ids do. One's own cases come as they happen.
"""

import datetime as dt
import uuid

from services.forum.domain.sharing.agreement import Span
from services.forum.domain.sharing.shape import first_of
from shared.calendar import add_months, begins

MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}
SETTLES = dt.timedelta(days=1)
"""After a period, until what happened in it has come in. What comes later goes with the next one."""
SPREAD = dt.timedelta(days=1)
"""Over which what is pushed of a period is sent, case after case."""
_WHOLE = 1 << 24
"""So many places there are on that day."""


def next_first(day: dt.date, span: Span) -> dt.date:
    """The first day of the month, quarter or year after that of a day."""
    return add_months(first_of(day, span), MONTHS[span])


def released_before(today: dt.date, span: Span) -> dt.date:
    """What happened before this day is released today."""
    return first_of(today - SETTLES, span)


def pushed_at(arrived_on: dt.date, case: uuid.UUID, span: Span) -> dt.datetime:
    """When an event is pushed that came in on a day; `case` is the number that the partner knows.

    Cases follow each other as their numbers do, so that the order differs for each partner.
    """
    opens = begins(next_first(arrived_on, span) + SETTLES)
    return opens + SPREAD * (case.int >> 104) / _WHOLE
