"""One door for each identity: it takes what people type, and says in words what it cannot take."""

import re
import uuid

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.identifiers import (
    AccountNumber,
    CaseReference,
    NhsNumber,
    Postcode,
    SortCode,
    TaxReference,
    Uprn,
    VatNumber,
    cases_of,
    parse_account_number,
    parse_case_reference,
    parse_nhs_number,
    parse_postcode,
    parse_sort_code,
    parse_tax_reference,
    parse_uprn,
    parse_vat_number,
    reference_of,
)

NBSP, ZERO_WIDTH, BYTE_ORDER_MARK = "\u00a0", "\u200b", "\ufeff"
DOORS = {
    Uprn: parse_uprn,
    Postcode: parse_postcode,
    NhsNumber: parse_nhs_number,
    SortCode: parse_sort_code,
    AccountNumber: parse_account_number,
    CaseReference: parse_case_reference,
    TaxReference: parse_tax_reference,
    VatNumber: parse_vat_number,
}


@pytest.mark.parametrize(
    "typed,canonical",
    [
        ("100120123456", "100120123456"),
        ("010033544614", "10033544614"),
        ("0000000199356", "199356"),
        ("7", "7"),
        ("'100080123456", "100080123456"),
        ("\u2019100080123456", "100080123456"),
        ('="100080123456"', "100080123456"),
        ("100 080 123 457", "100080123457"),
        ("1000 8012 3457", "100080123457"),
        (f"100{NBSP}080{NBSP}123{NBSP}457{NBSP}", "100080123457"),
        (f"{BYTE_ORDER_MARK}1000{ZERO_WIDTH}80123457\n", "100080123457"),
        ("100,080,123,457", "100080123457"),
        ("100080123457.0", "100080123457"),
        ("100080100000", "100080100000"),
        ("88888", "88888"),
        ("100080123457'", "100080123457"),
        ("\u201c100080123457\u201d", "100080123457"),
        ('"100080123457",', "100080123457"),
        ("\u00b4100080123457", "100080123457"),
        ("100080123457;", "100080123457"),
    ],
)
def test_a_uprn_is_read_as_people_type_it(typed, canonical):
    assert parse_uprn(typed) == canonical


@pytest.mark.parametrize(
    "typed,says",
    [
        ("100080000000", "a spreadsheet has rounded"),
        ("10008000000", "a spreadsheet has rounded"),
        ("100081000000", "a spreadsheet has rounded"),
        ("200000000000", "a spreadsheet has rounded"),
        ("1.0008E+11", "a spreadsheet has rounded"),
        ("99999999999", "a filler"),
        ("11111111", "a filler"),
        ("000000000000", "nought"),
        ("1000801234567", "up to 12 digits, and this has more"),
        ("100080123456, 100080123457", "one number"),
        ("100080123456 100080123457", "one number"),
        ("-100080123456", "one number"),
        ("Flat 2", "one number"),
        ("", "one number"),
        ("١٢٣٤٥", "one number"),
        ("1" * 10_000, "longer than 64"),
    ],
)
def test_what_is_no_uprn_is_refused_with_the_reason(typed, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        parse_uprn(typed)


@pytest.mark.parametrize(
    "typed,canonical",
    [
        ("gl5 1aa", "GL5 1AA"),
        ("GL51AA", "GL5 1AA"),
        ("  gL5   1Aa ", "GL5 1AA"),
        (f"'GL5{NBSP}1AA", "GL5 1AA"),
        ("m11ae", "M1 1AE"),
        ("m601nw", "M60 1NW"),
        ("cr26xh", "CR2 6XH"),
        ("dn551pt", "DN55 1PT"),
        ("w1a1hq", "W1A 1HQ"),
        ("ec1a1bb", "EC1A 1BB"),
        ("gir0aa", "GIR 0AA"),
    ],
)
def test_a_postcode_is_read_as_people_type_it(typed, canonical):
    assert parse_postcode(typed) == canonical


@pytest.mark.parametrize(
    "typed,says",
    [
        ("GL5", "first half"),
        ("GL5 1A", "not a postcode"),
        ("GLS 1AA", "not a postcode"),
        ("GL5 1AA 2", "not a postcode"),
        ("", "not a postcode"),
    ],
)
def test_what_is_no_postcode_is_refused_with_the_reason(typed, says):
    with pytest.raises(ValueError, match=says):
        parse_postcode(typed)


@pytest.mark.parametrize(
    "typed", ["9434765870", "943 476 5870", "943-476-5870", "'943\u2013476 5870"]
)
def test_an_nhs_number_is_read_as_people_type_it(typed):
    assert parse_nhs_number(typed) == "9434765870"


@pytest.mark.parametrize(
    "typed,says",
    [
        ("9434765871", "a digit is wrong"),
        ("9437465870", "two are swapped"),
        ("0000000000", "not an NHS number"),
        ("4444444444", "not an NHS number"),
        ("943476587", "10 digits"),
        ("943476587X", "10 digits"),
    ],
)
def test_what_is_no_nhs_number_is_refused_with_the_reason(typed, says):
    with pytest.raises(ValueError, match=says):
        parse_nhs_number(typed)


@pytest.mark.parametrize(
    "typed", ["089999", "08-99-99", "08 99 99", "08\u201199\u201199", "'089999"]
)
def test_a_sort_code_keeps_its_noughts(typed):
    assert parse_sort_code(typed) == "089999"


@pytest.mark.parametrize(
    "typed,says", [("89999", "6 digits"), ("8-99-99", "6"), ("00-00-00", "all")]
)
def test_what_is_no_sort_code_is_refused_with_the_reason(typed, says):
    with pytest.raises(ValueError, match=says):
        parse_sort_code(typed)


@pytest.mark.parametrize("typed", ["00374966", "0037 4966", "'00374966"])
def test_an_account_number_keeps_its_noughts(typed):
    assert parse_account_number(typed) == "00374966"


@pytest.mark.parametrize("typed,says", [("374966", "8 digits"), ("00000000", "all noughts")])
def test_what_is_no_account_number_is_refused_with_the_reason(typed, says):
    with pytest.raises(ValueError, match=says):
        parse_account_number(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("1955839661", "19558 39661", "'1955839661", "1955 839 661", "19558-39661"),
        *("1955839661K", "1955839661 k", f"{BYTE_ORDER_MARK}1955839661\n"),
    ],
)
def test_a_taxpayer_reference_is_read_as_people_type_it(typed):
    assert parse_tax_reference(typed) == "1955839661"


@pytest.mark.parametrize(
    "typed,says",
    [
        ("2955839661", "check digit"),
        ("195583966", "10 digits"),
        ("19558396610", "10 digits"),
        ("UTR", "10 digits"),
        ("", "10 digits"),
    ],
)
def test_what_is_no_taxpayer_reference_is_refused_with_the_reason(typed, says):
    with pytest.raises(ValueError, match=says):
        parse_tax_reference(typed)


@pytest.mark.parametrize(
    "typed,canonical",
    [
        *((typed, "980780684") for typed in ("980780684", "GB980780684", "gb 980 7806 84")),
        *((typed, "980780684") for typed in ("'GB980780684", "980-7806-84", f"980{NBSP}7806 84")),
        ("GB 980 7806 84 001", "980780684001"),
        ("gbgd001", "GD001"),
    ],
)
def test_a_vat_number_is_read_as_people_type_it(typed, canonical):
    assert parse_vat_number(typed) == canonical


@pytest.mark.parametrize(
    "typed,says",
    [
        ("980780685", "check digits"),
        ("98078068", "9 digits"),
        ("", "9 digits"),
        ("000000000", "all noughts"),
        ("GB GD501", "9 digits"),
    ],
)
def test_what_is_no_vat_number_is_refused_with_the_reason(typed, says):
    with pytest.raises(ValueError, match=says):
        parse_vat_number(typed)


@pytest.mark.parametrize("parted", ["{}-{}-{}", "{}{}{}", "{} {} {}", "'{}\u2011{}\u2011{}"])
@pytest.mark.parametrize("written", [str.upper, str.lower])
def test_a_case_reference_is_read_as_people_type_it(parted, written):
    reference = reference_of(uuid.UUID(int=2**127 + 12345))
    assert parse_case_reference(written(parted.format(*reference.split("-")))) == reference


SHAPE_REFUSED = "such as|one number|longer than"


@pytest.mark.parametrize("kind,door", DOORS.items())
@given(data=st.data())
def test_what_the_pattern_accepts_has_the_right_shape(kind, door, data):
    """It comes to one canonical form, or is refused for what it says (a check digit, a filler)."""
    pattern = TypeAdapter(kind).json_schema()["pattern"]
    text = data.draw(st.from_regex(pattern, alphabet=st.characters(codec="ascii")))
    assume(len(text) <= 64)
    canonical, refusal = answer(door, text)
    assert not re.search(SHAPE_REFUSED, refusal or "")
    if canonical is not None:
        assert door(canonical) == canonical
        assert re.search(pattern, canonical)


def answer(door, text):
    """The canonical form, or why there is none."""
    try:
        return door(text), None
    except ValueError as error:
        return None, str(error)


@pytest.mark.parametrize("kind,door", DOORS.items())
@given(text=st.text(max_size=80))
def test_nothing_that_is_refused_is_told_again_and_no_pattern_is_quoted(kind, door, text):
    secret = f"Q{text}Q"
    _, refused = answer(door, secret)
    assume(refused is not None)
    assert secret not in refused
    assert not re.search(r"[\[\]{}^$\\]|pattern|regex", refused)


@pytest.mark.parametrize("kind", DOORS)
def test_each_type_tells_what_it_accepts(kind):
    schema = TypeAdapter(kind).json_schema()
    assert schema == TypeAdapter(kind).json_schema(mode="serialization")
    assert {"format", "pattern", "description", "examples"} <= schema.keys()
    for example in schema["examples"]:
        assert re.fullmatch(schema["pattern"], example)
        canonical = TypeAdapter(kind).validate_python(example)
        assert TypeAdapter(kind).validate_python(canonical) == canonical


@pytest.mark.parametrize("kind", DOORS)
def test_a_number_is_not_taken_for_text(kind):
    """A number has lost its noughts already."""
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(12345678)


async def test_paths_and_queries_go_through_the_same_door():
    app = FastAPI()

    @app.get("/homes/{uprn}")
    def home(uprn: Uprn, postcode: Postcode) -> list[str]:
        return [uprn, postcode]

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        taken = await client.get("/homes/010033544614?postcode=gl51aa")
        refused = await client.get("/homes/100080000000?postcode=gl51aa")
    assert taken.json() == ["10033544614", "GL5 1AA"]
    assert refused.status_code == 422
    [in_path, in_query] = app.openapi()["paths"]["/homes/{uprn}"]["get"]["parameters"]
    assert in_path["schema"]["format"] == "uprn"
    assert in_query["schema"]["format"] == "postcode"


@given(st.uuids())
def test_a_reference_stands_for_the_ids_that_it_follows_from(case_id):
    first, last = cases_of(reference_of(case_id))
    assert first <= case_id <= last
    assert reference_of(first) == reference_of(last) == reference_of(case_id)
    for beside in (first.int - 1, last.int + 1):
        if 0 <= beside < 1 << 128:
            assert reference_of(uuid.UUID(int=beside)) != reference_of(case_id)
