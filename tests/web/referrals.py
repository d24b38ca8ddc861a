"""A referral in one line, and what a problem looks like."""

from contextlib import contextmanager
from copy import deepcopy

from tests.web.running import GLOUCESTER

_ENQUIRY = {
    "district": GLOUCESTER,
    "received_on": "2026-03-02",
    "source": "gp",
    "person": {
        "name": "A. Person",
        "date_of_birth": "1950-01-31",
        "address": "1 Example Street",
        "postcode": "GL1 1AA",
    },
    "consent": {"given": True, "by": "A. Person", "on": "2026-03-02"},
    "reason": "Finds it hard to get about at home.",
}
SCREENING = {"major_adaptation": False, "complicated_situation": False}


def enquiry(**changes):
    """A valid enquiry, changed at `person__name="..."`."""
    made = deepcopy(_ENQUIRY)
    for path, value in changes.items():
        *above, last = path.split("__")
        place = made
        for step in above:
            place = place[step]
        place[last] = value
    return made


def refer(client, **changes):
    """A referral that was received."""
    answer = client.post("/v1/referrals", json=enquiry(**changes))
    assert answer.status_code == 201, answer.text
    return answer.json()["case_id"]


def problem(answer, slug, status, *pointers):
    """Check that the answer is this problem, at these places of the input; give its body."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert body["type"] == (f"urn:dfg:problem:{slug}" if slug else "about:blank"), answer.text
    assert answer.status_code == body["status"] == status
    assert body["title"]
    assert {e["pointer"] for e in body.get("errors", [])} == set(pointers), answer.text
    return body


@contextmanager
def nothing_changes(platform, service="referral", table="referrals"):
    """Neither rows nor events nor tracks of anything are left behind."""
    before = _state(platform, service, table)
    yield
    assert _state(platform, service, table) == before


def _state(platform, service, table):
    return [
        platform.sql.one(
            f"SELECT md5(string_agg({row}::text, '' ORDER BY {row}::text)) FROM {name} t"
        )
        for name, row in (
            (f"{service}.{table}", "t"),
            (f"{service}.outbox", "t.id"),
            (f"{service}.audit", "t"),
            (f"{service}.idempotency", "t"),
        )
    ]
