"""The annual return: drafted from cases, corrected with reasons, sent as workbook and PDF."""

import datetime as dt
import io
import uuid
import zipfile
from decimal import Decimal

import pytest

from services.forum import data
from services.forum.returns import files
from services.forum.returns.papers import Paper, Table
from shared.contracts.codes import AgeBand
from shared.contracts.referral import EqualityCounted
from shared.letters import PdfUnavailable
from shared.sheets.workbook import sheets
from tests.forum.measured import Measured, OfDistrict, allocation, tell
from tests.platform.answers import problem
from tests.platform.running import NOW, STROUD

DISTRICT = "E07000079"
"""Cotswold: nothing else in these tests is told of it."""
YEAR, DAY = 2024, dt.date(2024, 6, 3)
AGES = (AgeBand.UNDER_18, AgeBand.FROM_18, AgeBand.FROM_65)
OTHER_YEAR = DAY.replace(year=2025)


def caseload():
    for n, (tenure, age) in enumerate(
        [("owner_occupier", AGES[2]), ("owner_occupier", AGES[1]), ("private_tenant", AGES[0])]
    ):
        yield (
            Measured(f"r{n}", DAY, DISTRICT)
            .needs("ramp")
            .applies(tenure, age)
            .approved(DAY)
            .certified(DAY)
        )
    yield Measured("refused", DAY, DISTRICT).applies().refused(DAY, "not_necessary")
    yield (
        Measured("late", DAY, DISTRICT)
        .applies("owner_occupier", AGES[2])
        .approved(DAY.replace(month=12, day=31), ("mandatory", "30000.00"), ("top_up", "5000.00"))
    )
    yield (
        Measured("nil", DAY, DISTRICT)
        .tested(DAY, "9000.00")
        .approved(DAY, ("client_contribution_support", "5000.00"))
    )
    yield Measured("next", OTHER_YEAR, DISTRICT)
    yield OfDistrict("funds", allocation("750000.00", DISTRICT, YEAR))


@pytest.fixture(scope="module")
def told(told_platform):
    """The platform, which was told of this caseload; of its year it knows nothing else."""
    told_platform.now = NOW
    tell(told_platform, list(caseload()))
    return told_platform


@pytest.fixture
def signs(told):
    told.now = NOW
    return told.client("forum", "service_manager")


def returned(client, district=DISTRICT, year=YEAR):
    answer = client.get("/v1/returns", params={"year": year, "district": district})
    assert answer.status_code == 200, answer.text
    return answer.json()


def figures(draft, code):
    [line] = [each for each in draft["lines"] if each["code"] == code]
    return {cell["key"]: cell["counts"] | cell["sums"] for cell in line["cells"]}


def correct(client, line, value, key=None, figure="cases", **changes):
    body = {"district": DISTRICT, "year": YEAR, "line": line, "key": key, "figure": figure}
    body |= {"value": value, "reason": "Counted on paper."} | changes
    return client.post("/v1/returns/corrections", json=body)


def test_it_is_counted_from_the_cases_by_the_form_of_the_year(signs):
    draft = returned(signs)
    assert (draft["form"], draft["name"]) == ("2024", "Cotswold")
    assert figures(draft, "enquiries")[None] == {"cases": 6}
    assert figures(draft, "applications")["private_tenant"] == {"cases": 1}
    assert figures(draft, "refusals") == {None: {"cases": 1}, "not_necessary": {"cases": 1}}
    assert {k: v["cases"] for k, v in figures(draft, "completions_by_age").items()} == {
        None: 3,
        "18_to_64": 1,
        "65_and_over": 1,
        "under_18": 1,
    }
    assert figures(draft, "funding")[None]["allocated"] == "750000.00"


def test_mandatory_and_discretionary_of_one_case_are_split_and_count_once(signs):
    whole = figures(returned(signs), "approvals")[None]
    assert (whole["cases"], whole["mandatory"], whole["discretionary"]) == (
        5,
        "45000.00",
        "10000.00",
    )


def test_amounts_fall_into_their_bands_at_the_limit(signs):
    found = figures(returned(signs), "approvals_by_amount")
    assert {key: cell["cases"] for key, cell in found.items()} == {
        None: 5,
        "up_to_5000": 4,
        "above_30000": 1,
    }


def test_a_grant_at_nil_and_one_decided_late_have_lines_of_their_own(signs):
    assert figures(returned(signs), "nil_grants")[None] == {"cases": 1}
    assert figures(returned(signs), "decided_late")[None] == {"cases": 1}


def test_a_case_of_which_the_tenure_is_not_told_is_counted_and_said_to_be(signs):
    assert figures(returned(signs), "approvals")["not_told"]["cases"] == 1


def test_every_figure_leads_to_its_definition_and_to_its_cases(signs):
    draft = returned(signs)
    assert all(line["definition"] and line["clause"] for line in draft["lines"])
    asked = {"year": YEAR, "district": DISTRICT, "line": "completions", "key": "owner_occupier"}
    behind = signs.get("/v1/returns/cases", params=asked).json()["items"]
    assert {each["case_id"] for each in behind} == {
        str(Measured(name, DAY).case_id) for name in ("r0", "r1")
    }


def test_a_form_is_of_its_year_and_the_nearest_is_never_used(signs):
    form = signs.get("/v1/returns/form", params={"year": YEAR}).json()
    assert form["form"] == "2024"
    assert [line["code"] for line in form["lines"]] == [
        line.code for line in data.return_form(YEAR)[1].lines
    ]
    problem(signs.get("/v1/returns/form", params={"year": 2023}), "no-form", 422)


def test_a_later_form_has_the_lines_of_the_one_before_and_then_its_own():
    before, after = (data.return_form(year)[1].lines for year in (2024, 2025))
    assert after[: len(before)] == before
    assert [line.code for line in after[len(before) :]] == [
        "completions_by_amount",
        "times",
        "people",
    ]


def test_times_and_who_was_reached_stand_in_the_return_of_the_year(told, signs):
    reached = [{"question": "sex", "answer": "female", "people": 12}]
    reached += [{"question": "sex", "answer": a, "people": None} for a in ("male", "not_said")]
    told.tell(
        "forum",
        EqualityCounted(
            district=DISTRICT, year=2025, asked_at="enquiry", people=17, counts=tuple(reached)
        ),
    )
    tell(told, [Measured("timed", OTHER_YEAR, DISTRICT).needs("ramp")])
    draft = returned(signs, year=2025)
    assert draft["form"] == "2025"
    stage = figures(draft, "times")["stage_1"]
    assert stage["cases"] == 1
    assert stage["days_50"] == stage["days_95"]
    people = figures(draft, "people")
    assert people[None] == {"people": 17}
    assert people["enquiry_sex_female"] == {"people": 12}
    assert people["enquiry_sex_male"] == {}


def test_a_correction_says_when_what_is_counted_has_changed_since(told, signs):
    assert correct(signs, "decided_late", "3", year=2025).status_code == 201
    assert correct(signs, "decided_late", "4", year=2025).status_code == 201
    late = Measured("late again", OTHER_YEAR, DISTRICT).applies("owner_occupier", AGES[2])
    tell(told, [late.approved(dt.date(2025, 12, 31))])
    kept = [c for c in returned(signs, year=2025)["corrections"] if c["line"] == "decided_late"]
    assert [(c["counted"], c["counted_now"], c["stands"]) for c in kept] == [
        ("0.00", "1", False),
        ("0.00", "1", True),
    ]


def test_another_district_s_return_is_its_own(told):
    officer = told.client("forum", "gloucester_grant_officer")
    asked = {"year": YEAR, "district": STROUD}
    for path in ("/v1/returns", "/v1/returns/file"):
        problem(officer.get(path, params=asked), "not-your-district", 403)
    county = told.client("forum", "forum_analyst")
    problem(county.get("/v1/returns", params=asked), "not-your-district", 403)


# Corrections.


def test_a_correction_stands_in_the_return_and_what_was_before_is_kept(signs):
    first = correct(signs, "deferred", "2", reason="Two letters of March.")
    assert first.status_code == 201, first.text
    assert correct(signs, "deferred", "1", reason="One of them was of April.").status_code == 201
    draft = returned(signs)
    assert figures(draft, "deferred")[None] == {"cases": 1}
    kept = [c for c in draft["corrections"] if c["line"] == "deferred"]
    assert [(c["counted"], c["value"], c["reason"]) for c in kept] == [
        ("0.00", "2.00", "Two letters of March."),
        ("0.00", "1.00", "One of them was of April."),
    ]
    assert kept[0]["by"]


def test_under_a_key_that_nothing_was_counted_under_a_figure_can_be_put_right_too(signs):
    assert correct(signs, "applications", "1", "council_tenant").status_code == 201
    assert figures(returned(signs), "applications")["council_tenant"] == {"cases": 1}


def test_a_sum_is_corrected_to_the_penny(signs):
    assert correct(signs, "funding", "750000.01", figure="allocated").status_code == 201
    assert figures(returned(signs), "funding")[None]["allocated"] == "750000.01"
    assert correct(signs, "funding", "750000.00", figure="allocated").status_code == 201
    assert figures(returned(signs), "funding")[None]["allocated"] == "750000.00"


@pytest.mark.parametrize(
    "changes, pointer",
    [
        ({"line": "nothing"}, "/line"),
        ({"line": "deferred", "key": "owner_occupier"}, "/key"),
        ({"figure": "paid"}, "/figure"),
        ({"value": "1.50"}, "/value"),
        ({"value": "-1"}, "/value"),
        ({"reason": ""}, "/reason"),
    ],
    ids=["no line", "no key", "no figure", "half a case", "less than none", "no reason"],
)
def test_what_cannot_be_corrected_is_refused(signs, changes, pointer):
    body = {"line": "enquiries", "value": "7"} | changes
    problem(correct(signs, **body), "invalid-input", 422, pointer)


def test_whoever_may_only_read_corrects_nothing(told):
    problem(correct(told.client("forum", "grant_officer"), "deferred", "9"), "scope-missing", 403)
    outside = told.client("forum", "service_manager", dfg_write=[STROUD])
    problem(correct(outside, "deferred", "9"), "out-of-reach", 403)


# As files.


def cells(content):
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in sheets(io.BytesIO(content))}


def test_the_workbook_has_every_figure_with_its_definition_and_the_corrections(signs):
    marked = f"=HYPERLINK({uuid.UUID(int=1)})"
    assert correct(signs, "charges", "4", reason=marked).status_code == 201
    answer = signs.get("/v1/returns/file", params={"year": YEAR, "district": DISTRICT})
    assert answer.headers["content-type"] == files.XLSX
    assert f"return-{DISTRICT}-{YEAR}.xlsx" in answer.headers["content-disposition"]
    found = cells(answer.content)
    told = [row for row in found["1 Figures"] if row[:1] == ["charges"]]
    assert told[0][2:5] == ["all", "cases", 4]
    defined = {row[0] for row in found["2 Definitions"]}
    assert {line.code for line in data.return_form(YEAR)[1].lines} <= defined
    assert any(marked in row for row in found["3 Corrections"])
    sheet = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet4.xml")
    assert b"<f>" not in sheet, "what somebody wrote is no formula"


def test_the_same_return_gives_the_same_bytes(signs):
    asked = {"year": YEAR, "district": DISTRICT}
    assert (
        signs.get("/v1/returns/file", params=asked).content
        == signs.get("/v1/returns/file", params=asked).content
    )


def test_the_pdf_is_made_where_it_can_be(signs):
    asked = {"year": YEAR, "district": DISTRICT, "format": "pdf"}
    answer = signs.get("/v1/returns/file", params=asked)
    if answer.status_code == 503:
        problem(answer, PdfUnavailable.slug, 503)
    else:
        assert answer.content.startswith(b"%PDF-")


def test_what_is_printed_is_text_and_nothing_more():
    row = ("<script>alert(1)</script>", 4, Decimal(5))
    table = Table("Corrections", ("reason", "cases", "pounds"), (row,))
    html = files.as_html(Paper("A & B", (), (table, Table("None", ("a",), ())), DAY))
    assert "&lt;script&gt;" in html
    assert "<td>4</td><td>5.00</td>" in html
    assert "<title>A &amp; B</title>" in html


def test_the_forum_s_pack_is_protected_for_others(told):
    county = told.client("forum", "forum_analyst")
    answer = county.get("/v1/forum-packs/file", params={"year": YEAR})
    assert answer.status_code == 200, answer.text
    found = cells(answer.content)
    assert any("left out" in row[0] for row in found["About"] if row and row[0])
    assert not [row for table in found.values() for row in table if row[-1:] == [1]]
    problem(
        county.get("/v1/forum-packs/file", params={"year": 2025}), "year-not-over", 422, "/year"
    )
