"""Nothing that somebody writes leaves the service: words of our own in every field of every body.

A whole case goes through all services with a marker wherever words may stand, and every other
command is sent with markers too. Then all that left the services is searched. It is made from the
OpenAPI documents: a new field is in it by itself.
"""

import uuid
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from deploy.local.journey.case_file import CaseFile
from deploy.local.journey.journey import Journey
from deploy.local.roles import SERVICES
from shared.web.openapi import operations
from tests.web.markers import MarkingClient, Planter, markers_in, taken
from tests.web.observed import until_it_has_settled
from tests.web.test_authority import body, place, whole

pytestmark = pytest.mark.xdist_group("observed")
CASE = Path("tests/journeys/first.json")
STAGES = ("assessed at home", "decided")
"""How far a case is carried before every command is sent to it."""
FEWEST = 40
"""Fields whose words were taken: with fewer the search would prove little."""


def test_no_words_of_any_field_leave_their_service(observed):
    documents = {s: observed.get(s, "/openapi.json").json() for s in SERVICES}
    planter = Planter(documents)
    held = marked_case(observed, planter, "closed").held
    for stage in STAGES:
        held |= marked_commands(observed, planter, documents, marked_case(observed, planter, stage))
    until_it_has_settled(observed)
    assert len({planter.fields[marker] for marker in held}) >= FEWEST
    texts = {
        "events": [*observed.rows("bus.log"), *feeds(observed)],
        "problems": observed.problems,
        "logs": observed.logs(),
        "metrics": observed.metrics(),
        "spans": observed.spans(),
    }
    assert all(texts.values()), "nothing was kept of some: the search proves nothing"
    left = Counter(
        (where, planter.fields[marker])
        for where, found in texts.items()
        for text in found
        for marker in markers_in(text)
    )
    assert left == {}


def marked_case(observed, planter, stage):
    """A case carried until that was done, each step with markers."""
    client = MarkingClient(
        observed.address, observed.token, uuid.uuid4().hex, planter=planter, told=observed.problems
    )
    journey = Journey(CaseFile.read(CASE), client, str(uuid.uuid4().int)[:12])
    with client:
        done = next(step for step in journey.steps() if step.startswith(stage))
    assert done
    client.case_id, client.home_id = journey.case_id, journey.home_id
    return client


def marked_commands(observed, planter, documents, client):
    """Every command of every service with markers; the markers that were taken."""
    held = set()
    for service, document in documents.items():
        scope = whole(document)
        for method, path, operation in operations(document):
            at = place(path, case_id=client.case_id, home_id=client.home_id)
            had = body(document, operation)
            planted = None if method == "get" else planter.planted(service, method, at, had)
            if planted is None:
                continue
            send = partial(observed.send_as, service, scope, method, at)
            sent, answer = taken(send, planted, had)
            if answer.is_success:
                held |= markers_in(str(sent))
    return held


def feeds(observed):
    """What the county and the districts read."""
    return [observed.send("forum", "grant_officer", "/v1/feed").text]
