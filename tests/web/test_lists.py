"""Lists: page after page, whatever comes in between; wrong cursors and unknown filters refused."""

import pytest

from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER
from tests.register.service import enter


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
