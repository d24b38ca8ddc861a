"""The table of roles, scopes and screens is what roles and routes say."""

import pytest

from deploy.local.issuer import roles
from tests.deploy.roles_page import PAGE, _opened, page


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.deploy.roles_page"


def test_no_role_has_a_scope_that_opens_nothing():
    opened = _opened()
    for role, claims in roles().items():
        for scope in claims.scopes:
            assert scope in opened or scope.startswith(("approval:", "operations:")), (role, scope)


@pytest.mark.parametrize("role", ["occupational_therapist", "benefits_officer", "finance"])
def test_who_works_on_a_case_sees_its_timeline_and_not_the_countys_feed(platform, role):
    client = platform.client("forum", role)
    assert client.get("/v1/timelines/00000000-0000-0000-0000-000000000009").status_code == 404
    assert client.get("/v1/feed").status_code == 403
