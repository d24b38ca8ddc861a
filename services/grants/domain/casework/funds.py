"""Whether a district has money left for discretionary help: said of the district, not of a case.

Discretion yields to the mandatory duty (guidance B118; Gloucester 5, Stroud App 4 7, Cannock
Chase 11), so a mandatory grant never waits for this.
"""

import datetime as dt
from collections.abc import Sequence

from shared.contracts.event import District
from shared.schema import Date, Flag, Model, example


class FundsStatement(Model):
    """That a district has money for discretionary help, or has none, from a day on."""

    model_config = example(district="E07000081", available=False, since="2026-03-09")

    district: District
    """ONS code of the district."""
    available: Flag
    """Whether there is money for discretionary help."""
    since: Date
    """The first day for which it is said; the next statement of a later day ends it."""


def available_on(statements: Sequence[FundsStatement], day: dt.date) -> bool:
    """What was said last of the day, in the order of recording; there is money until it is said."""
    said = [s for s in statements if s.since <= day]
    latest = max((s.since for s in said), default=None)
    return next((s.available for s in reversed(said) if s.since == latest), True)
