"""A refusal of what a document allows has its reason in the table, or the fuzz run fails."""

import ast
import re
from pathlib import Path

from tests.fuzz.checks import TABLE, unexplained

SERVICES = Path(__file__).parents[2] / "services"
OF_A_SHEET = {"take_over_layout.py", "take_over_rows.py"}
"""What is wrong with a row of a sheet is said in its report: the sheet is taken."""
SAYS_MISSING = "required: add it"
"""Of a field that the document does not call required: never explained."""


def told(slug, *details):
    errors = [{"pointer": "/a", "detail": detail} for detail in details]
    return {"type": f"urn:dfg:problem:{slug}", "errors": errors}


def texts(argument):
    """What it says, with a 7 for whatever is filled in."""
    match argument:
        case ast.Constant(str(said)):
            yield said
        case ast.JoinedStr(parts):
            yield "".join(p.value if isinstance(p, ast.Constant) else "7" for p in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from (*texts(one), *texts(other))


def refusals():
    """What the services' rules say of an input, as it stands in their code."""
    for file in SERVICES.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("InvalidInput"), attr="at")
                    | ast.Name("FieldError"),
                    args=[_, detail],
                ) if file.name not in OF_A_SHEET:
                    yield from texts(detail)


def test_whatever_a_rule_refuses_is_in_the_table():
    said = {each for each in refusals() if re.search("[a-z]", each)} - {SAYS_MISSING}
    assert len(said) > 200
    assert {s for s in said if list(unexplained(told("invalid-input", s)))} == set()


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
