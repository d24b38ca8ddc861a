"""Who got a home by mistake never did: the home is empty, the household looks, the advert is open."""

import datetime as dt

import pytest

from shared.contracts.grants import CaseReopened, Closed, WorksCertified
from tests.platform.answers import nothing_changes, problem
from tests.register.service import NOW, TODAY, day, enter, household
from tests.register.test_adverts_service import advertised, bid, changes, decide, shortlist
from tests.register.test_housed_service import accepted, does, lives_in, moved, offered, shown

CANNOCK = "E07000192"
"""A district in which no other test's household would live."""
WRONG = {"reason": "Of the household next in line"}
BATH = {"bathroom.level_access_shower": False}
pytestmark = pytest.mark.usefixtures("in_june")


@pytest.fixture
def family(platform):
    return household(platform, "120000.00", district=CANNOCK)


@pytest.fixture
def another(platform):
    return household(platform, "90000.00", district=CANNOCK)


@pytest.fixture
def home(options):
    return enter(options, district=CANNOCK)


def corrected(client, place, **said):
    answer = client.post(f"{place}/correction", json=WRONG | said)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(client, place, **said):
    answer = client.post(f"{place}/correction", json=WRONG | said)
    return problem(answer, "wrong-state", 409)["detail"]


def left_from(client, family):
    """A home that somebody lives in: the household."""
    left = enter(client, occupancy="occupied", district=CANNOCK)
    answer = client.post(f"/v1/cases/{family}/home", json={"home_id": left})
    assert answer.status_code == 200, answer.text
    return left


def ended(client, case_id):
    return client.get(f"/v1/cases/{case_id}/need").json()["ended_at"]


def state(client, advert):
    found = client.get(f"/v1/adverts/{advert['id']}").json()
    return found["state"], found["closed_on"]


def let(client, home, case_id, *others):
    """An advert of the home by which the household got it, and the place of its bid."""
    advert = advertised(client, home)
    for each in (case_id, *others):
        bid(client, advert, each)
    assert decide(client, advert, case_id, "let").status_code == 200
    return advert, f"/v1/adverts/{advert['id']}/bids/{case_id}"


def certified(platform, case_id):
    works = ("level_access_shower",)
    platform.tell(
        "register",
        WorksCertified(case_id=case_id, district=CANNOCK, certified_on=TODAY, works=works),
    )


# Letting


def test_a_home_that_was_let_by_mistake_is_let_to_who_should_have_it(
    options, family, another, home
):
    before = shown(options, home)
    advert, place = let(options, home, another, family)
    _, cursor = changes(options)
    undecided = corrected(options, place)
    [noted] = undecided["taken_back"]
    assert (undecided["decision"], undecided["decided_on"]) == (None, None)
    assert (noted["decision"], noted["because"]) == ("let", WRONG["reason"])
    now = shown(options, home)
    assert (now["occupancy"], now["vacated_on"]) == ("empty", before["vacated_on"])
    assert (ended(options, another), lives_in(options, another)) == (None, None)
    assert state(options, advert) == ("open", None)
    assert [each["id"] for each in changes(options, cursor)[0]] == [advert["id"]]
    assert decide(options, advert, family, "let").status_code == 200
    assert decide(options, advert, another, "passed_over").status_code == 200
    assert lives_in(options, family) == home


def test_where_it_was_said_to_live_by_mistake_stays_to_be_read(options, family, home):
    left = left_from(options, family)
    _, place = let(options, home, family)
    corrected(options, place)
    assert lives_in(options, family) == left
    entry = options.get(f"/v1/cases/{family}/need/history").json()["items"][-1]
    assert (entry["was"]["home_id"], entry["reason"]) == (home, WRONG["reason"])


def test_a_refusal_that_was_none_is_decided_anew_and_counts_nowhere(options, family, home):
    advert = advertised(options, home)
    bid(options, advert, family)
    params = {"since": day(0), "until": day(0)}

    def counted():
        items = options.get("/v1/refusals", params=params).json()["items"]
        return sum(i["times"] for i in items if i["domain"] == "tenure")

    before = counted()
    decide(options, advert, family, "refused", refused_by="household", domains=["tenure"])
    assert counted() == before + 1
    corrected(options, f"/v1/adverts/{advert['id']}/bids/{family}")
    assert counted() == before
    [placed] = shortlist(options, advert)
    [noted] = placed["bid"]["taken_back"]
    assert (noted["refused_by"], noted["domains"]) == ("household", ["tenure"])
    assert decide(options, advert, family, "let").status_code == 200


def test_what_was_not_decided_is_not_taken_back(options, family, home):
    advert = advertised(options, home)
    bid(options, advert, family)
    assert "nothing was decided" in refused(options, f"/v1/adverts/{advert['id']}/bids/{family}")


def test_a_home_into_which_another_moved_since_stays_theirs(
    platform, options, family, another, home
):
    _, place = let(options, home, another)
    options.post(f"/v1/homes/{home}/occupancy", json={"occupancy": "empty"})
    moved(options, family, home)
    with nothing_changes(platform, "register", "homes"):
        assert "somebody else has moved into the home" in refused(options, place)
    assert lives_in(options, family) == home


def test_a_home_that_was_noted_as_empty_meanwhile_stays_so(options, family, home):
    """What officers did before a letting could be taken back."""
    _, place = let(options, home, family)
    options.post(f"/v1/homes/{home}/occupancy", json={"occupancy": "empty"})
    corrected(options, place)
    assert shown(options, home)["occupancy"] == "empty"
    assert ended(options, family) is None


def test_a_home_is_on_offer_once_also_when_a_letting_is_taken_back(options, family, home):
    _, place = let(options, home, family)
    options.post(f"/v1/homes/{home}/occupancy", json={"occupancy": "empty"})
    second = advertised(options, home)
    assert "withdraw that advert" in refused(options, place)
    options.post(f"/v1/adverts/{second['id']}/withdrawal", json=WRONG)
    corrected(options, place)


def test_who_needs_no_home_any_more_is_not_looking_again(platform, options, family, home):
    _, place = let(options, home, family)
    platform.now = NOW + dt.timedelta(hours=1)
    closed = Closed(case_id=family, district=CANNOCK, closed_on=TODAY, outcome="completed")
    platform.tell("register", closed)
    corrected(options, place)
    assert shown(options, home)["occupancy"] == "empty"
    assert ended(options, family) is not None


def test_who_lives_elsewhere_since_goes_on_living_there(platform, options, family, home):
    _, place = let(options, home, family)
    platform.now = NOW + dt.timedelta(hours=1)
    right = enter(options, district=CANNOCK)
    let(options, right, family)
    corrected(options, place)
    assert (lives_in(options, family), shown(options, home)["occupancy"]) == (right, "empty")
    assert ended(options, family) is not None


def test_works_that_counted_for_the_home_count_for_it_no_more(platform, options, family):
    home = enter(options, BATH, district=CANNOCK)
    before = shown(options, home)
    _, place = let(options, home, family)
    certified(platform, family)
    assert shown(options, home)["category"] == "A" != before["category"]
    corrected(options, place)
    assert shown(options, home)["survey"] == before["survey"]
    assert shown(options, home)["category"] == before["category"]


def test_what_was_let_before_that_was_kept_is_put_right_by_hand(platform, options, family, home):
    advert, place = let(options, home, family)
    platform.sql("UPDATE register.bids SET housed = NULL WHERE case_id = $1", family)
    assert "was not kept" in refused(options, place)
    assert state(options, advert) == ("let", day(0))


# Moving in


def test_who_never_moved_in_looks_again_and_the_advert_is_open(options, family, another, home):
    advert = advertised(options, home)
    bid(options, advert, another)
    move = accepted(options, family, home)
    does(options, move, "move", {"moved_on": day(0)})
    place = f"/v1/relocations/{move}"
    back = corrected(options, place, stage="moved")
    assert (back["stage"], back["moved_on"]) == ("accepted", None)
    assert [(each["stage"], each["because"]) for each in back["taken_back"]] == [
        ("moved", WRONG["reason"])
    ]
    assert (shown(options, home)["occupancy"], state(options, advert)) == ("empty", ("open", None))
    assert (ended(options, family), lives_in(options, family)) == (None, None)
    assert home in offered(options, another)
    assert corrected(options, place, stage="accepted")["stage"] == "offered"
    assert decide(options, advert, another, "let").status_code == 200


def test_the_home_that_was_left_was_never_empty(platform, options, family, another, home):
    left = left_from(options, family)
    before = shown(options, left)
    move = accepted(options, family, home)
    platform.now = NOW + dt.timedelta(days=2)
    does(options, move, "move", {"moved_on": day(1), "left_empty": True})
    assert shown(options, left)["vacated_on"] == [day(1)]
    advert = advertised(options, left)
    assert "withdraw that advert" in refused(options, f"/v1/relocations/{move}", stage="moved")
    options.post(f"/v1/adverts/{advert['id']}/withdrawal", json=WRONG)
    corrected(options, f"/v1/relocations/{move}", stage="moved")
    after = shown(options, left)
    assert (after["occupancy"], after["vacated_on"]) == ("occupied", before["vacated_on"])
    assert lives_in(options, family) == left


def test_nobody_goes_back_into_a_home_in_which_others_live(
    platform, options, family, another, home
):
    left = left_from(options, family)
    move = accepted(options, family, home)
    does(options, move, "move", {"moved_on": day(0), "left_empty": True})
    moved(options, another, left)
    with nothing_changes(platform, "register", "homes"):
        assert "the home that was left" in refused(
            options, f"/v1/relocations/{move}", stage="moved"
        )


def test_a_home_let_to_another_after_a_move_is_theirs(options, family, another, home):
    move = accepted(options, family, home)
    does(options, move, "move", {"moved_on": day(0)})
    options.post(f"/v1/homes/{home}/occupancy", json={"occupancy": "empty"})
    let(options, home, another)
    assert "somebody else has moved into the home" in refused(
        options, f"/v1/relocations/{move}", stage="moved"
    )


def test_what_a_move_came_to_stands(options, family, home):
    move = accepted(options, family, home)
    does(options, move, "move", {"moved_on": day(0)})
    does(options, move, "completion")
    assert "completed" in refused(options, f"/v1/relocations/{move}", stage="completed")


def test_moving_in_is_taken_back_by_whoever_acts_for_both_districts(platform, options, home):
    there = household(platform, "1000.00")
    move = accepted(options, there, home)
    does(options, move, "move", {"moved_on": day(0)})
    theirs = {"dfg_read": ["E07000081", CANNOCK], "dfg_write": ["E07000081"]}
    own = platform.client("register", "housing_options", **theirs)
    answer = own.post(f"/v1/relocations/{move}/correction", json=WRONG | {"stage": "moved"})
    assert CANNOCK in problem(answer, "out-of-reach", 403)["detail"]


# The linked case


def test_a_case_that_was_linked_by_mistake_stays_with_the_move_and_looks_again(
    platform, options, family, another
):
    home = enter(options, BATH, district=CANNOCK)
    before = shown(options, home)
    move = accepted(options, family, home)
    own = left_from(options, another)
    does(options, move, "linked-case", {"case_id": str(another)})
    certified(platform, another)
    assert shown(options, home)["category"] == "A" != before["category"]
    back = corrected(options, f"/v1/relocations/{move}/linked-case")
    [noted] = back["links_taken_back"]
    assert (back["linked_case_id"], noted["case_id"]) == (None, str(another))
    assert noted["because"] == WRONG["reason"]
    assert (lives_in(options, another), ended(options, another)) == (own, None)
    assert shown(options, home)["category"] == before["category"]
    there = household(platform, "15000.00", district=CANNOCK)
    does(options, move, "linked-case", {"case_id": str(there)})
    assert (lives_in(options, there), ended(options, another)) == (home, None)
    assert ended(options, there) is not None


def test_another_case_is_linked_once_the_first_is_taken_back(
    platform, options, family, another, home
):
    move = accepted(options, family, home)
    assert "no case is linked" in refused(options, f"/v1/relocations/{move}/linked-case")
    does(options, move, "linked-case", {"case_id": str(another)})
    there = household(platform, "15000.00", district=CANNOCK)
    answer = options.post(f"/v1/relocations/{move}/linked-case", json={"case_id": str(there)})
    assert "take that back first" in problem(answer, "wrong-state", 409)["detail"]
    assert "take that back first" in refused(options, f"/v1/relocations/{move}", stage="accepted")


def test_of_a_linked_case_that_has_ended_nobody_looks_again(
    platform, options, family, another, home
):
    move = accepted(options, family, home)
    does(options, move, "linked-case", {"case_id": str(another)})
    platform.now = NOW + dt.timedelta(hours=1)
    closed = Closed(case_id=another, district=CANNOCK, closed_on=TODAY, outcome="completed")
    platform.tell("register", closed)
    corrected(options, f"/v1/relocations/{move}/linked-case")
    assert ended(options, another) is not None
    assert lives_in(options, another) is None


# One after the other, and in the other order


def test_a_move_into_the_home_that_was_let_to_it_and_then_the_letting_are_taken_back(
    options, family, home
):
    _, place = let(options, home, family)
    move = accepted(options, family, home)
    does(options, move, "move", {"moved_on": day(0)})
    corrected(options, f"/v1/relocations/{move}", stage="moved")
    assert (shown(options, home)["occupancy"], lives_in(options, family)) == ("occupied", home)
    corrected(options, place)
    found = shown(options, home)
    assert (found["occupancy"], found["vacated_on"]) == ("empty", [day(0)])
    assert (ended(options, family), lives_in(options, family)) == (None, None)


def test_the_home_that_was_left_stays_let_as_it_was(platform, options, family, home):
    left = enter(options, district=CANNOCK)
    _, place = let(options, left, family)
    before = shown(options, left)["vacated_on"]
    platform.now = NOW + dt.timedelta(hours=1)
    move = accepted(options, family, home)
    does(options, move, "move", {"moved_on": day(0), "left_empty": True})
    corrected(options, f"/v1/relocations/{move}", stage="moved")
    corrected(options, place)
    now = shown(options, left)
    assert (now["occupancy"], now["vacated_on"]) == ("empty", before)
    assert (ended(options, family), lives_in(options, family)) == (None, None)


def test_nobody_leaves_the_home_that_it_moves_into(platform, options, family, home):
    """It was let to the household before, so that the one it left is not known."""
    let(options, home, family)
    move = accepted(options, family, home)
    with nothing_changes(platform, "register", "homes"):
        answer = options.post(
            f"/v1/relocations/{move}/move", json={"moved_on": day(0), "left_empty": True}
        )
    problem(answer, "invalid-input", 422, "/left_empty")


def test_two_lettings_that_are_taken_back_the_first_first_leave_nothing(
    platform, options, family, home
):
    left = left_from(options, family)
    _, first = let(options, home, family)
    platform.now = NOW + dt.timedelta(hours=1)
    _, second = let(options, enter(options, district=CANNOCK), family)
    corrected(options, first)
    assert ended(options, family) is not None
    corrected(options, second)
    assert (ended(options, family), lives_in(options, family)) == (None, left)


def test_two_links_that_are_taken_back_the_first_first_leave_nothing(
    platform, options, family, another, home
):
    there = household(platform, "15000.00", district=CANNOCK)
    moves = [
        accepted(options, case_id, enter(options, district=CANNOCK))
        for case_id in (family, another)
    ]
    for hours, move in enumerate(moves):
        platform.now = NOW + dt.timedelta(hours=hours)
        does(options, move, "linked-case", {"case_id": str(there)})
    for move in moves:
        corrected(options, f"/v1/relocations/{move}/linked-case")
    assert (ended(options, there), lives_in(options, there)) == (None, None)


@pytest.mark.parametrize("let_first", [True, False])
def test_a_letting_and_the_end_of_the_case_are_both_taken_back(
    platform, options, family, home, let_first
):
    facts = {"case_id": family, "district": CANNOCK, "outcome": "completed"}
    acts = [
        lambda: let(options, home, family)[1],
        lambda: platform.tell("register", Closed(**facts, closed_on=TODAY)),
    ]
    places = []
    for hours, act in enumerate(acts if let_first else reversed(acts)):
        platform.now = NOW + dt.timedelta(hours=hours)
        places.append(act())
    platform.now = NOW + dt.timedelta(hours=2)
    platform.tell("register", CaseReopened(**facts, reopened_on=TODAY, reason=None))
    assert ended(options, family) is not None
    corrected(options, places[0 if let_first else 1])
    assert ended(options, family) is None


def test_a_refusal_is_not_taken_back_once_another_home_is_accepted(platform, options, family, home):
    first = accepted(options, family, home)
    refusal = {"refused_on": day(0), "by": "household", "domains": ["tenure"]}
    does(options, first, "refusal", refusal)
    second = accepted(options, family, enter(options, district=CANNOCK))
    with nothing_changes(platform, "register", "relocations"):
        assert "another home was accepted" in refused(
            options, f"/v1/relocations/{first}", stage="refused"
        )
    does(options, second, "refusal", refusal)
    assert corrected(options, f"/v1/relocations/{first}", stage="refused")["stage"] == "accepted"
