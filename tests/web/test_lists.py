"""Lists: page after page, whatever comes in between; wrong cursors and unknown filters refused."""

import pytest

from deploy.local.roles import SERVICES
from shared.web.openapi import operations
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER
from tests.register.service import enter
from tests.web.test_authority import described

WHOLE = {
    "what one case, home, household or invoice has": """
        timeline show_history approvals_wanted list_letters earlier_grants show_evidence list_credits
        list_documents show_contractors list_recoveries show_completion_checks show_allocations
        show_narratives list_minor_works suggest of_case show_surveys show_equipment homes_for_case
        households_for_home list_bank_details list_debit_accounts show_home_history
        show_need_history show_assignment_history show_contractor_history""",
    "lines of a report or a form": """
        show_who_was_reached compare_offers show_money list_budgets show_return show_trial_balance
        show_creditors show_growth show_trainings count_monitoring refusals providers""",
    "districts, years, agreements and settings": """
        list_money_agreements show_money_agreement list_policies list_returns list_agreements
        show_agreement list_shareable list_shared list_settings""",
    "a county's assessors, one advert's bids, homes that are held just now": """
        list_assessors show_assessor shortlist held_homes""",
}
"""Lists that are shown whole, by what keeps them short. What grows with the caseload is paged."""
FEEDS = {"feed", "adverts", "read_shared"}
"""Read on from where their reader stands: `next` is there on the last page too."""


def pages(client, **filters):
    """Every item of the list, asked for two at a time."""
    return [item["id"] for item in every(client, "/v1/homes", limit=2, **filters)]


def test_page_after_page_shows_every_row_once(options):
    entered = [enter(options) for _ in range(5)]
    found = pages(options, district=GLOUCESTER)
    assert [home for home in found if home in entered] == entered
    assert len(set(found)) == len(found)


def test_a_row_that_comes_in_between_moves_no_other(options):
    before = [enter(options) for _ in range(3)]
    first = options.get("/v1/homes", params={"limit": 2}).json()
    later = enter(options)
    rest = options.get("/v1/homes", params={"limit": 100, "cursor": first["next"]}).json()
    shown = [item["id"] for page in (first, rest) for item in page["items"]]
    assert shown.count(later) <= 1
    assert all(shown.count(home) <= 1 for home in before)


def test_the_last_page_has_no_next_even_when_it_is_full(options):
    for _ in range(2):
        enter(options)
    everything = pages(options)
    page = options.get("/v1/homes", params={"limit": min(100, len(everything))}).json()
    assert (page["next"] is None) == (len(everything) <= 100)


@pytest.mark.parametrize("cursor", ["", "x", "MQ==", "é", "A" * 1000, "AAAAAAAAeyJhIjoxfQ=="])
def test_what_is_no_cursor_is_refused(options, cursor):
    problem(options.get("/v1/homes", params={"cursor": cursor}), "invalid-input", 422, "/cursor")


def test_the_cursor_of_other_filters_is_refused_not_followed(options):
    for _ in range(3):
        enter(options)
    page = options.get("/v1/homes", params={"limit": 1}).json()
    asked = {"district": GLOUCESTER, "cursor": page["next"]}
    problem(options.get("/v1/homes", params=asked), "invalid-input", 422, "/cursor")


def test_a_filter_that_the_list_does_not_have_is_refused_by_name(options):
    answer = options.get("/v1/homes", params={"distirct": GLOUCESTER})
    body = problem(answer, "invalid-input", 422, "/distirct")
    assert "district" in body["errors"][0]["detail"]


def test_a_parameter_of_a_route_that_takes_none_is_refused(options):
    home = enter(options)
    problem(options.get(f"/v1/homes/{home}?full=yes"), "invalid-input", 422, "/full")


def shown(document, operation):
    """The schema of what an operation answers, and what may be asked of it."""
    schema = operation["responses"]["200"].get("content", {}).get("application/json", {})
    name = schema.get("schema", {}).get("$ref", "").rpartition("/")[2]
    properties = document["components"]["schemas"].get(name, {}).get("properties", {})
    return properties, {p["name"] for p in operation.get("parameters", ())}


@pytest.mark.parametrize("service", SERVICES)
def test_every_list_that_grows_with_the_caseload_is_paged_in_the_one_way(platform, service):
    document, whole = described(platform, service), {n for w in WHOLE.values() for n in w.split()}
    for method, path, operation in operations(document):
        if method != "get" or path.startswith("/v1/vocabularies"):
            continue
        properties, asked = shown(document, operation)
        name = operation["operationId"]
        if "items" not in properties or name in whole:
            continue
        assert "next" in properties, name
        assert {"cursor", "limit"} <= asked, name
        nullable = {"type": "null"} in properties["next"].get("anyOf", ())
        assert nullable is (name not in FEEDS), name


def test_each_list_that_is_said_to_be_shown_whole_is(platform):
    found = set()
    for document in (described(platform, service) for service in SERVICES):
        for _, _, operation in operations(document):
            if "200" in operation["responses"]:
                properties, asked = shown(document, operation)
                if "items" in properties and "cursor" not in asked:
                    found.add(operation["operationId"])
    assert {name for names in WHOLE.values() for name in names.split()} - found == set()
