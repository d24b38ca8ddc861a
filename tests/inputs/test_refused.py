"""What is refused is said to whoever wrote the input: where, and in words that are no programmer's."""

import copy
import json
import re
import subprocess
import sys
from itertools import islice

import pytest
from pydantic import ValidationError

from services.grants.domain.facts.case import Case
from services.means_test.domain.household import Household
from services.payments.domain.runs import Run
from services.referral.domain.priority.facts import GroupsList, PointsList
from services.register.domain.home import Home
from shared.problems import InvalidInput, Problem
from tests.inputs import documents

WRONG = ([], {}, "x", 1, 1.5, True, None, ["x"], "2026-02-30")
PROGRAMMERS = re.compile(
    r"\b(valid (list|tuple|set|dictionary|string|boolean|integer|date)|instance of|None|regex|parse)\b"
)
COMMANDS = (
    "means_test calculate -",
    "grants determine -",
    "register categorise -",
    "referral prioritise -",
    "payments file - --format bacs18",
)


def paths(value, at=()):
    """Every place within a document, the whole of it first."""
    yield at
    for key, inner in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        yield from paths(inner, (*at, key))


def put(document, path, value):
    """The document with another value at the place."""
    if not path:
        return value
    changed = copy.deepcopy(document)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


def refused(model, document):
    """What is said of the document: each place with its detail."""
    try:
        model.model_validate(document)
    except ValidationError as error:
        return InvalidInput.of(error).errors
    except Problem as problem:
        return problem.errors
    return ()


@pytest.mark.parametrize(
    "model, given",
    [
        (Household, documents.households),
        (Case, documents.cases),
        (Home, documents.homes),
        (PointsList, documents.lists_by_points),
        (GroupsList, documents.lists_by_groups),
        (Run, documents.runs),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_in_plain_words(model, given):
    told = {
        error.detail
        for document in islice(given(), 2)
        for path in paths(document)
        for value in WRONG
        for error in refused(model, put(document, path, value))
    }
    assert len(told) > 5
    assert [detail for detail in sorted(told) if PROGRAMMERS.search(detail)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_json_is_refused_with_its_place(command):
    service, *arguments = command.split()
    program = [sys.executable, "-m", f"services.{service}", *arguments]
    done = subprocess.run(program, input=b"{", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    problem = json.loads(done.stderr)
    assert problem["errors"] == [{"pointer": "", "detail": problem["detail"]}]
