"""Sheets that somebody sends to a service: kept as they came, taken in row by row, reported on.

A service has its own columns, its own rules for a row, and its own words for what came of it.
"""

from shared.taking_in.commands import finish_sheet, keep_sheet, note_rows, reported
from shared.taking_in.tables import SentPiece, SentRow, SentSheet, Sheets

__all__ = [
    "SentPiece",
    "SentRow",
    "SentSheet",
    "Sheets",
    "finish_sheet",
    "keep_sheet",
    "note_rows",
    "reported",
]
