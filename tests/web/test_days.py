"""Every date of a body or query lies between the platform's first and last day.

It is made from the OpenAPI documents: a new date is in it by itself.
"""

import datetime as dt
from copy import deepcopy

import pytest

from deploy.local.roles import SERVICES
from shared.days import FIRST_DAY, LAST_DAY, PLATFORM, keep_to
from shared.settings import Settings
from shared.web.openapi import operations
from tests.platform.known import known_ids
from tests.web.test_authority import ask, body, described, place, turned_away, whole
from tests.web.test_bounds import KINDS

A_DAY = dt.timedelta(days=1)
BEYOND = [(FIRST_DAY - A_DAY).isoformat(), (LAST_DAY + A_DAY).isoformat()]


def dates(document, schema, value, path=()):
    """The place of every date that a body has or may have beside what it has."""
    if name := schema.get("$ref", "").rpartition("/")[2]:
        schema = document["components"]["schemas"][name]
    for kind in KINDS:
        for each in schema.get(kind, ()):
            yield from dates(document, each, value, path)
    if schema.get("format") == "date":
        yield path
    elif isinstance(value, dict):
        for key, inside in schema.get("properties", {}).items():
            yield from dates(document, inside, value.get(key), (*path, key))
    elif isinstance(value, list) and value and "items" in schema:
        yield from dates(document, schema["items"], value[0], (*path, 0))


def put(value, path, day):
    """The body with that day at that place."""
    changed = deepcopy(value)
    around = changed
    for step in path[:-1]:
        around = around[step]
    around[path[-1]] = day
    return changed


def told_at(answer, pointer):
    """Whether the answer refuses the date there for the platform's days."""
    faults = answer.json().get("errors", ()) if answer.status_code == 422 else ()
    return any(f["pointer"] == pointer and "a date lies between" in f["detail"] for f in faults)


def tried(platform, service):
    """Every date of every body and query, a day beyond either end, and what came of it."""
    document, known = described(platform, service), known_ids(platform, service)
    client = platform.client(service, "grant_officer", scope=whole(document))
    for method, at, operation in operations(document):
        example, where = body(document, operation), place(at, **known)
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        for path in dates(document, content["schema"], example) if content else ():
            pointer = "".join(f"/{step}" for step in path)
            for day in BEYOND:
                answer = ask(client, method, where, put(example, path, day))
                if turned_away(answer):
                    continue  # it takes a token of one person's own case
                yield f"{method} {at} {pointer} {day}", told_at(answer, pointer)
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query" and list(dates(document, parameter["schema"], None)):
                name = parameter["name"]
                for day in BEYOND:
                    answer = client.request(method, where, params={name: day})
                    yield f"{method} {at}?{name}={day}", told_at(answer, f"/{name}")


@pytest.mark.parametrize("service", SERVICES)
def test_a_day_beyond_the_platforms_is_refused_wherever_a_date_may_stand(platform, service):
    found = dict(tried(platform, service))
    assert found or service == "forum"
    assert [where for where, refused in found.items() if not refused] == []


def test_the_days_are_settings(platform):
    settings = platform.settings("grants", first_day="2020-01-01", last_day="2030-12-31")
    try:
        keep_to(settings.first_day, settings.last_day)
        officer = platform.client("grants", "grant_officer")
        assert told_at(officer.get("/v1/policies/comparison", params={"on": "2019-12-31"}), "/on")
    finally:
        keep_to(FIRST_DAY, LAST_DAY)
    assert PLATFORM.first == Settings.model_fields["first_day"].default


def test_the_first_day_is_not_after_the_last(platform):
    with pytest.raises(ValueError, match="DFG_FIRST_DAY lies before DFG_LAST_DAY"):
        platform.settings("grants", first_day="2030-01-01", last_day="2029-12-31")
