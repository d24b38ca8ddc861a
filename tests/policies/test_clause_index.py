"""No clause of the four documents is forgotten, and each says truly what it is."""

import ast
import csv
from pathlib import Path

import pytest

from tests.policies import clause_index, taking_out
from tests.policies.clauses import DOCUMENTS, LISTS, extract
from tests.policies.code_paths import PATHS, taken_out
from tests.policies.enforced import SHOWN, SUITES, rows

ROOT = Path(__file__).parents[2]
INDEXED = clause_index.index()
LEAST_ENFORCED = 300


def test_every_clause_has_one_status():
    assert {one.status for one in INDEXED} <= {"enforced", "data", "planned", "not a rule"}
    both = clause_index.statuses().keys() & {row.clause for row in rows()}
    assert not both


def test_the_index_is_the_one_that_is_committed():
    current = clause_index.as_csv(INDEXED)
    assert clause_index.INDEX.read_text() == current, "run tests.policies.clause_index"


def test_reasons_and_services_are_from_the_closed_lists():
    for one in INDEXED:
        if one.status == "not a rule":
            assert one.why in clause_index.REASONS, one
        if one.status == "planned":
            assert one.why in clause_index.SERVICES, one


def test_each_enforced_clause_was_seen_to_fail_without_its_rule():
    """`make clauses` sees it again; a row that it did not confirm is not enforced."""
    table = rows()
    assert len({row.clause for row in table}) == len(table) >= LEAST_ENFORCED
    assert [row.clause for row in table if row.shown != SHOWN] == []


def test_the_named_tests_are_there():
    known = {suite: _functions(ROOT / suite) for suite in SUITES}
    for row in rows():
        file, _, name = row.test.partition("::")
        assert name.partition("[")[0] in known[file], row.test


def _functions(file: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(file.read_text()))
        if hasattr(node, "decorator_list")
    }


def test_the_rules_named_are_where_they_are_said_to_be():
    """A place of the policy data that is there, a line of code that still says it."""
    places = {str(place) for place, _ in taking_out.entries()}
    for row in rows():
        way, _, where = row.rule.partition(" ")
        assert where in (PATHS if way == "code" else places), row.rule


@pytest.mark.parametrize("name", PATHS)
def test_a_rule_in_code_still_stands_in_its_line(name):
    with taken_out(name):
        pass


def test_no_entry_cites_a_clause_that_no_document_has():
    cited = {
        clause
        for _, entry in taking_out.entries()
        for clause in (entry["clause"], *entry.get("also", ()))
    }
    assert cited <= set(clause_index.order())


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
