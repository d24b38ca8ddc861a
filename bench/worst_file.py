"""A provider's worst file, made by chance from a seed, and what the register has to make of it.

Units are mixed, cells are blank, wrong or broken, rows stand twice, dates come in every form, and
headings, titles and empty rows stand where they should not. The maker knows of each row whether it
can be used, which cells have to be named and what the others measure.
"""

import csv
import io
import json
import random
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

EPOCH = date(1899, 12, 30)
BLANKS = ("", "", "", "-", "n/a", "not known", "Unknown", "TBC", "  ")
WRONG = ("wide", "see survey", "12-ish", "#REF!", "#N/A", "=B7*10", "9" * 60, "?!")
TOO_LONG = "x" * 5_000
IMPERIAL = 0.2
FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
TITLES = (["Severn Homes: stock for the register"], [], ["Printed 3 May 2026", "", "Page 1"])
COMMENTS = "Comments"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, what it measures (None: nothing) and whether it has to be named."""

    written: object
    answer: object = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """What has to come of one row."""

    row: int
    uprn: str | None
    refused: bool
    surveyed_on: date | None = None
    answers: dict[str, object] = field(default_factory=dict)
    """By place in the survey, for rows that are taken."""
    named: frozenset[str] = frozenset()
    """Headings of the cells that say nothing that can be used."""


class Report(NamedTuple):
    """What was told of one row: why it was refused, and the cells that could not be used."""

    refused: str | None
    named: frozenset[str]


Maker = Callable[[random.Random], Cell]


def _length(low: int, high: int, choose: random.Random) -> Cell:
    """A length in any unit, exactly so many mm."""
    mm = choose.randrange(low, high, 10)
    feet, inches = choose.randint(2, 3), choose.randint(0, 11)
    imperial = (feet * 12 + inches) * 254 // 10
    if low <= imperial < high and choose.random() < IMPERIAL:
        written = choose.choice((f"{feet}' {inches}\"", f"{feet}ft {inches}in", f"{feet}'{inches}"))
        return Cell(written, imperial)
    forms = (mm, str(mm), f"{mm}.0", f"{mm}mm", f"{mm / 10:.1f} cm", f"{mm / 1000:.2f} M")
    return Cell(choose.choice(forms), mm)


def _doubtful(low: int, high: int, choose: random.Random) -> Cell:
    """The same, or a number whose unit only its size tells."""
    mm = choose.randrange(low, high, 10)
    bare = choose.choice((Cell(mm // 10, mm), Cell(f"{mm / 1000:.2f}", mm)))
    return bare if choose.random() < 0.3 else _length(low, high, choose)


def _small(choose: random.Random) -> Cell:
    n = choose.randint(0, 5)
    return choose.choice((Cell(n, n), Cell(str(n), n), Cell(f"{n}.0", n)))


def _flag(choose: random.Random) -> Cell:
    yes = choose.random() < 0.5
    words = ("Yes", "Y", "true", True, 1, "x") if yes else ("No", "n", "FALSE", False, 0)
    return Cell(choose.choice(words), yes)


def _space(choose: random.Random) -> Cell:
    one, other = choose.randrange(1200, 2000, 10), choose.randrange(1200, 2000, 10)
    forms = (
        f"{one} x {other}",
        f"{one}mm by {other}mm",
        f"{one / 1000:.2f}m × {other / 10:.0f} cm",
    )
    return Cell(choose.choice(forms), [one, other])


def _rooms(choose: random.Random) -> Cell:
    rooms = choose.sample(["bedroom", "bathroom", "wc", "kitchen", "living_room"], 3)
    spelled = [room.replace("_", " ").title() for room in rooms]
    return Cell(choose.choice((", ", " / ", " & ", ";")).join(spelled), sorted(rooms))


def _of(words: dict[str, tuple[object, ...]], choose: random.Random) -> Cell:
    code = choose.choice(list(words))
    return Cell(choose.choice(words[code]), code)


def _text(choose: random.Random) -> Cell:
    text = choose.choice(
        ("GL1 1AA", "Café Yard £5, “rear”", "Garden flat", "Bay 7; permit", "Øst 2")
    )
    return Cell(text, text)


def _postcode(choose: random.Random) -> Cell:
    written = choose.choice(("GL1 1AA", "gl1 1aa", "GL11AA", "Garden flat"))
    return Cell(written, named=True) if written == "Garden flat" else Cell(written, "GL1 1AA")


DOOR = partial(_length, 700, 1000)
ENTRY = {"ground": ("Ground floor", "G", 0), "upper": ("First floor", 2), "basement": ("Basement",)}
LANDLORD = {"council": ("LA", "Council"), "housing_association": ("RP", "Housing Association")}
STAIR = {"straight": ("Straight",), "curved": ("winder", "Curved")}
COLUMNS: tuple[tuple[str, str, Maker], ...] = (
    ("postcode", "Post Code", _postcode),
    ("landlord.kind", "Landlord type", partial(_of, LANDLORD)),
    ("bedrooms", "No. of bedrooms", _small),
    ("bed_spaces", "Bed spaces", _small),
    ("communal_lifts", "LIFTS", _small),
    ("entry_level", "Entry level", partial(_of, ENTRY)),
    ("communal_entrance.steps", "Communal steps", _small),
    ("communal_entrance.door_width", "Communal door width (mm)", DOOR),
    ("property_entrance.steps", "Steps to front door", _small),
    ("property_entrance.door_width", "Front door width", partial(_doubtful, 700, 1000)),
    ("property_entrance.threshold", "Threshold", partial(_length, 10, 200)),
    ("property_entrance.ramp.rise", "Ramp rise", partial(_length, 100, 500)),
    ("property_entrance.ramp.run", "Ramp run", partial(_length, 1000, 9000)),
    ("property_entrance.ramp.top_platform", "Ramp platform", _flag),
    ("second_exit.door_width", "Back door width", DOOR),
    ("second_exit.street_access", "Back door to street", _flag),
    ("internal.steps", "Internal steps", _small),
    ("internal.stairs.shape", "Stair shape", partial(_of, STAIR)),
    ("internal.stairs.width", "Stair width", DOOR),
    ("internal.rooms_on_access_level", "Rooms on access level", _rooms),
    ("hall.head_on_width", "Hall width (head on)", partial(_length, 800, 1500)),
    ("hall.turning_width", "Hall width turning", partial(_length, 800, 1500)),
    ("door_widths.bedroom", "Bedroom door", DOOR),
    ("door_widths.bathroom", "Bathroom door width", DOOR),
    ("door_widths.wc", "WC door", DOOR),
    ("door_widths.living_room", "Lounge door width", DOOR),
    ("door_widths.kitchen", "Kitchen-door", DOOR),
    ("kitchen.turning", "Kitchen turning space", _space),
    ("bathroom.level_access_shower", "Level access shower", _flag),
    ("bathroom.turning", "Bathroom turning", _space),
    ("bathroom.wc_side_space", "Side transfer", partial(_length, 300, 1500)),
    ("separate_wc.length", "Separate WC length", partial(_length, 1400, 2500)),
    ("separate_wc.width", "Separate WC width", partial(_length, 900, 2000)),
    ("separate_wc.on_access_level", "Separate WC on access level", _flag),
    ("wheelchair_storage.length", "Wheelchair-storage LENGTH", partial(_length, 900, 2000)),
    ("stairlift", "Stair-lift", _flag),
    ("ceiling_track_hoist", "Hoist", _flag),
    ("parking", "Parking", _text),
)
TEXTS = {"postcode", "parking"}
HEADINGS = ["UPRN", "Date of survey", *(heading for _, heading, _ in COLUMNS), COMMENTS, ""]


class WorstFile:
    """A file of so many rows; after it was written, `expected` tells what has to come of them."""

    def __init__(
        self, rows: int, *, first_uprn: int = 100_700_000_000, seed: int = 2026, comment: int = 60
    ) -> None:
        self._rows, self._first_uprn, self._comment = rows, first_uprn, comment
        self._choose = random.Random(seed)
        self._latest: dict[str, tuple[date, int]] = {}
        """Of each home: when it was last surveyed (without a day: today), and what is expected."""
        self.expected: list[Expected] = []
        self.uprns: list[str] = []

    def csv(self, path: Path) -> None:
        """UTF-8 with its mark, but every seventh line as the Windows code page has it."""
        with path.open("wb") as file:
            file.write(b"\xef\xbb\xbf")
            for number, cells in enumerate(self._lines(csv=True)):
                line = io.StringIO()
                csv.writer(line).writerow([_shown(cell) for cell in cells])
                code = "cp1252" if number % 7 == 6 else "utf-8"
                file.write(line.getvalue().encode(code, errors="replace"))

    def xlsx(self, path: Path) -> None:
        """A cover sheet, the homes with their dates as dates and numbers as numbers, and another."""
        _write_workbook(path, self._lines(csv=False))

    def _lines(self, *, csv: bool) -> Iterator[Sequence[object]]:
        yield from TITLES
        yield HEADINGS
        number = len(TITLES) + 1
        for _ in range(self._rows):
            number += 1
            chance = self._choose.random()
            if chance < 0.004:
                yield [""] * self._choose.randint(0, len(HEADINGS))
                continue
            if chance < 0.006:
                self.expected.append(Expected(number, None, refused=True))
                yield HEADINGS
                continue
            yield self._home(number, csv=csv)

    def _home(self, number: int, *, csv: bool) -> Sequence[object]:
        choose = self._choose
        written, uprn = self._uprn()
        day = date(2024, 1, 1) + timedelta(days=choose.randrange(700))
        dated = self._dated(day, csv=csv)
        cells = [self._cell(at, make) for at, _, make in COLUMNS]
        answers = {
            at: cell.answer
            for (at, _, _), cell in zip(COLUMNS, cells, strict=True)
            if cell.answer is not None
        }
        named = {
            heading for (_, heading, _), cell in zip(COLUMNS, cells, strict=True) if cell.named
        } | ({"Date of survey"} if dated.named else set())
        line = [written, dated.written, *(c.written for c in cells), self._remark(), ""]
        shifted = csv and choose.random() < 0.002
        on = day if dated.answer else None
        taken = uprn is not None and not shifted and self._is_latest(uprn, on or date.max)
        answers.setdefault("landlord.kind", "housing_association")
        self.expected.append(
            Expected(number, uprn, False, on, answers, frozenset(named))
            if taken
            else Expected(number, uprn, refused=True)
        )
        return [*line, "a comma, in a cell without quotation marks"] if shifted else line

    def _is_latest(self, uprn: str, on: date) -> bool:
        """Whether the row is the home's latest survey so far; an earlier row then counts no more."""
        known = self._latest.get(uprn)
        if known is None:
            self.uprns.append(uprn)
        elif known[0] > on:
            return False
        else:
            earlier = self.expected[known[1]]
            self.expected[known[1]] = Expected(earlier.row, uprn, refused=True)
        self._latest[uprn] = on, len(self.expected)
        return True

    def _uprn(self) -> tuple[object, str | None]:
        choose = self._choose
        chance = choose.random()
        if chance < 0.01:
            wrong = ("", "ABC123", "1.00121E+11", "1234567890123", "#N/A", "000", "not known")
            return choose.choice(wrong), None
        again = chance < 0.03 and self.uprns
        number = (
            choose.choice(self.uprns) if again else str(self._first_uprn + len(self.expected) + 1)
        )
        forms = (
            number,
            number,
            number,
            int(number),
            f" {number} ",
            f"0{number}"[-12:],
            f"{number}.0",
        )
        return choose.choice((*forms, f'="{number}"')), number

    def _dated(self, day: date, *, csv: bool) -> Cell:
        choose = self._choose
        chance = choose.random()
        if chance < 0.1:
            return Cell(choose.choice(BLANKS))
        if chance < 0.12:
            return Cell(choose.choice(("spring 2024", "31/02/2024", "#VALUE!")), named=True)
        serial = (day - EPOCH).days
        form = choose.choice(FORMS)
        shown = day.strftime(form)
        return Cell(choose.choice((shown, shown, serial, str(serial) if csv else day)), day)

    def _cell(self, at: str, make: Maker) -> Cell:
        chance = self._choose.random()
        if chance < 0.15:
            return Cell(self._choose.choice(BLANKS))
        if chance < 0.1501:
            return Cell(TOO_LONG[: self._choose.choice((1_001, 5_000))], named=True)
        if chance < 0.17:
            wrong = [w for w in WRONG if at not in TEXTS or w[0] in "#="]
            return Cell(self._choose.choice(wrong), named=True)
        return make(self._choose)

    def _remark(self) -> str:
        """Text that does not pack well, in a column that the register does not know."""
        return f"{self._choose.getrandbits(self._comment * 4):x}"


def _shown(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def found(
    sql: Callable[..., Iterable[Mapping[str, Any]]], load_id: str, provider: str
) -> tuple[dict[int, Report], dict[str, dict[str, Any]]]:
    """What was told of each row of a load, and the surveys of a provider's homes by UPRN."""
    rows = sql(
        "SELECT row, refused, remarks FROM register.loaded_rows WHERE load_id = $1",
        uuid.UUID(load_id),
    )
    homes = sql("SELECT uprn, survey FROM register.homes WHERE provider_id = $1", provider)
    return (
        {row["row"]: Report(row["refused"], _named(row["remarks"])) for row in rows},
        {home["uprn"]: _as_sent(json.loads(home["survey"]), provider) for home in homes},
    )


def _as_sent(survey: dict[str, Any], provider: str) -> dict[str, Any]:
    """Without the name of the landlord that was filled from the sender."""
    landlord = survey["landlord"]
    named = {} if landlord.get("name") == provider else {"name": landlord.get("name")}
    return {
        **survey,
        "landlord": {"kind": landlord["kind"], **{k: v for k, v in named.items() if v}},
    }


def _named(remarks: str) -> frozenset[str]:
    return frozenset(one["column"] for one in json.loads(remarks) if not one["taken"])


def differences(
    expected: Iterable[Expected],
    reports: Mapping[int, Report],
    homes: Mapping[str, Mapping[str, Any]],
) -> Iterator[str]:
    """Where what came of the rows, and the surveys of the homes by UPRN, are not as expected."""
    rows = {one.row: one for one in expected}
    yield from (f"row {row}: only told or only written" for row in rows.keys() ^ reports.keys())
    taken = {one.uprn for one in rows.values() if not one.refused}
    yield from (f"home {uprn}: only kept or only written" for uprn in taken ^ homes.keys())
    for row in rows.keys() & reports.keys():
        wanted, report = rows[row], reports[row]
        if wanted.refused != bool(report.refused):
            yield f"row {row}: refused {report.refused}, should be {wanted.refused}"
        elif not wanted.refused:
            if report.named != wanted.named:
                yield f"row {row}: named {report.named}, should be {wanted.named}"
            kept = dict(_leaves(homes.get(wanted.uprn or "", {})))
            if kept != {"uprn": wanted.uprn, **wanted.answers}:
                yield f"row {row}: kept {kept}, should be {wanted.answers}"


def _leaves(survey: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in survey.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


# A workbook, written a row at a time.

_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
_KIND = f"{_OFFICE}/officeDocument/2006/relationships"
_SHEETS = ("Read me", "Stock", "Garages")
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship '
    f'Id="r1" Target="xl/workbook.xml" Type="{_KIND}/officeDocument"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_KIND}"><sheets>'
    + "".join(f'<sheet name="{s}" sheetId="{n}" r:id="r{n}"/>' for n, s in enumerate(_SHEETS, 1))
    + "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml" Type="{_KIND}/worksheet"/>'
        for n in range(1, len(_SHEETS) + 1)
    )
    + f'<Relationship Id="r9" Target="sharedStrings.xml" Type="{_KIND}/sharedStrings"/>'
    + f'<Relationship Id="r8" Target="styles.xml" Type="{_KIND}/styles"/></Relationships>',
    "xl/styles.xml": f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="[$-809]dd\\ mmmm\\ yyyy;@"/></numFmts><cellXfs count="3"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>",
    "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData><row><c><v>1</v></c></row>"
    "</sheetData></worksheet>",
    "xl/worksheets/sheet3.xml": f'<worksheet {_MAIN}><sheetData><row r="1"><c r="A1" '
    't="inlineStr"><is><t>Garage</t></is></c></row></sheetData></worksheet>',
}


def _write_workbook(path: Path, lines: Iterable[Sequence[object]]) -> None:
    strings: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in _PARTS.items():
            book.writestr(name, text)
        with book.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {_MAIN}><sheetData>".encode())
            for number, line in enumerate(lines, 1):
                sheet.write(_row(number, line, strings).encode())
            # One forgotten cell at the very end of the sheet, and cells made one.
            sheet.write(b'<row r="1048576"><c r="A1048576" t="str"><v> </v></c></row></sheetData>')
            sheet.write(b'<mergeCells><mergeCell ref="A1:F1"/></mergeCells></worksheet>')
        with book.open("xl/sharedStrings.xml", "w") as shared:
            shared.write(f"<sst {_MAIN}>".encode())
            for text in strings:
                shared.write(f'<si><t xml:space="preserve">{escape(text)}</t></si>'.encode())
            shared.write(b"</sst>")


def _row(number: int, line: Sequence[object], strings: dict[str, int]) -> str:
    cells = "".join(
        _cell(f"{_letters(n)}{number}", cell, strings) for n, cell in enumerate(line) if cell != ""
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(at: str, cell: object, strings: dict[str, int]) -> str:
    """As Excel writes it: words once for all cells, but long ones here in place."""
    if isinstance(cell, bool):
        return f'<c r="{at}" t="b"><v>{cell:d}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{at}" s="{1 + cell.day % 2}"><v>{(cell - EPOCH).days}</v></c>'
    if isinstance(cell, int):
        return f'<c r="{at}"><v>{cell}</v></c>'
    text = str(cell)
    if text.startswith("#"):
        return f'<c r="{at}" t="e"><f>A1/0</f><v>{text}</v></c>'
    if len(text) > 40:
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    return f'<c r="{at}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'


def _letters(column: int) -> str:
    """A, B ... Z, AA: there are fewer than 702 of them."""
    first, last = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
