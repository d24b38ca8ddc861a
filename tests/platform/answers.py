"""What an answer is held to: the problem it should be, and that nothing was changed."""

from contextlib import contextmanager

TRY_AGAIN = {429, 503}
"""What passes by itself: the answer says when to ask again."""


def problem(answer, slug, status, *pointers):
    """Check that the answer is this problem, at these places of the input; give its body."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert body["type"] == (f"urn:dfg:problem:{slug}" if slug else "about:blank"), answer.text
    assert answer.status_code == body["status"] == status
    assert body["title"]
    assert status not in TRY_AGAIN or int(answer.headers["retry-after"]) > 0
    assert {e["pointer"] for e in body.get("errors", [])} == set(pointers), answer.text
    return body


def every(client, path, **asked):
    """All that is in a list: other tests' items may fill its first page."""
    page = client.get(path, params=asked | {"limit": 100}).json()
    found = page["items"]
    while page["next"]:
        page = client.get(path, params=asked | {"limit": 100, "cursor": page["next"]}).json()
        found += page["items"]
    return found


@contextmanager
def nothing_changes(platform, service="referral", table="referrals"):
    """Neither rows nor events nor tracks of anything are left behind.

    What the tests before set going is waited for: it would leave tracks of its own meanwhile.
    """
    platform.rest()
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
