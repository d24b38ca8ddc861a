"""A provider's worst file: everything usable taken, everything else named, nothing half-written."""

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.register.data import provider_headings
from services.register.domain.provenance import Basis
from services.register.domain.provider_rows import latest_surveys, one_survey_each, read_row
from shared.problems import InvalidInput
from shared.sheets import files
from shared.sheets.tables import Sheet, Unreadable, find_table

UPRN = "100120000001"
TODAY = dt.date(2026, 6, 1)
MOMENT = dt.datetime.fromisoformat("2026-05-01T09:30")
"""As a workbook gives a date: a moment without a time zone."""


def reports(rows):
    """The report of every row of a sheet."""
    return reports_of([Sheet("", rows)])


def reports_of(sheets, basis=Basis.LANDLORD_CLAIM):
    sheets = [sheet._replace(rows=list(sheet.rows)) for sheet in sheets]
    latest = latest_surveys(find_table(sheets, provider_headings()), basis, TODAY)
    table = find_table(sheets, provider_headings())
    return [read_row(row, table.columns) for row in one_survey_each(table, latest)]


def read(heading, cell, uprn=UPRN):
    (report,) = reports([["UPRN", heading], [uprn, cell]])
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
        ("Front door width (clear)", "850.0", 850),
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
        ("Front door width", "9" * 900 + "mm"),
        ("Front door width", "#DIV/0!"),
        ("Front door width", float("nan")),
        ("Parking", "#REF!"),
        ("Parking", "=HYPERLINK(A1)"),
        ("Parking", "x" * 1_001),
        ("Parking", "bay\0 7"),
        ("Survey date", float("inf")),
        ("Survey date", True),
        ("Survey date", "31/02/2026"),
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
        ("Bedrooms", "2.0", ("bedrooms",), 2),
        ("Parking", "Bay 7\nby the gate", ("parking",), "Bay 7\nby the gate"),
        ("Hall width (head on)", 900, ("hall", "head_on_width"), 900),
    ],
)
def test_words_become_answers(heading, cell, path, value):
    place = answers(read(heading, cell))
    for key in path:
        place = place[key]
    assert place == value


BESIDE = st.sampled_from(["{n} {word}", "{word} ({n})", "{n} ({word})", "{word} {n}", "{n}{word}"])
ONE_ROOM = ["bedsit", "Bed-sit", "BED SIT", "studio", "Studio flat", "bedsit/studio"]
NOUNS = ["bed", "beds", "bedroom", "Bedrooms", "BEDROOMS"]


@given(BESIDE, st.sampled_from(NOUNS), st.integers(0, 9))
def test_bedrooms_are_counted_in_words_as_in_figures(written, noun, number):
    said = written.format(n=number, word=noun)
    assert answers(read("Bedrooms", said)) == {"uprn": UPRN, "bedrooms": number}


@given(BESIDE, st.sampled_from(ONE_ROOM), st.sampled_from(["", "0", "1"]))
def test_a_home_of_one_room_has_one_bedroom_however_it_is_written(written, word, number):
    said = written.format(n=number, word=word) if number else word
    assert answers(read("Bedrooms", said)) == {"uprn": UPRN, "bedrooms": 1}


@pytest.mark.parametrize(
    "cell", ["2 bedsit", "bedsit 3", "2-3", "7+", "2 or 3", "2 small", "1.5", "bedroom", "1 bed 2"]
)
def test_a_count_that_says_two_things_or_none_is_named(cell):
    report = read("Bedrooms", cell)
    assert answers(report) == {"uprn": UPRN}
    assert [r.says for r in report.remarks] == ["not a whole number that can be right"]


@pytest.mark.parametrize(
    "heading, at",
    [
        ("UPRN number", "uprn"),
        ("Property UPRN", "uprn"),
        ("Unique Property Reference", "uprn"),
        ("If known, enter this property's UPRN", "uprn"),
        ("Part 1 of the property\u2019s postcode", "postcode_in_two.first"),
        ("What is the property's postcode?", "postcode"),
        ("Landlord's name", "landlord.name"),
        ("How many bedrooms are there in the property?", "bedrooms"),
    ],
)
def test_a_heading_is_known_in_the_words_that_others_use(heading, at):
    assert provider_headings().column(heading).at == at


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
        "1-May-26",
        "01/05/2026 00:00:00",
        "2026-05-01T00:00:00",
        "46143",
        "46143.5",
    ],
)
def test_a_date_is_read_as_excel_and_people_write_it(cell):
    assert read("Survey date", cell).surveyed_on == dt.date(2026, 5, 1)


@pytest.mark.parametrize("uprn", ["", "ABC", "000", "1.0012E+11", "1234567890123"])
def test_a_row_without_a_usable_uprn_is_refused(uprn):
    report = read("Bedrooms", 2, uprn)
    assert report.home is None
    assert report.refused.startswith("no UPRN that can be used: ") is bool(uprn)


@pytest.mark.parametrize(
    "cell",
    [
        100120000001,
        100120000001.0,
        "100120000001.0",
        f'="{UPRN}"',
        f" {UPRN} ",
        f"'{UPRN}",
        f'"{UPRN}"',
        f"'{UPRN}'",
        f"{UPRN},",
        "100 120 000 001",
    ],
)
def test_a_uprn_in_whatever_form_is_the_same_uprn(cell):
    assert read("Bedrooms", 2, cell).uprn == UPRN


@pytest.mark.parametrize(
    "first, second, basis, counts",
    [
        ("2026-03-01", "2025-03-01", "surveyed", 2),
        ("2025-03-01", "2026-03-01", "surveyed", 4),
        ("2026-03-01", "2026-03-01", "surveyed", 4),
        ("2026-03-01", "", "surveyed", 2),
        ("2026-03-01", "2027-01-01", "surveyed", 2),
        ("2026-03-01", "", "landlord_claim", 4),
        ("", "", "surveyed", 4),
        ("spring", "2026-03-01", "surveyed", 4),
    ],
)
def test_of_two_surveys_of_a_home_the_later_counts_as_it_does_across_files(
    first, second, basis, counts
):
    """Better founded goes before later; of equals the later row counts."""
    headings = ["UPRN", "Bedrooms", "Survey date"]
    rows = [headings, [UPRN, 2, first], ["100120000002", 1, ""], [f"0{UPRN}", 3, second]]
    told = reports_of([Sheet("", rows)], Basis(basis))
    assert [report.row for report in told if report.home] == sorted([3, counts])
    [other] = [report for report in told if not report.home]
    assert other.refused == f"row {counts} has a later survey of this home"


def test_what_is_measured_of_a_thing_that_is_not_there_is_named():
    rows = [["UPRN", "Separate WC", "Separate WC length"], [UPRN, "no", 2000]]
    (report,) = reports(rows)
    assert answers(report) == {"uprn": UPRN, "separate_wc": None}
    assert [r.column for r in report.remarks] == ["Separate WC length"]
    backwards = [["UPRN", "Separate WC length", "Separate WC"], [UPRN, 2000, "no"]]
    (report,) = reports(backwards)
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
    (report,) = reports(rows)
    assert (report.row, report.home.bedrooms) == (5, 2)


def test_what_is_under_no_heading_that_is_known_is_passed_over_and_named():
    """A second heading for the same answer too: which of the two is meant nobody knows."""
    rows = [
        ["UPRN", "Front door width", "Entrance door width", "Door widht", None],
        [UPRN, 850, 900],
    ]
    sheets = [Sheet("Notes", [["For your files"]]), Sheet("Stock", rows), Sheet("Garages", [])]
    table = find_table(sheets, provider_headings())
    assert table.passed_over == [
        "column Entrance door width",
        "column Door widht",
        "sheet Notes",
        "sheet Garages",
    ]
    (report,) = [read_row(row, table.columns) for row in table.rows]
    assert answers(report)["property_entrance"] == {"door_width": 850}


known = [column for names in [provider_headings()._known] for column in names]
strange = st.one_of(
    st.text(max_size=20),
    st.text("0123456789.,'\"xmc in/-=#EN", max_size=20),
    st.text("9", min_size=1, max_size=1_100),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.none(),
)


@given(st.sampled_from(known), strange)
def test_whatever_stands_in_a_cell_is_taken_or_named_and_can_be_stored(heading, cell):
    report = read(heading, cell) if provider_headings().column(heading).at != "uprn" else None
    if report is not None:
        assert report.refused is None
        assert "\\u0000" not in report.model_dump_json(exclude_unset=True)


def test_an_export_of_core_loads_as_it_is():
    """By labels with the codes beneath, as the department for housing gives it."""
    labels = ["Log ID", "Which organisation owns this property?", "If known, property's UPRN"]
    labels += [
        "Postcode",
        "Postcode entered in bulk upload file",
        "What type of unit is the property?",
    ]
    labels += ["How many bedrooms does the property have?", "What is the void date?"]
    codes = ["id", "owning_organisation_name", "uprn", "postcode_full", "postcode_full_as_entered"]
    codes += ["unittype_gn", "beds", "voiddate"]
    log = ["1", "Severn Homes", "10033544614", "GL5 1AA", "", "Bedsit", "Bedsit", "2026-03-30"]
    read_as = {
        "uprn": "10033544614",
        "postcode": "GL5 1AA",
        "landlord": {"name": "Severn Homes"},
        "bedrooms": 1,
    }
    for headings in ([labels, codes], [codes], [labels]):
        (report,) = reports([*headings, log])
        assert (answers(report), report.remarks) == (read_as, [])


def test_a_bulk_upload_file_of_core_loads_as_it_is():
    """With the rows that explain its columns, and the postcode in two."""
    rows = [
        ["Section", "Setting up this lettings log", "Property information", "", "", ""],
        [
            "Question",
            "Which organisation owns this property?",
            "If known, provide this property’s UPRN",
            "Part 1 of the property's postcode",
            "Part 2 of the property's postcode",
            "How many bedrooms does the property have?",
        ],
        [
            "Additional info",
            "The number of the organisation",
            "",
            "",
            "",
            "A bedsit has 1 bedroom.",
        ],
        ["Values", "Numeric", "Numeric", "XX(XX)", "XXX", "1 - 7"],
        ["Can be empty?", "No", "Yes", "Yes", "Yes", "No"],
        ["Type of letting the question applies to", "", "General needs", "", "", ""],
        ["Duplicate check field?", "Yes", "", "", "", ""],
        ["Field number", "1", "18", "23", "24", "29"],
        ["", "ORG1034", "10033544614", "gl5", "1aa", "2"],
        ["", "1034", "10033544615", "GL5", "", "3"],
    ]
    whole, half = reports(rows)
    assert answers(whole) == {"uprn": "10033544614", "postcode": "GL5 1AA", "bedrooms": 2}
    assert [r.says for r in whole.remarks] == ["the number of an organisation, not its name"]
    assert answers(half) == {"uprn": "10033544615", "bedrooms": 3}


def test_the_open_data_of_energy_certificates_loads_as_it_is():
    """Of a home with several certificates the latest counts."""
    rows = [
        ["LMK_KEY", "POSTCODE", "INSPECTION_DATE", "TENURE", "FLOOR_LEVEL", "UPRN", "UPRN_SOURCE"],
        ["a", "GL5 1AA", "2020-05-01", "rental (social)", "NODATA!", "10033544614", "Matched"],
        ["b", "GL5 1AA", "2024-05-01", "rental (social)", "01", "10033544614.0", "Matched"],
        ["c", "GL5 1AB", "2024-05-01", "owner-occupied", "Ground", "10033544615", "Matched"],
        ["d", "GL5 1AB", "2024-05-01", "owner-occupied", "3rd", "", ""],
    ]
    older, latest, ground, without = reports(rows)
    assert older.refused == "row 3 has a later survey of this home"
    assert answers(latest) == {
        "uprn": "10033544614", "postcode": "GL5 1AA", "entry_level": "upper"
    }  # fmt: skip
    assert (latest.surveyed_on, latest.remarks) == (dt.date(2024, 5, 1), [])
    assert answers(ground)["entry_level"] == "ground"
    assert without.refused == "no UPRN that can be used"


def test_a_postcode_that_is_none_is_named_and_the_row_taken_without_it():
    report = read("Postcode", "Garden flat")
    assert answers(report) == {"uprn": UPRN}
    assert [r.says for r in report.remarks] == ["not a postcode: give one such as GL5 1AA"]


def test_a_file_without_uprns_is_refused():
    with pytest.raises(InvalidInput):
        reports([["Address", "Bedrooms"], ["1 High St", 2]])


def cells(file):
    """The rows of a CSV, those that cannot be read by their reason."""
    [sheet] = files.sheets_of(io.BytesIO(file), provider_headings())
    return [row.why if isinstance(row, Unreadable) else row for row in sheet.rows]


@pytest.mark.parametrize(
    "text", ["UPRN,Bedrooms\r\n1,2\r\n", "UPRN;Bedrooms\n1;2\n", "UPRN\tBedrooms\r1\t2"]
)
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_as_it_was_saved(text, code):
    assert cells(text.encode(code)) == [["UPRN", "Bedrooms"], ["1", "2"]]


def test_files_put_together_are_read_each_as_it_was_saved():
    file = "UPRN,Parking\n1,Café\n".encode() + "2,Café £5\n".encode("cp1252") + b"3,\x81\n"
    assert cells(file)[1:] == [["1", "Café"], ["2", "Café £5"], ["3", "\ufffd"]]


def test_a_cell_may_stand_in_several_lines():
    assert cells(b'UPRN,Parking\n1,"Bay 7\nby the gate"\n2,') == [
        ["UPRN", "Parking"],
        ["1", "Bay 7\nby the gate"],
        ["2", ""],
    ]


MARK = "a quotation mark opens that does not close"
HEADER = b'Stock\n"UPRN\nof the home",Parking,Bedrooms\nUPRN,Parking,Bedrooms\n'
"""A title, and headings one of which stands in two lines, before those that count."""


@pytest.mark.parametrize(
    "lines",
    [
        b'1,"bay,2\n2,bay,3\n3,bay,1\n',
        b'1,"bay,2\n2,bay,3\n3,bay,"1"\n',
        b'1,"bay,2\n2,"bay, 7",3\n3,bay,1\n',
        b'1,"bay,2\n' + b"2,bay,3\n" * 200 + b"3,bay,1\n",
    ],
    ids=["to the end", "to the last one", "to the next one", "over many rows"],
)
def test_a_quotation_mark_that_does_not_close_costs_its_own_row_alone(lines):
    *_, heading, first, second = cells(HEADER + lines)[:5]
    assert heading == ["UPRN", "Parking", "Bedrooms"]
    assert (first, second[0], second[-1]) == (MARK, "2", "3")
    assert cells(HEADER + lines)[-1][0] == "3"


def test_a_cell_without_end_costs_its_own_row_alone():
    *_, broken, last = cells(HEADER + b"1," + b"x" * 200_000 + b",2\n2,bay,3\n")
    assert "limit" in broken
    assert last == ["2", "bay", "3"]


def test_a_row_that_cannot_be_read_is_refused_and_says_why():
    table = find_table([Sheet("", [["UPRN"], Unreadable("broken"), [UPRN]])], provider_headings())
    first, second = [read_row(row, table.columns) for row in table.rows]
    assert (first.row, first.refused, first.home) == (2, "broken", None)
    assert (second.row, second.uprn) == (3, UPRN)


def test_a_comma_too_many_does_not_move_measurements_into_other_columns():
    file = b"UPRN,Landlord,Bedrooms,Bed spaces\n1,Homes, Ltd,2,3\n2,Homes,2,3,,\n"
    moved, good = reports_of(files.sheets_of(io.BytesIO(file), provider_headings()))
    assert (moved.home, moved.refused) == (None, "it has more cells than there are headings")
    assert (good.home.bedrooms, good.home.bed_spaces) == (2, 3)


def test_every_column_leads_to_an_answer():
    """A heading for each place in the survey, none of which the model refuses."""
    cells = {"mm": "1000mm", "count": 1, "flag": "yes", "presence": "yes", "space": "1500 x 1500"}
    cells |= {"text": "x", "date": "2026-05-01", "uprn": UPRN}
    cells |= {"postcode": "gl11aa", "name": "Severn Homes"}
    names = provider_headings()._known
    for heading, (_, body) in names.items():
        kind = body["kind"]
        cell = cells[kind] if kind in cells else next(iter(body["choices"].values()))[0]
        if kind == "mm" and body["plausible"][1] < 1000:
            cell = "100mm"
        report = read(heading, cell) if kind != "uprn" else read("Bedrooms", 1)
        assert report.refused is None
        assert report.remarks == []
