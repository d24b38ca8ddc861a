"""What Schemathesis loads: the requests are about what there is, and a refusal is explained.

`refusals.yaml` says why a request that a document allows may be refused; any other refusal fails.
"""

import json
import os
import re
import uuid
from pathlib import Path

import schemathesis
import yaml
from hypothesis import strategies as st
from schemathesis.openapi import format as text_of

from shared.days import FIRST_DAY, LAST_DAY
from shared.problems import PROBLEM_BASE

TABLE = yaml.safe_load(Path(__file__).with_name("refusals.yaml").read_text(encoding="utf-8"))
THERE = json.loads(os.environ.get("FUZZ_THERE", "{}"))
"""By the name in a path: an id of something that there is."""
MAY_NOT = {401, 403, 404, 409, 412, 429}
"""Somebody else's, not there, not in that state, changed meanwhile: no fault of the request."""
DAYS = st.dates(FIRST_DAY, LAST_DAY)

text_of("date", DAYS.map(str))
text_of("date-time", DAYS.map(lambda day: f"{day}T09:30:00Z"))


@schemathesis.hook
def before_call(_context, case, _kwargs):
    """Each command is one of its own, and every other about something that there is."""
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    if (case.headers or {}).get("If-Match") == '"3"':
        del case.headers["If-Match"]
    for name, there in THERE.items():
        if name in (case.path_parameters or {}) and hash(str(case.body)) % 4:
            case.path_parameters[name] = there


@schemathesis.check
def refused_for_a_reason(_context, response, case):
    """What the document allows is taken, or refused as the table says."""
    allowed = case.meta is not None and case.meta.generation.mode.is_positive
    refused = 400 <= response.status_code < 500 and response.status_code not in MAY_NOT
    unknown = list(unexplained(response.json())) if allowed and refused else []
    if unknown:
        raise AssertionError(f"refused without a reason in refusals.yaml: {unknown}")


def unexplained(problem):
    """What a problem says that the table has no reason for."""
    for slug, pointer, detail in _said(problem):
        if not any(row["type"] == slug and re.search(row["says"], detail) for row in TABLE):
            yield slug, pointer, detail


def _said(problem):
    """What is wrong, and where; FHIR has a resource of its own for it."""
    if problem.get("resourceType") == "OperationOutcome":
        for issue in problem["issue"]:
            slug = issue["details"]["coding"][0]["code"]
            yield slug, "", issue.get("diagnostics", "")
        return
    slug = problem["type"].removeprefix(PROBLEM_BASE)
    for error in problem.get("errors") or [{"pointer": "", "detail": problem.get("detail", "")}]:
        yield slug, error["pointer"], error["detail"]
