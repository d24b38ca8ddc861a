"""An XLSX workbook, a row at a time: what it holds in memory stays small, whatever it holds packed.

A workbook of a few kilobytes can unpack to gigabytes, and one cell at the far corner of a sheet makes
a table of billions. So nothing is unpacked whole, and gaps are counted, not filled.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import IO, BinaryIO, NamedTuple, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from shared.packed import DAMAGED, LOCKED, PLAIN
from shared.problems import InvalidInput
from shared.sheets.tables import Sheet
from shared.xml import Prolog

MOST_ROWS, MOST_COLUMNS = 1_048_576, 1_000
"""Of a sheet. The first is the spreadsheets' own; cells further to the right are passed over."""
MOST_STRINGS = 2_000_000
"""Different texts in a workbook."""
MOST_UNPACKED, MOST_TEXT, MOST_HELD = 2**30, 2**26, 2**22
"""Bytes: of a sheet, of the workbook's texts, and of one row or text."""

_CHUNK = 2**16
_BROKEN = "#VALUE!"
"""In place of a cell that points nowhere, as the spreadsheets show it."""
_DATED = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Number formats that show dates and times, without a format code of their own."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a format code that say nothing of what it shows."""
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - as written
_DAYS = range(1, 2_958_466)
"""Serial days up to the end of 9999."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class _Reading(NamedTuple):
    """What the cells of a workbook refer to."""

    strings: Sequence[str]
    dated: frozenset[str]
    """Styles that show a number as a date."""
    epoch: datetime


def sheets(file: BinaryIO) -> Iterator[Sheet]:
    """The workbook's sheets in order, each to be read before the next; InvalidInput where it is none.

    Numbers, flags and dates come as such, what else there is as text.
    """
    with _understood():
        yield from _sheets(zipfile.ZipFile(file))


@contextmanager
def _understood() -> Iterator[None]:
    """What is wrong with a workbook is the sender's to mend."""
    try:
        yield
    except (*DAMAGED, ParseError) as error:
        raise InvalidInput("the workbook cannot be read: save it anew, and send that") from error
    except LOCKED as error:
        raise InvalidInput("the workbook is locked or packed in a way of its own") from error


def _sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    parts = {
        one.get("Id"): (str(one.get("Type")).rpartition("/")[2], _path(str(one.get("Target"))))
        for one in _each(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    kinds = dict(parts.values())
    reading = _Reading(
        strings=list(_strings(archive, kinds.get("sharedStrings"))),
        dated=frozenset(_dated(archive, kinds.get("styles"))),
        epoch=_epoch(archive),
    )
    for sheet in list(_each(archive, "xl/workbook.xml", "sheet", keep=True)):
        kind, path = parts[sheet.get(_RELATION) or sheet.get(_STRICT_RELATION)]
        if kind == "worksheet":
            yield Sheet(str(sheet.get("name")), _rows(archive, path, reading))


def _path(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _each(
    archive: zipfile.ZipFile, path: str, tag: str, *, most: int = MOST_HELD, keep: bool = False
) -> Iterator[Element]:
    """Every element of that name as it ends, then emptied unless it is to be kept."""
    parser: XMLPullParser[Element] = XMLPullParser(("end",))
    ending, unpacked, held = f"}}{tag}", 0, 0
    prolog = Prolog()
    with _understood(), _opened(archive, path) as part:
        for chunk in _chunks(part):
            unpacked, held = unpacked + len(chunk), held + len(chunk)
            if unpacked > most or held > MOST_HELD:
                raise InvalidInput(
                    "the workbook unpacks to more than a list can hold:"
                    " send the list alone, or as CSV"
                )
            prolog.look_at(chunk)
            parser.feed(chunk)
            for _, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                if element.tag.endswith(ending):
                    yield element
                    if not keep:
                        element.clear()
                        held = 0
        parser.close()


def _opened(archive: zipfile.ZipFile, path: str) -> IO[bytes]:
    """A part of the workbook, where it is packed as spreadsheets pack."""
    if archive.getinfo(path).compress_type not in PLAIN:
        raise NotImplementedError
    return archive.open(path)


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    while chunk := part.read(_CHUNK):
        yield chunk


def _strings(archive: zipfile.ZipFile, path: str | None) -> Iterator[str]:
    """Texts that cells refer to by number."""
    if path is None:
        return
    for number, text in enumerate(_each(archive, path, "si", most=MOST_TEXT)):
        if number == MOST_STRINGS:
            raise InvalidInput(f"the workbook has more than {MOST_STRINGS:,} different texts")
        yield _text(text)


def _text(element: Element) -> str:
    """Runs of text joined; not how they are pronounced."""
    runs = [run for part in element if not part.tag.endswith("}rPh") for run in part.iter()]
    return "".join(run.text or "" for run in runs if run.tag.endswith("}t"))


def _dated(archive: zipfile.ZipFile, path: str | None) -> Iterator[str]:
    """Numbers of the styles that show dates."""
    if path is None:
        return
    codes = {
        one.get("numFmtId"): _NOT_SHOWN.sub("", str(one.get("formatCode"))).lower()
        for one in _each(archive, path, "numFmt")
    }
    dated = {str(number) for number in _DATED}
    dated |= {str(at) for at, code in codes.items() if set(code) & set("dmyhs")}
    dated -= {str(at) for at, code in codes.items() if not set(code) & set("dmyhs")}
    for styles in _each(archive, path, "cellXfs"):
        yield from (str(n) for n, style in enumerate(styles) if style.get("numFmtId") in dated)


def _epoch(archive: zipfile.ZipFile) -> datetime:
    settings = next(_each(archive, "xl/workbook.xml", "workbookPr"), None)
    from_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    return _EPOCHS[from_1904]


def _rows(archive: zipfile.ZipFile, path: str, reading: _Reading) -> Iterator[Sequence[object]]:
    expected = 1
    for row in _each(archive, path, "row", most=MOST_UNPACKED):
        said = row.get("r", "")
        number = int(said) if said.isdecimal() else expected
        if not expected <= number <= MOST_ROWS:
            raise InvalidInput(f"the workbook cannot be read: row {number} is out of place")
        for _ in range(expected, number):
            yield ()
        yield _cells(row, reading)
        expected = number + 1


def _cells(row: Element, reading: _Reading) -> list[object]:
    cells: list[object] = []
    for cell in row:
        place = cell.get("r")
        column = len(cells) if place is None else _column(place.rstrip("0123456789"))
        if column < MOST_COLUMNS:
            if column > len(cells):
                cells.extend([None] * (column - len(cells)))
            cells[column:] = [_value(cell, reading)]
    return cells


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    """From 0: A, B ... Z, AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, reading: _Reading) -> object:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_text(part) for part in cell if part.tag.endswith("}is"))
    text = next((part.text for part in cell if part.tag.endswith("}v")), None)
    if text is None:
        return None
    try:
        if kind == "s":
            return reading.strings[int(text)]
        if kind == "b":
            return text == "1"
        if kind == "d":
            return datetime.fromisoformat(text)
        if kind == "n":
            return _number(float(text), cell.get("s"), reading)
    except (ValueError, IndexError):
        return _BROKEN
    return text


def _number(number: float, style: str | None, reading: _Reading) -> float | datetime:
    if style in reading.dated and _DAYS.start <= number < _DAYS.stop:
        return reading.epoch + timedelta(days=number)
    return number
