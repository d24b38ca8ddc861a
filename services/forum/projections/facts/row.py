"""A row of `cases`, as events fill it."""

from collections.abc import Callable
from typing import Any

from shared.money import NIL

Row = dict[str, Any]
"""A row by column."""

Teller = Callable[[Any, Row], Row]
"""Takes an event and the row as it was, and gives the columns that change. It reads no column that
another publisher fills, and changes no list."""

NOTHING_YET: Row = {
    **{name: [] for name in ("pauses", "needs", "recommended_works", "awards", "works")},
    "refusal_reasons": [],
    "deadlines": {},
    "overdue_invoices": 0,
    **dict.fromkeys(("minor_works_ordered", "minor_works_cost", "repayment_demanded"), NIL),
    **dict.fromkeys(("contribution_received", "contribution_refunded", "paid", "recovered"), NIL),
}
"""Columns that are never null, as they are before anything is told."""
