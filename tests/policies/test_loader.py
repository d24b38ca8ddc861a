"""Given an authority and a date, when its policy is loaded, then that version or a refusal."""

import datetime as dt
from decimal import Decimal

import pytest

from shared import policies
from shared.policies import Entry, InvalidPolicy, NoPolicy
from shared.schema import Field, Model, Pounds

CHELTENHAM, GLOUCESTER, STROUD, CANNOCK = "E07000078", "E07000081", "E07000082", "E07000192"


class Passport(Entry):
    benefit: str


class Exemption(Entry):
    age: int


class MeansTest(Model):
    passports: tuple[Passport, ...]
    exempt_below_age: Exemption | None


class Limit(Entry):
    amount: Pounds


class Fees(Model):
    limit: Limit
    years: int = Field(default=5, ge=1)


def written(tmp_path, text):
    folder = tmp_path / "E07999999"
    folder.mkdir()
    file = folder / "2030-01-01.yaml"
    heading = "authority: E07999999\nname: X\neffective_from: 2030-01-01\nsource: X\n"
    file.write_text(heading + text)
    return file


def fault_of(tmp_path, text, model=Fees):
    with pytest.raises(InvalidPolicy) as raised:
        policies.read_file(written(tmp_path, text)).section("payments", model)
    return raised.value


@pytest.mark.parametrize(
    "authority, on, version",
    [
        (GLOUCESTER, "2026-02-01", "E07000081/2026-02-01"),
        (GLOUCESTER, "2031-07-01", "E07000081/2026-02-01"),
        (STROUD, "2025-04-01", "E07000082/2025-04-01"),
        (CHELTENHAM, "2027-04-01", "E07000078/2025-04-01"),
        (CANNOCK, "2020-06-01", "E07000192/2020-06-01"),
        (CANNOCK, "2026-11-24", "E07000192/2020-06-01"),
    ],
)
def test_a_policy_holds_from_its_date_until_replaced(authority, on, version):
    assert policies.load(authority, dt.date.fromisoformat(on)).version == version


@pytest.mark.parametrize(
    "authority, on",
    [
        (GLOUCESTER, "2026-01-31"),
        (STROUD, "2025-03-31"),
        (CANNOCK, "2020-05-31"),
        ("E07000999", "2026-03-01"),
        ("england", "2026-03-01"),
        ("gloucestershire", "2026-03-01"),
        ("../policies/E07000081", "2026-03-01"),
    ],
)
def test_what_no_policy_covers_is_refused_and_never_met_by_the_nearest(authority, on):
    with pytest.raises(NoPolicy):
        policies.load(authority, dt.date.fromisoformat(on))


def test_all_seven_authorities_are_there():
    assert policies.authorities() == (
        CHELTENHAM,
        "E07000079",
        "E07000080",
        GLOUCESTER,
        STROUD,
        "E07000083",
        CANNOCK,
    )


@pytest.mark.parametrize(
    "authority, passports",
    [(GLOUCESTER, 1), (CANNOCK, 1), (STROUD, 0), (CHELTENHAM, 0)],
)
def test_council_tax_reduction_passports_only_where_the_council_said_so(authority, passports):
    section = policies.load(authority, dt.date(2026, 3, 1)).section("means_test", MeansTest)
    assert len(section.passports) == passports
    assert section.exempt_below_age
    assert section.exempt_below_age.age == 19


def test_a_district_without_a_document_of_its_own_says_that_it_follows_the_template():
    assert policies.load(CHELTENHAM, dt.date(2026, 3, 1)).header.based_on
    assert policies.load(GLOUCESTER, dt.date(2026, 3, 1)).header.based_on is None


def test_every_version_passes_its_owners_check_at_start_up():
    policies.check_all("means_test", MeansTest)


def test_a_fault_is_told_by_file_line_and_clause(tmp_path):
    error = fault_of(tmp_path, "payments:\n  limit:\n    clause: X 1\n    amount: many\n")
    assert error.errors[0].pointer == "/limit/amount"
    assert error.errors[0].detail.startswith("E07999999/2030-01-01.yaml line 8 (clause X 1): money")


def test_an_unknown_key_is_a_fault(tmp_path):
    error = fault_of(tmp_path, "payments:\n  limit: {clause: X 1, amount: 1.00, of: x}\n")
    assert error.errors[0].pointer == "/limit/of"


def test_a_figure_without_a_clause_is_a_fault(tmp_path):
    error = fault_of(tmp_path, "payments:\n  limit: {clause: X 1, amount: 1.00}\n  years: 7\n")
    assert [e.pointer for e in error.errors] == ["/years"]
    assert "line 7" in error.errors[0].detail


def test_a_key_that_stands_twice_is_a_fault(tmp_path):
    error = fault_of(tmp_path, "payments:\n  limit: {clause: X, amount: 1.00, amount: 2.00}\n")
    assert "line 6: the key amount stands twice" in error.detail


def test_an_absent_section_is_an_empty_one(tmp_path):
    document = policies.read_file(written(tmp_path, ""))
    assert "no section payments" in str(_raised(document))


def _raised(document):
    with pytest.raises(InvalidPolicy) as raised:
        document.section("payments", Fees)
    return raised.value


def test_money_in_a_policy_is_exact(tmp_path):
    file = written(tmp_path, "payments:\n  limit: {clause: X 1, amount: 8056.92}\n")
    assert policies.read_file(file).section("payments", Fees).limit.amount == Decimal("8056.92")
