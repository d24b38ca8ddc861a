"""The table of roles, scopes and screens is what roles and routes say, and each desk can do its work."""

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from deploy.local.issuer import roles
from tests.deploy.roles_page import PAGE, _opened, page


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.deploy.roles_page"


def test_no_role_has_a_scope_that_opens_nothing():
    opened = _opened()
    for role, claims in roles().items():
        for scope in claims.scopes:
            assert scope in opened or scope.startswith(("approval:", "operations:")), (role, scope)


TABLE = yaml.safe_load(Path(__file__).with_name("desks.yaml").read_text(encoding="utf-8"))
ASKS = TABLE["asks"] | TABLE["posts"]


@pytest.fixture(scope="module")
def opened_by():
    """Each operation, by its service and name, with the scopes any of which opens it."""
    found = defaultdict(set)
    for scope, services in _opened().items():
        for service, names in services.items():
            for name in names:
                found[f"{service}.{name.replace(' ', '_')}"].add(scope)
    return found


def asked(role):
    """What the role's desk asks; some desks have some questions in common."""
    for each in TABLE["desks"][role]:
        yield from [each] if isinstance(each, str) else each


def closed(role, scopes, opened_by):
    """What the role's desk asks and these scopes do not answer."""
    for ask in asked(role):
        post = ask in TABLE["posts"] and not any(each.startswith("approval:") for each in scopes)
        if post or any(not opened_by[operation] & scopes for operation in ASKS[ask]):
            yield ask


@pytest.mark.parametrize("role", roles())
def test_a_role_can_do_what_its_desk_asks_and_has_no_scope_beside(role, opened_by):
    """Without any one of its scopes something of its desk is closed to it."""
    scopes = {s for s in roles()[role].scopes if not s.startswith("operations:")}
    assert list(closed(role, scopes, opened_by)) == []
    posts = {scope for scope in scopes if scope.startswith("approval:")}
    without = {scope: scopes - (posts if scope in posts else {scope}) for scope in scopes}
    assert [s for s, rest in without.items() if not list(closed(role, rest, opened_by))] == []


def test_of_every_role_it_is_said_what_its_desk_asks(opened_by):
    assert TABLE["desks"].keys() == roles().keys()
    assert {ask for role in TABLE["desks"] for ask in asked(role)} == ASKS.keys()
    assert {operation for ask in ASKS.values() for operation in ask} <= opened_by.keys()


@pytest.mark.parametrize(
    "role",
    [
        *("occupational_therapist", "benefits_officer", "finance", "housing_options"),
        *("team_leader", "complaints_officer", "clinical_lead"),
    ],
)
def test_who_works_on_a_case_sees_its_timeline_and_not_the_countys_feed(platform, role):
    client = platform.client("forum", role)
    assert client.get("/v1/timelines/00000000-0000-0000-0000-000000000009").status_code == 404
    assert client.get("/v1/feed").status_code == 403
