"""The case as it stands: its row with its history, opened to be read or to be worked on."""

from services.grants.record.case import CaseRecord, read_case, show_case
from services.grants.record.opened import (
    OpenRecord,
    begin_case,
    note_told,
    open_case,
    open_to_determine,
)

__all__ = [
    "CaseRecord",
    "OpenRecord",
    "begin_case",
    "note_told",
    "open_case",
    "open_to_determine",
    "read_case",
    "show_case",
]
