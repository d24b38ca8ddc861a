"""Two moves of one case, two households for one home: in a burst and in sequence, one gets it."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.platform.answers import nothing_changes, problem
from tests.register.homes import answers
from tests.register.service import day, enter, household
from tests.register.test_adverts_service import ADVERT, GOLD, advertised
from tests.register.test_relocation_service import Move

pytestmark = pytest.mark.usefixtures("in_june")


def at_once(client, *paths, body):
    """Post to all the paths in the same moment, each on a connection of its own."""
    return each_at_once(client, dict.fromkeys(paths, body))


def each_at_once(client, bodies):
    """The same, to each path a body of its own."""

    def post(path):
        with httpx.Client(base_url=client.base_url, headers=client.headers, timeout=30) as one:
            return one.post(path, json=bodies[path]).status_code

    with ThreadPoolExecutor(len(bodies)) as threads:
        return sorted(threads.map(post, bodies))


def offered(options, case_id, home_id):
    """A move to the home that was seen and offered; its id."""
    body = {"home_id": home_id}
    made = options.post(f"/v1/cases/{case_id}/relocations", json=body).json()["id"]
    for step, told in (
        ("viewing", {"viewed_on": day(0), "therapist_satisfied": True}),
        ("offer", {"offered_on": day(0)}),
    ):
        assert options.post(f"/v1/relocations/{made}/{step}", json=told).status_code == 200
    return made


def test_of_two_moves_of_a_case_accepted_at_once_one_is(platform, options):
    for _ in range(5):
        case_id = household(platform, "120000.00")
        moves = [offered(options, case_id, enter(options)) for _ in range(2)]
        paths = [f"/v1/relocations/{move}/acceptance" for move in moves]
        assert at_once(options, *paths, body={"accepted_on": day(0)}) == [200, 409]


def test_of_two_households_who_move_into_one_home_at_once_one_does(platform, options):
    for _ in range(5):
        home = enter(options)
        moves = [offered(options, household(platform, "120000.00"), home) for _ in range(2)]
        for move in moves:
            accepted = options.post(
                f"/v1/relocations/{move}/acceptance", json={"accepted_on": day(0)}
            )
            assert accepted.status_code == 200
        paths = [f"/v1/relocations/{move}/move" for move in moves]
        assert at_once(options, *paths, body={"moved_on": day(0)}) == [200, 409]


def test_a_home_is_on_offer_once_while_a_letting_is_taken_back(platform, options):
    for _ in range(8):
        home, case_id = enter(options), household(platform, "120000.00")
        place = f"/v1/adverts/{advertised(options, home)['id']}/bids/{case_id}"
        options.put(place, json=GOLD).raise_for_status()
        options.post(f"{place}/outcome", json={"decision": "let"}).raise_for_status()
        acts = {
            f"{place}/correction": {"reason": "Of another"},
            f"/v1/homes/{home}/adverts": ADVERT,
        }
        assert each_at_once(options, acts) in ([200, 409], [201, 409])


def test_a_home_that_somebody_lives_in_is_let_to_nobody_else(platform, options):
    first = Move(platform, options).accepted().moved()
    second = offered(options, household(platform, "120000.00"), first.home)
    options.post(f"/v1/relocations/{second}/acceptance", json={"accepted_on": day(0)})
    with nothing_changes(platform, "register", "relocations"):
        answer = options.post(f"/v1/relocations/{second}/move", json={"moved_on": day(0)})
        assert "somebody lives there" in problem(answer, "wrong-state", 409)["detail"]


def test_nobody_writes_another_name_beside_a_category(platform, options):
    """Who set it comes from the token: it is an act of its own."""
    forged = {"category": "A", "reason": "looks fine", "by": "somebody else", "on": day(0)}
    uprn = "100300777771"
    entry = {
        "district": "E07000081",
        "provider_id": "example-homes",
        "uprn": uprn,
        "occupancy": "empty",
        "survey": answers() | {"uprn": uprn, "override": forged},
    }
    with nothing_changes(platform, "register", "homes"):
        problem(options.post("/v1/homes", json=entry), "invalid-input", 422, "/survey/override")
