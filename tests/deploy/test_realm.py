"""The Keycloak realm and the development issuer give the same claims for the same role."""

import json

import pytest

from deploy.local.issuer import AUDIENCE, roles
from services.forum.app import SERVICE
from services.forum.pages.page import PageRoute
from shared.settings import Settings
from tests.deploy.stack import ROOT, compose, example_environment

REALM = json.loads((ROOT / "deploy/keycloak/realm.json").read_text(encoding="utf-8"))
CLIENT, PAGES, MACHINE = REALM["clients"]
REACH_SCOPE = "dfg-reach"


def by_name(entries: list[dict], name: str) -> dict:
    (entry,) = (e for e in entries if e["name"] == name)
    return entry


def mappers() -> dict[str, dict]:
    return {m["name"]: m for m in by_name(REALM["clientScopes"], REACH_SCOPE)["protocolMappers"]}


def test_the_realm_has_these_roles_and_no_others():
    assert [r["name"] for r in REALM["roles"]["realm"]] == list(roles())
    assert [g["name"] for g in REALM["groups"]] == list(roles())


@pytest.mark.parametrize("role", roles())
def test_a_member_of_the_group_has_the_role_and_its_reach(role):
    group = by_name(REALM["groups"], role)
    expected = roles()[role]
    assert group["realmRoles"] == [role]
    assert group["attributes"]["dfg_role"] == [role]
    assert group["attributes"].get("dfg_read", []) == expected.read
    assert group["attributes"].get("dfg_write", []) == expected.write
    assert group["attributes"].get("dfg_provider", [None]) == [expected.provider]
    assert group["attributes"].get("dfg_case", [None]) == [expected.case]
    assert group["attributes"].get("dfg_limit", [None]) == [expected.limit]


@pytest.mark.parametrize("role", roles())
def test_a_role_is_granted_its_scopes_alone(role):
    granted = {m["clientScope"] for m in REALM["scopeMappings"] if role in m["roles"]}
    assert granted == set(roles()[role].scopes)


def test_every_scope_is_held_back_from_those_without_the_role():
    """A client scope without a role mapping would be granted to everyone."""
    mapped = {m["clientScope"] for m in REALM["scopeMappings"] if m["roles"]}
    for client in (CLIENT, PAGES, MACHINE):
        assert set(client["defaultClientScopes"]) - mapped == {REACH_SCOPE}
        assert "optionalClientScopes" not in client


def test_the_clients_together_can_ask_for_every_scope():
    asked_for = {s for client in (CLIENT, MACHINE) for s in client["defaultClientScopes"]}
    assert asked_for == {s["name"] for s in REALM["clientScopes"]}


def test_the_lettings_system_is_a_machine_that_proves_itself_by_its_clients_secret():
    assert (MACHINE["publicClient"], MACHINE["serviceAccountsEnabled"]) == (False, True)
    assert (MACHINE["standardFlowEnabled"], MACHINE["directAccessGrantsEnabled"]) == (False, False)
    assert MACHINE["secret"] == "${DFG_LETTINGS_SYSTEM_SECRET}"
    assert "DFG_LETTINGS_SYSTEM_SECRET" in example_environment()
    assert set(MACHINE["defaultClientScopes"]) - {REACH_SCOPE} == set(
        roles()["lettings_system"].scopes
    )
    (account,) = (u for u in REALM["users"] if "serviceAccountClientId" in u)
    assert account["serviceAccountClientId"] == MACHINE["clientId"]
    assert account["username"] == f"service-account-{MACHINE['clientId']}"
    assert account["groups"] == ["/lettings_system"]
    assert "credentials" not in account


def test_the_scope_claim_lists_the_use_cases_and_nothing_else():
    for scope in REALM["clientScopes"]:
        listed = scope["attributes"]["include.in.token.scope"] == "true"
        assert listed is (scope["name"] != REACH_SCOPE)


@pytest.mark.parametrize(
    "claim, several",
    [
        ("dfg_read", "true"),
        ("dfg_write", "true"),
        ("dfg_provider", "false"),
        ("dfg_case", "false"),
        ("dfg_limit", "false"),
        ("dfg_role", "false"),
    ],
)
def test_the_reach_is_a_claim_of_the_access_token(claim, several):
    config = mappers()[claim]["config"]
    assert config["claim.name"] == config["user.attribute"] == claim
    assert config["multivalued"] == several
    assert config["access.token.claim"] == "true"


def test_the_forum_s_pages_are_a_client_of_their_own_with_pkce_and_one_way_back():
    told = compose()["services"]["forum"]["environment"]
    assert PAGES["clientId"] == Settings.model_fields["client_id"].default
    assert PAGES["attributes"]["pkce.code.challenge.method"] == "S256"
    assert (PAGES["standardFlowEnabled"], PAGES["directAccessGrantsEnabled"]) == (True, False)
    assert PAGES["redirectUris"] == [f"{told['DFG_PUBLIC_ADDRESS']}/pages/signed-in"]
    out = PAGES["attributes"]["post.logout.redirect.uris"]
    assert out == f"{told['DFG_PUBLIC_ADDRESS']}/pages/signed-out"


def test_the_pages_client_asks_for_the_scopes_of_the_pages_and_no_others():
    taken = {
        scope
        for router in SERVICE.routers
        for route in router.routes
        if isinstance(route, PageRoute)
        for each in route.dependant.dependencies
        for scope in each.own_oauth_scopes or ()
    }
    assert set(PAGES["defaultClientScopes"]) == taken | {REACH_SCOPE}


def test_tokens_are_for_the_platform():
    assert mappers()["audience"]["config"]["included.custom.audience"] == AUDIENCE
    assert not any(client["fullScopeAllowed"] for client in (CLIENT, PAGES, MACHINE))


def test_nobody_changes_their_own_reach():
    (provider,) = REALM["components"]["org.keycloak.userprofile.UserProfileProvider"]
    profile = json.loads(provider["config"]["kc.user.profile.config"][0])
    assert "unmanagedAttributePolicy" not in profile
    editors = {a["name"]: a["permissions"]["edit"] for a in profile["attributes"]}
    assert {name for name in editors if name.startswith("dfg_")} == {
        "dfg_read",
        "dfg_write",
        "dfg_provider",
        "dfg_case",
        "dfg_limit",
        "dfg_role",
    }
    assert all(editor == ["admin"] for editor in editors.values())


def test_the_demonstration_users_are_named_after_their_roles_and_hold_no_password_here():
    people = [u for u in REALM["users"] if "serviceAccountClientId" not in u]
    for user in people:
        assert user["groups"] == [f"/{user['username']}"]
        assert [c["value"] for c in user["credentials"]] == ["${DFG_DEMONSTRATION_PASSWORD}"]
    assert [u["username"] for u in people] == [r for r in roles() if r != "lettings_system"]
    assert "DFG_DEMONSTRATION_PASSWORD" in example_environment()
