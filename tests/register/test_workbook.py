"""Workbooks: dates, errors, several sheets, and those that are made to fill the memory."""

import datetime as dt
import io
import tracemalloc
import zipfile

import pytest

from shared.problems import InvalidInput
from shared.sheets import workbook
from shared.sheets.workbook import sheets

OFFICE = "http://schemas.openxmlformats.org"
MAIN = f'xmlns="{OFFICE}/spreadsheetml/2006/main"'
KIND = f"{OFFICE}/officeDocument/2006/relationships"
TEXTS = "xl/sharedStrings.xml"
FIRST = "xl/worksheets/sheet1.xml"
MB = 2**20


def sheet(rows):
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def texts(items):
    return f"<sst {MAIN}>{items}</sst>"


def book(rows="", *others, **parts):
    """A workbook of one sheet or more, whose parts can be replaced."""
    bodies = [rows, *others]
    numbers = range(1, len(bodies) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml" Type="{KIND}/worksheet"/>'
        for n in numbers
    )
    contents = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{KIND}">{parts.get("settings", "")}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
        f'{related}<Relationship Id="t" Target="/{TEXTS}" Type="{KIND}/sharedStrings"/>'
        f'<Relationship Id="s" Target="styles.xml" Type="{KIND}/styles"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" '
        'formatCode="[$-809]dd\\ mmm;@"/><numFmt numFmtId="165" formatCode="0.0&quot;days&quot;"/>'
        '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
        TEXTS: texts(parts.get("items", "")),
        **{f"xl/worksheets/sheet{n}.xml": sheet(b) for n, b in zip(numbers, bodies, strict=True)},
        **parts.get("instead", {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in contents.items():
            archive.writestr(name, part)
    file.seek(0)
    return file


def rows(file):
    """The rows of the first sheet."""
    return [list(row) for row in next(sheets(file)).rows]


def cell(inner, kind="n", style="0"):
    return f'<row><c t="{kind}" s="{style}">{inner}</c></row>'


@pytest.mark.parametrize(
    "inner, kind, value",
    [
        ("<v>77.5</v>", "n", 77.5),
        ("<v>1.00120000001E11</v>", "n", 100120000001),
        ("<v>1</v>", "b", True),
        ("<f>A1/0</f><v>#DIV/0!</v>", "e", "#DIV/0!"),
        ("<f>A1&amp;B1</f><v>GL1</v>", "str", "GL1"),
        ("<is><t>GL1</t></is>", "inlineStr", "GL1"),
        ("<is><r><t>GL</t></r><r><t>1</t></r><rPh><t>x</t></rPh></is>", "inlineStr", "GL1"),
        ("<v>2026-05-01T09:30:00</v>", "d", dt.datetime.fromisoformat("2026-05-01T09:30")),
        ("<v>1</v>", "s", "second"),
        ("<v>2</v>", "s", "#VALUE!"),
        ("<v>two</v>", "n", "#VALUE!"),
        ("<f>A1</f>", "n", None),
    ],
)
def test_a_cell_comes_as_what_it_is(inner, kind, value):
    items = "<si><t>first</t></si><si><t>second</t></si>"
    assert rows(book(cell(inner, kind), items=items)) == [[value]]


@pytest.mark.parametrize("style, dated", [("0", False), ("1", True), ("2", True), ("3", False)])
def test_a_number_is_a_date_where_it_is_shown_as_one(style, dated):
    day = dt.datetime.fromisoformat("2026-05-01")
    assert rows(book(cell("<v>46143</v>", style=style))) == [[day if dated else 46143]]


def test_a_workbook_may_count_its_days_from_1904():
    file = book(cell("<v>44681</v>", style="1"), settings='<workbookPr date1904="1"/>')
    assert rows(file) == [[dt.datetime.fromisoformat("2026-05-01")]]


def test_a_date_out_of_the_calendar_stays_a_number():
    assert rows(book(cell("<v>99999999</v>", style="1"))) == [[99999999]]


def test_cells_and_rows_stand_where_they_say():
    file = book('<row r="2"><c r="C2"><v>1</v></c><c><v>2</v></c></row><row r="4"/>')
    assert rows(file) == [[], [None, None, 1, 2], [], []]


def test_every_sheet_is_told():
    file = book(cell("<v>1</v>"), cell("<v>2</v>"))
    assert [(s.name, list(s.rows)) for s in sheets(file)] == [("S1", [[1]]), ("S2", [[2]])]


def test_one_cell_in_the_far_corner_takes_no_memory():
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    [sheet] = sheets(book(far))
    assert sum(1 for _ in sheet.rows) == 1_048_576


def test_a_long_sheet_is_held_a_row_at_a_time():
    file = book(cell("<v>1</v>") * 60_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in next(sheets(file)).rows) == 60_000
        assert tracemalloc.get_traced_memory()[1] < 20 * MB
    finally:
        tracemalloc.stop()


PACKED = {
    "a row without end": {FIRST: sheet("<row>" + "<c/>" * (20 * MB // 4) + "</row>")},
    "a cell without end": {FIRST: sheet(cell(f"<is><t>{'x' * 50 * MB}</t></is>", "inlineStr"))},
    "texts without end": {TEXTS: texts(f"<si><t>{'x' * 1_000}</t></si>" * (70_000))},
    "a text without end": {TEXTS: texts(f"<si><t>{'x' * 50 * MB}</t></si>")},
    "no rows at all": {FIRST: sheet("<x/>" * (20 * MB // 4))},
    "words that stand for words": {
        FIRST: '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {n} "{f"&{a};" * 10}">' for a, n in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "]>"
        + sheet(cell("<v>&i;</v>", "str"))
    },
}


@pytest.mark.parametrize("instead", PACKED.values(), ids=PACKED)
def test_a_small_file_that_unpacks_to_a_large_one_is_refused_in_little_memory(instead):
    file = book(instead=instead)
    assert len(file.getvalue()) < MB
    tracemalloc.start()
    try:
        with pytest.raises(InvalidInput):
            rows(file)
        assert tracemalloc.get_traced_memory()[1] < 300 * MB
    finally:
        tracemalloc.stop()


def test_a_sheet_has_an_end(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 5 * MB)
    with pytest.raises(InvalidInput):
        rows(book(cell("<v>1</v>") * (6 * MB // 40)))


def test_there_are_so_many_texts_and_no_more(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_STRINGS", 2)
    assert rows(book(items="<si/>" * 2)) == []
    with pytest.raises(InvalidInput):
        rows(book(items="<si/>" * 3))


@pytest.mark.parametrize(
    "rows_of_it",
    ['<row r="2"/><row r="2"/>', '<row r="1048577"/>', '<row r="0"/>', "<row>"],
)
def test_a_sheet_whose_rows_are_out_of_place_is_refused(rows_of_it):
    with pytest.raises(InvalidInput):
        rows(book(rows_of_it))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", FIRST, TEXTS])
def test_a_workbook_with_a_broken_part_is_refused(part):
    with pytest.raises(InvalidInput):
        rows(book(instead={part: "<not"}))


def test_what_is_packed_but_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    for packed in (file, io.BytesIO(b"PK\x03\x04 not packed at all")):
        packed.seek(0)
        with pytest.raises(InvalidInput):
            rows(packed)


ENTITIES = "".join(
    f'<!ENTITY e{n} "{"&e" + str(n - 1) + ";" if n else "x" * 100}'
    + (f"&e{n - 1};" * 9 if n else "")
    + '">'
    for n in range(8)
)


@pytest.mark.parametrize("part", [TEXTS, FIRST, "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize(
    "before",
    ["", '<?xml version="1.0"?>\n<!-- a remark -->\n', "\ufeff"],
    ids=["at once", "later", "mark"],
)
def test_a_document_type_is_taken_in_no_part(part, before):
    """Seventeen kilobytes that unpack to a gigabyte, after every limit on bytes was kept."""
    whole = book(cell("<v>1</v>"))
    with zipfile.ZipFile(whole) as archive:
        body = archive.read(part).decode()
    hostile = f"{before}<!DOCTYPE r [{ENTITIES}]>{body}"
    tracemalloc.start()
    with pytest.raises(InvalidInput, match="document type"):
        rows(book(cell("<v>1</v>"), instead={part: hostile}))
    assert tracemalloc.get_traced_memory()[1] < 5 * MB
    tracemalloc.stop()
