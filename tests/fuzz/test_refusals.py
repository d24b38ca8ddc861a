"""A refusal of what a document allows has its reason in the table, or the fuzz run fails."""

import re

from tests.fuzz.checks import TABLE, unexplained


def told(slug, *details):
    errors = [{"pointer": "/a", "detail": detail} for detail in details]
    return {"type": f"urn:dfg:problem:{slug}", "errors": errors}


def test_each_row_says_why():
    for row in TABLE:
        assert row["why"], row
        re.compile(row["says"])


def test_a_refusal_in_the_table_is_explained():
    assert list(unexplained(told("invalid-input", "not a cursor of ours: use `next`"))) == []


def test_another_is_not_though_one_beside_it_is():
    found = unexplained(told("invalid-input", "not a cursor of ours", "Input should be a string"))
    assert list(found) == [("invalid-input", "/a", "Input should be a string")]
    assert list(unexplained({"type": "urn:dfg:problem:unheard-of", "detail": "No."}))


def test_an_operation_outcome_of_fhir_is_read_like_a_problem():
    def outcome(said):
        coding = [{"system": "urn:dfg:problem", "code": "invalid-input"}]
        issue = {"code": "invalid", "details": {"coding": coding}, "diagnostics": said}
        return {"resourceType": "OperationOutcome", "issue": [issue]}

    assert list(unexplained(outcome("/id: not as FHIR R4 has it"))) == []
    assert list(unexplained(outcome("/id: unheard of"))) == [
        ("invalid-input", "", "/id: unheard of")
    ]
