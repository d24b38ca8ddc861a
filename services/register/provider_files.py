"""A provider's CSV or workbook as rows of cells, a row at a time."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

import python_calamine

from shared.problems import InvalidInput

if TYPE_CHECKING:
    from _csv import Reader

_ZIP = b"PK\x03\x04"
_SNIFFED = 4096


def rows(file: BinaryIO) -> Iterator[Sequence[object]]:
    """The rows of the file's first sheet; InvalidInput where it is neither CSV nor a workbook.

    Numbers and dates of a workbook come as such; everything in a CSV is text.
    """
    start = file.read(len(_ZIP))
    file.seek(0)
    return _workbook(file) if start == _ZIP else _csv(file)


def _workbook(file: BinaryIO) -> Iterator[Sequence[object]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(file)
    except python_calamine.CalamineError as error:
        raise InvalidInput(f"the workbook cannot be read: {error}") from error
    return iter(book.get_sheet_by_index(0).iter_rows())


def _csv(file: BinaryIO) -> Iterator[Sequence[object]]:
    """UTF-8, with or without its mark, else the Windows code page that Excel saves by."""
    sample = file.read()
    try:
        text = sample.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = sample.decode("cp1252", errors="replace")
    first = text[:_SNIFFED]
    delimiter = max(",;\t|", key=first.count)
    return _lines(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _lines(reader: "Reader") -> Iterator[Sequence[object]]:
    try:
        yield from reader
    except csv.Error as error:
        raise InvalidInput(
            f"the file cannot be read after line {reader.line_num}: {error}"
        ) from error
