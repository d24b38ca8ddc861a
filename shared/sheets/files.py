"""A CSV or workbook that somebody sends as rows of cells, a row at a time."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from shared.problems import InvalidInput
from shared.sheets.tables import Headings, Sheet, Unreadable
from shared.sheets.workbook import sheets

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SNIFFED = 4096
MOST_LINES = 50
"""Of one row: a quotation mark that closes later was never meant to open."""


def sheets_of(file: BinaryIO, headings: Headings) -> Iterator[Sheet]:
    """The file's sheets, a CSV being one; InvalidInput where it is neither CSV nor a workbook.

    Numbers and dates of a workbook come as such; everything in a CSV is text.
    """
    start = file.read(len(_ZIP))
    file.seek(0)
    if start == _OLE:
        raise InvalidInput("an old or locked workbook: save it as XLSX without a password")
    return (
        sheets(file)
        if start == _ZIP
        else iter([Sheet("", _csv(file, start, headings), separated=True)])
    )


def _windows(error: UnicodeError) -> tuple[str, int]:
    """What is not UTF-8 is read by the Windows code page that Excel saves by."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    strange = error.object[error.start : error.end]
    return strange.decode("cp1252", errors="replace"), error.end


codecs.register_error("windows", _windows)


def _csv(
    file: BinaryIO, start: bytes, headings: Headings
) -> Iterator[Sequence[object] | Unreadable]:
    """UTF-8, with or without its mark, the Windows code page or both by turns, or UTF-16."""
    encoding = "utf-16" if start.startswith(_UTF_16) else "utf-8-sig"
    text = io.TextIOWrapper(file, encoding, errors="windows", newline="")
    try:
        first = text.read(_SNIFFED)
        text.seek(0)
        yield from _rows(_Lines(text), max(",;\t|", key=first.count), headings)
    finally:
        if not file.closed:
            text.detach()


class _Lines(Iterator[str]):
    """The lines of a text, and those that the present row has taken."""

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self.cut = False
        """Whether the present row went on where there was no line left for it."""

    def __next__(self) -> str:
        if len(self._taken) < MOST_LINES:
            line = self._again.popleft() if self._again else next(self._text, None)
            if line is not None:
                self._taken.append(line)
                return line
        self.cut = bool(self._taken)
        raise StopIteration

    def begin_row(self) -> None:
        self._taken, self.cut = [], False

    @property
    def several(self) -> bool:
        """Whether the present row stands in several lines."""
        return len(self._taken) > 1

    def read_again(self) -> None:
        """Give back all lines of the present row but its first."""
        self._again.extendleft(reversed(self._taken[1:]))


def _rows(
    lines: _Lines, delimiter: str, headings: Headings
) -> Iterator[Sequence[object] | Unreadable]:
    """Each row; where a quotation mark swallows others, it is named and they are read.

    So it is where a row goes on to the end or too far, or over several lines to another width.
    """
    reader, width = csv.reader(lines, delimiter=delimiter), 0
    while True:
        lines.begin_row()
        try:
            row = next(reader, None)
            broken = ""
        except csv.Error as error:
            row, broken = [], str(error)
        if row is None:
            return
        if lines.cut or (lines.several and width and len(row) != width):
            broken = "a quotation mark opens that does not close"
        if broken:
            lines.read_again()
            reader = csv.reader(lines, delimiter=delimiter)
            yield Unreadable(broken)
            continue
        if not width and headings.are_in(row):
            width = len(row)
        yield row
