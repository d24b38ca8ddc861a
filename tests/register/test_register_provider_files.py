"""A provider's worst file: everything usable taken, everything else named, nothing half-written."""

import datetime as dt
import io
import zipfile

import pytest

from services.register import provider_files
from services.register.data import provider_headings
from services.register.domain.provider_rows import read_rows
from shared.problems import InvalidInput

UPRN = "100120000001"
MOMENT = dt.datetime.fromisoformat("2026-05-01T09:30")
"""As a workbook gives a date: a moment without a time zone."""


def read(heading, cell, uprn=UPRN):
    (report,) = read_rows([["UPRN", heading], [uprn, cell]], provider_headings())
    return report


def answers(report):
    return report.home.model_dump(mode="json", exclude_unset=True)


@pytest.mark.parametrize(
    "heading, cell, mm",
    [
        ("Front door width", 850, 850),
        ("Front door width", 850.0, 850),
        ("Front door width (mm)", "850", 850),
        ("FRONT DOOR WIDTH (cm)", "85", 850),
        ("Front door width (cm)", "77.45", 774),
        ("Front door width", "85cm", 850),
        ("Front door width", "0.85 m", 850),
        ("Front door width (cm)", "850mm", 850),
        ("Front door width", "2'9\"", 838),
        ("Front door width", '33"', 838),
    ],
)
def test_a_length_is_read_in_the_unit_of_its_cell_or_column(heading, cell, mm):
    """Down to the millimetre: 77.45 cm does not become the 775 that rule 29 asks for."""
    report = read(heading, cell)
    assert answers(report)["property_entrance"] == {"door_width": mm}
    assert report.remarks == []


@pytest.mark.parametrize(
    "cell, mm, remark",
    [("85", 850, "85 was read as cm"), (0.85, 850, "0.85 was read as m")],
)
def test_a_number_that_is_plausible_in_one_other_unit_is_taken_with_a_remark(cell, mm, remark):
    report = read("Front door width", cell)
    assert answers(report)["property_entrance"] == {"door_width": mm}
    assert [(r.says, r.taken) for r in report.remarks] == [(remark, True)]


@pytest.mark.parametrize(
    "heading, cell",
    [
        ("Front door width", "wide"),
        ("Front door width", "9"),
        ("Front door width", "85mm"),
        ("Front door width", "30'"),
        ("Front door width", dt.date(2026, 5, 1)),
        ("Steps", MOMENT),
        ("Steps", "a few"),
        ("Bedrooms", 2.5),
        ("Bedrooms", 400),
        ("Level access shower", "maybe"),
        ("Entry level", "mezzanine"),
        ("Kitchen turning", "1500"),
        ("Rooms on access level", "bedroom, sauna"),
        ("Survey date", "spring"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_its_row_taken_without_it(heading, cell):
    report = read(heading, cell)
    assert answers(report) == {"uprn": UPRN}
    assert [(r.column, r.taken) for r in report.remarks] == [(heading, False)]


@pytest.mark.parametrize("cell", [None, "", "  ", "N/A", "-", "unknown", "TBC"])
def test_a_blank_is_not_recorded(cell):
    report = read("Front door width", cell)
    assert (answers(report), report.remarks) == ({"uprn": UPRN}, [])


@pytest.mark.parametrize(
    "heading, cell, path, value",
    [
        ("Level access shower", "Y", ("bathroom", "level_access_shower"), True),
        ("Level access shower", False, ("bathroom", "level_access_shower"), False),
        ("Kitchen turning", "1700 x 1400", ("kitchen", "turning"), [1700, 1400]),
        ("Kitchen turning (cm)", "170 by 140", ("kitchen", "turning"), [1700, 1400]),
        ("Bathroom turning", "no", ("bathroom", "turning"), None),
        ("Entry level", "Ground floor", ("entry_level",), "ground"),
        ("Entry level", 2, ("entry_level",), "upper"),
        ("Separate WC", "No", ("separate_wc",), None),
        ("Ramp", "no", ("property_entrance", "ramp"), None),
        ("Stairs", "yes", ("internal", "stairs"), {}),
        ("Landlord type", "HA", ("landlord", "kind"), "housing_association"),
        ("Steps", "none", ("property_entrance", "steps"), 0),
    ],
)
def test_words_become_answers(heading, cell, path, value):
    place = answers(read(heading, cell))
    for key in path:
        place = place[key]
    assert place == value


@pytest.mark.parametrize(
    "cell",
    [
        dt.date(2026, 5, 1),
        MOMENT,
        46143,
        46143.0,
        "2026-05-01",
        "01/05/2026",
        "1 May 2026",
    ],
)
def test_a_date_is_read_as_excel_and_people_write_it(cell):
    assert read("Survey date", cell).surveyed_on == dt.date(2026, 5, 1)


@pytest.mark.parametrize("uprn", ["", "ABC", "1.0012E+11", "1234567890123"])
def test_a_row_without_a_usable_uprn_is_refused(uprn):
    report = read("Bedrooms", 2, uprn)
    assert report.home is None
    assert report.refused == "no UPRN that can be used"


def test_a_uprn_that_came_as_a_number_is_the_same_uprn():
    assert read("Bedrooms", 2, 100120000001.0).uprn == UPRN


def test_a_second_row_of_a_home_is_refused_and_the_first_named():
    rows = [["UPRN", "Bedrooms"], [UPRN, 2], ["100120000002", 1], [UPRN, 3]]
    first, other, again = read_rows(rows, provider_headings())
    assert (first.home.bedrooms, other.home.bedrooms) == (2, 1)
    assert again.home is None
    assert again.refused == "the UPRN stands in row 2 already"


def test_what_is_measured_of_a_thing_that_is_not_there_is_named():
    rows = [["UPRN", "Separate WC", "Separate WC length"], [UPRN, "no", 2000]]
    (report,) = read_rows(rows, provider_headings())
    assert answers(report) == {"uprn": UPRN, "separate_wc": None}
    assert [r.column for r in report.remarks] == ["Separate WC length"]
    backwards = [["UPRN", "Separate WC length", "Separate WC"], [UPRN, 2000, "no"]]
    (report,) = read_rows(backwards, provider_headings())
    assert answers(report) == {"uprn": UPRN, "separate_wc": {"length": 2000}}
    assert [r.column for r in report.remarks] == ["Separate WC"]


def test_titles_above_the_headings_and_empty_rows_are_passed_over():
    rows = [
        ["Severn Homes stock"],
        [],
        ["UPRN", "Bedrooms", "Comments"],
        [None, None],
        [UPRN, 2, "x"],
    ]
    (report,) = read_rows(rows, provider_headings())
    assert (report.row, report.home.bedrooms) == (5, 2)


def test_a_file_without_uprns_is_refused():
    with pytest.raises(InvalidInput):
        list(read_rows([["Address", "Bedrooms"], ["1 High St", 2]], provider_headings()))


@pytest.mark.parametrize("text", ["UPRN,Bedrooms\r\n1,2\r\n", "UPRN;Bedrooms\n1;2\n"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_is_read_as_it_was_saved(text, code):
    rows = list(provider_files.rows(io.BytesIO(text.encode(code))))
    assert rows == [["UPRN", "Bedrooms"], ["1", "2"]]


def test_a_broken_workbook_is_refused():
    with pytest.raises(InvalidInput):
        provider_files.rows(io.BytesIO(b"PK\x03\x04 not a workbook"))


OFFICE = "http://schemas.openxmlformats.org"
PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{OFFICE}/package/2006/content-types">
        <Default Extension="xml" ContentType="application/xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{OFFICE}/package/2006/relationships">
        <Relationship Id="r1" Target="xl/workbook.xml"
        Type="{OFFICE}/officeDocument/2006/relationships/officeDocument"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{OFFICE}/spreadsheetml/2006/main"
        xmlns:r="{OFFICE}/officeDocument/2006/relationships"><sheets>
        <sheet name="Stock" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{OFFICE}/package/2006/relationships">
        <Relationship Id="r1" Target="worksheets/sheet1.xml"
        Type="{OFFICE}/officeDocument/2006/relationships/worksheet"/></Relationships>""",
    "xl/styles.xml": f"""<styleSheet xmlns="{OFFICE}/spreadsheetml/2006/main"><cellXfs count="2">
        <xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>""",
    "xl/worksheets/sheet1.xml": f"""<worksheet xmlns="{OFFICE}/spreadsheetml/2006/main"><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>UPRN</t></is></c>
        <c r="B1" t="inlineStr"><is><t>Front door width (cm)</t></is></c>
        <c r="C1" t="inlineStr"><is><t>Survey date</t></is></c></row>
        <row r="2"><c r="A2"><v>100120000001</v></c><c r="B2"><v>77.5</v></c>
        <c r="C2" s="1"><v>46143</v></c></row></sheetData></worksheet>""",
}


def test_a_workbook_gives_numbers_and_dates():
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        for name, part in PARTS.items():
            archive.writestr(name, part)
    book.seek(0)
    (report,) = read_rows(provider_files.rows(book), provider_headings())
    assert report.surveyed_on == dt.date(2026, 5, 1)
    assert answers(report) == {"uprn": UPRN, "property_entrance": {"door_width": 775}}


def test_every_column_leads_to_an_answer():
    """A heading for each place in the survey, none of which the model refuses."""
    cells = {"mm": "1000mm", "count": 1, "flag": "yes", "presence": "yes", "space": "1500 x 1500"}
    cells |= {"text": "x", "date": "2026-05-01", "uprn": UPRN}
    names = provider_headings()._known
    for heading, (_, body) in names.items():
        cell = next(iter(body["choices"].values()))[0] if "choices" in body else cells[body["kind"]]
        if body["kind"] == "mm" and body["plausible"][1] < 1000:
            cell = "100mm"
        report = read(heading, cell) if body["kind"] != "uprn" else read("Bedrooms", 1)
        assert report.refused is None
        assert report.remarks == []
