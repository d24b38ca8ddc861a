"""What people type is read alike at every door of the running services: bodies, searches, files.

The doors are found in the OpenAPI documents, so that a field which reads an identity in a way of its own
fails here; what is typed goes through the services and is looked at as they keep it.
"""

import csv
import io
import itertools
import uuid

import pytest

from deploy.local.roles import SERVICES
from shared.identifiers import reference_of
from shared.web.openapi import operations
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER
from tests.referral.enquiries import enquiry, refer
from tests.referral.test_sheets import rows as sheet_rows
from tests.referral.test_sheets import send as send_sheet
from tests.register.homes import answers
from tests.register.service import registered
from tests.register.test_command import run
from tests.register.test_loading_service import homes, load
from tests.web.test_authority import described

NBSP, ZERO_WIDTH = "\u00a0", "\u200b"
UPRNS = itertools.count(100_900_000_001)
FORMATS = {
    "uprn": "uprn",
    "identical_homes": "uprn",
    "postcode": "postcode",
    "nhs_number": "nhs-number",
    "sort_code": "sort-code",
    "account_number": "account-number",
    "vat_number": "vat-number",
    "tax_reference": "tax-reference",
}
"""By the name of a field: the form of what it holds, wherever somebody sends it."""
WAYS = {
    "uprn": (
        *("00{}", "'{}", '="{}"', "{}.0", f"{NBSP}{{}}{NBSP}", f"{{}}{ZERO_WIDTH}\n", "{},"),
        *("\u2019{}", "\u201c{}\u201d"),
    ),
    "postcode": ("gl5 1aa", "GL51AA", "  gL5   1Aa ", f"'GL5{NBSP}1AA", "gl51aa"),
    "nhs_number": ("943 476 5870", "943-476-5870", "'9434765870", "943\u2013476 5870"),
    "sort_code": ("20-00-00", "20 00 00", "'200000", "20\u201100\u201100"),
    "account_number": ("5577 9911", "'55779911", f"5577{NBSP}9911", "55779911 "),
    "vat_number": ("gb 980 7806 84", "GB980780684", "'980780684", "980-7806-84"),
    "tax_reference": ("19558 39661", "'1955839661", "1955839661K", "1955-839-661"),
}
"""How people type each of them."""
CANONICAL = {
    "postcode": "GL5 1AA",
    "nhs_number": "9434765870",
    "sort_code": "200000",
    "account_number": "55779911",
    "vat_number": "980780684",
    "tax_reference": "1955839661",
}

CANONICAL_PERSON = {name: CANONICAL[name] for name in ("postcode", "nhs_number")}
WRONG = {
    "uprn": ("100080000000", "a spreadsheet has rounded this UPRN"),
    "nhs_number": ("943 476 5871", "not an NHS number"),
    "postcode": ("GL5", "this is the first half of a postcode"),
}
"""What is none of each, and how its refusal begins."""


def sent(document):
    """The schemas of all that somebody sends to a service."""
    schemas = document["components"]["schemas"]
    waiting = [operation.get("requestBody", {}) for _, _, operation in operations(document)]
    waiting += [{"properties": {p["name"]: p["schema"]}} for p in parameters(document)]
    seen = set()
    while waiting:
        match waiting.pop():
            case {"$ref": str(name)}:
                if name not in seen:
                    seen.add(name)
                    waiting.append(schemas[name.rpartition("/")[2]])
            case dict() as inner:
                yield inner
                waiting += inner.values()
            case list() as inner:
                waiting += inner


def parameters(document):
    return [p for *_, operation in operations(document) for p in operation.get("parameters", ())]


def forms(schema):
    """The formats that a field says, by itself or in what it may be or holds."""
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]
    return {schema.get("format")} - {None} | {form for each in inner for form in forms(each)}


@pytest.mark.parametrize("service", SERVICES)
def test_no_field_reads_an_identity_in_a_way_of_its_own(platform, service):
    for schema in sent(described(platform, service)):
        for name, field in (schema.get("properties") or {}).items():
            if name in FORMATS and isinstance(field, dict):
                assert forms(field) == {FORMATS[name]}, name


def in_turn(*names):
    """Each way of each of these once, beside ways of the others."""
    most = max(len(WAYS[name]) for name in names)
    return [{n: WAYS[n][turn % len(WAYS[n])] for n in names} for turn in range(most)]


@pytest.fixture
def therapist(platform):
    return platform.client("referral", "occupational_therapist")


@pytest.fixture
def options(platform):
    return platform.client("register", "housing_options")


@pytest.fixture
def finance(platform):
    return platform.client("payments", "finance")


def test_at_a_referral_and_where_it_is_looked_for(therapist):
    for ways in in_turn("uprn", "postcode", "nhs_number"):
        uprn = str(next(UPRNS))
        typed = ways | {"uprn": ways["uprn"].format(uprn)}
        case_id = refer(therapist, **{f"person__{name}": text for name, text in typed.items()})
        person = therapist.get(f"/v1/referrals/{case_id}").json()["enquiry"]["person"]
        assert {name: person[name] for name in typed} == CANONICAL_PERSON | {"uprn": uprn}
        found = therapist.post("/v1/referrals/search", json={"text": typed["uprn"]}).json()
        assert [each["case_id"] for each in found["items"]] == [case_id], typed["uprn"]


def test_in_a_sheet_of_referrals(therapist):
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(
        ("Reference", "Name", "DOB", "NHS number", "Address", "Postcode", "Reason", "Consent")
    )
    turns = in_turn("postcode", "nhs_number")
    for number, ways in enumerate(turns):
        person = (f"Door {number}", f"1/2/19{50 + number}", ways["nhs_number"])
        home = (f"{number} Example Street", ways["postcode"])
        writer.writerow((f"D{number}", *person, *home, "Stairs", "Y"))
    report = sheet_rows(therapist, send_sheet(therapist, lines.getvalue(), str(uuid.uuid4())))
    assert len(report) == len(turns)
    for row in report:
        assert (row["refused"], row["remarks"]) == (None, []), row
        person = therapist.get(f"/v1/referrals/{row['referral']}").json()["enquiry"]["person"]
        assert {name: person[name] for name in CANONICAL_PERSON} == CANONICAL_PERSON


def test_at_a_home_of_the_register(options):
    for ways in in_turn("uprn", "postcode"):
        uprn, other = str(next(UPRNS)), str(next(UPRNS))
        survey = answers() | {"postcode": ways["postcode"]}
        survey |= {"uprn": ways["uprn"].format(uprn), "identical_homes": [f"'{other}"]}
        home = registered(options, uprn=ways["uprn"].format(uprn), survey=survey)
        assert home["uprn"] == uprn
        kept = home["survey"]
        assert (kept["postcode"], kept["identical_homes"]) == (CANONICAL["postcode"], [other])


def test_in_a_providers_file(options):
    provider, uprns, lines = f"p-{uuid.uuid4().hex[:8]}", set(), io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(("UPRN", "Postcode", "Bedrooms", "Floor"))
    for ways in in_turn("uprn", "postcode"):
        uprns.add(uprn := str(next(UPRNS)))
        writer.writerow((ways["uprn"].format(uprn), ways["postcode"], 2, "Ground"))
    told = load(options, lines.getvalue().encode(), provider)
    assert told["entered"] == len(uprns), told
    assert {home["uprn"] for home in homes(options, provider)} == uprns


KEPT = "SELECT sort_code, account_number FROM payments.bank_details WHERE id = $1"


def test_where_somebody_is_paid(platform, finance):
    for number, ways in enumerate(in_turn("sort_code", "account_number")):
        payee = {"district": GLOUCESTER, "name": f"Doors {number} {uuid.uuid4()}"}
        body = payee | ways | {"evidence": "Letterhead and a call"}
        made = finance.post("/v1/bank-details", json=body)
        assert made.status_code == 201, made.text
        [kept] = platform.sql(KEPT, uuid.UUID(made.json()["id"]))
        assert {name: kept[name] for name in ways} == {name: CANONICAL[name] for name in ways}


def test_on_the_list_of_contractors(finance):
    for number, ways in enumerate(in_turn("vat_number", "tax_reference")):
        verified = {"standing": "net", "number": "V1234567890", "verified_on": "2026-03-02"}
        body = {
            "district": GLOUCESTER,
            "name": f"Listed {number} {uuid.uuid4()}",
            "trades": ["bathrooms"],
            "insured_until": "2026-12-31",
            "insured_for": "5000000.00",
            "accredited_until": "2026-12-31",
            "code_of_conduct_signed_on": "2026-02-01",
            "vat_number": ways["vat_number"],
            "cis": verified | {"tax_reference": ways["tax_reference"]},
        }
        made = finance.post("/v1/contractors", json=body)
        assert made.status_code == 201, made.text
        kept = made.json()["accreditation"]
        assert kept["vat_number"] == CANONICAL["vat_number"]
        assert kept["cis"]["tax_reference"] == CANONICAL["tax_reference"]


@pytest.mark.parametrize("parted", ["{}-{}-{}", "{}{}{}", "{} {} {}", "\u2019{}\u2011{}\u2011{}"])
@pytest.mark.parametrize("written", ["upper", "lower"])
def test_a_case_is_found_by_its_reference(platform, therapist, parted, written):
    case_id = refer(therapist, person__uprn=str(next(UPRNS)))
    reference = reference_of(uuid.UUID(case_id)).split("-")
    typed = getattr(parted.format(*reference), written)()
    found = therapist.post("/v1/referrals/search", json={"text": typed}).json()["items"]
    assert case_id in [each["case_id"] for each in found]
    officer = platform.client("grants", "grant_officer")
    assert officer.get("/v1/cases", params={"reference": typed}).json()["items"] == []


@pytest.mark.parametrize("name", WRONG)
def test_what_is_none_is_refused_in_words_at_its_place(therapist, name):
    typed, says = WRONG[name]
    answer = therapist.post("/v1/referrals", json=enquiry(**{f"person__{name}": typed}))
    told = problem(answer, "invalid-input", 422, f"/person/{name}")
    assert told["errors"][0]["detail"].startswith(says)


def test_at_a_command():
    survey = answers() | {"uprn": "\u2019010033544614", "postcode": "gl51aa"}
    assert run(survey).returncode == 0
    refused = run(survey | {"uprn": "1.0003E+11"})
    assert refused.returncode == 2
    assert "a spreadsheet has rounded this UPRN" in refused.stderr
