"""No clause of the four documents is forgotten: each is carried, or it is said why not."""

import csv

import pytest

from tests.policies import coverage
from tests.policies.clauses import DOCUMENTS, LISTS, extract, listed

COVERED = coverage.index()


def test_every_clause_is_carried_by_an_entry_and_a_test_or_says_why_not():
    lacking = [c for c in COVERED if not c.complete]
    assert not lacking


def test_the_index_is_the_one_that_is_committed():
    assert coverage.INDEX.read_text() == coverage.as_csv(COVERED), "run tests.policies.coverage"


def test_no_entry_cites_a_clause_that_no_document_has():
    known = {clause for clauses in listed().values() for clause in clauses}
    assert set(coverage._entries()) <= known


def test_reasons_are_from_the_closed_list():
    with coverage.WHY_NOT.open(newline="") as file:
        assert {row["why"] for row in csv.DictReader(file)} <= set(coverage.REASONS)


def test_the_lists_hold_ids_and_hashes_and_never_text():
    for file in LISTS.glob("*.csv"):
        for row in csv.DictReader(file.read_text().splitlines()):
            assert len(row["clause"]) < 130
            assert len(row["hash"]) == 16


@pytest.mark.parametrize(
    "document, lines, ids",
    [
        ("guidance", ["3.19 An", "B110. The", "B111. Where"], ["3.19", "B110", "B111"]),
        (
            "gloucester",
            [
                "## 6. Restrictions",
                "1. Help",
                "## Appendix A – L",
                "## The means test",
                "## Appendix B – T",
                "<b>B2.1 Client</b>",
                "<b>2.9 Relocation</b>",
            ],
            ["6", "6(1)", "A The means test", "B2.1", "B2.9"],
        ),
        (
            "stroud",
            [
                "Appendix 4: Facilities",
                "8. Restrictions",
                "1. Help.",
                "Appendix A – Legislation",
                "Local Land Charge",
                "Appendix B – Types",
                "B2.4 Top-Up",
            ],
            ["App 4", "App 4 8", "App 4 8(1)", "App 4 A Local Land Charge", "App 4 B2.4"],
        ),
        (
            "cannock-chase",
            [
                "# CANNOCK CHASE COUNCIL",
                "## 11. Help",
                "### Discretionary Top-up Assistance",
                "## 12. Process",
                "### (t) Repayment",
                "## Appendix 3",
            ],
            ["11", "11 Top-up Assistance", "12", "12(t)", "App 3"],
        ),
    ],
)
def test_clauses_are_found_by_pattern(document, lines, ids):
    prefix = DOCUMENTS[document][0]
    found = [clause for clause, _ in extract(document, "\n".join(lines))]
    assert found == [f"{prefix} {clause}" for clause in ids]


def test_a_clause_that_changes_is_seen_by_its_hash():
    before, after = (
        dict(extract("guidance", f"B110. The maximum is {most}")) for most in ("30,000", "40,000")
    )
    assert before.keys() == after.keys()
    assert before != after
