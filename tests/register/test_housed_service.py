"""Who has a home is not looked for one, and a home that somebody lives in is not offered."""

import datetime as dt
import uuid

import pytest

from shared.contracts.codes import WithdrawalReason
from shared.contracts.grants import ApprovalRestored, ApprovalWithdrawn, CaseReopened, Closed
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER
from tests.register.service import NOW, TODAY, assessed, day, enter, estimated, household
from tests.register.test_adverts_service import advertised, bid, decide, shortlist

CHELTENHAM = "E07000078"
"""A district in which no other test's household would live."""
pytestmark = pytest.mark.usefixtures("in_june")


@pytest.fixture
def family(platform):
    """A household that would live in Cheltenham."""
    return household(platform, "120000.00", district=CHELTENHAM)


@pytest.fixture
def home(options):
    """An empty home there that would do."""
    return enter(options, district=CHELTENHAM)


def shown(client, home):
    return client.get(f"/v1/homes/{home}").json()


def looked_for(client, home):
    """The cases of the households that come first for a home."""
    return [h["case_id"] for h in client.get(f"/v1/homes/{home}/matches").json()["items"]]


def offered(client, case_id, among="empty"):
    """The homes that come first for a household."""
    answer = client.get(f"/v1/cases/{case_id}/matches", params={"among": among})
    assert answer.status_code == 200, answer.text
    return [m["home"]["id"] for m in answer.json()["items"]]


def does(client, move, step, body=None):
    answer = client.post(f"/v1/relocations/{move}/{step}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def accepted(client, case_id, home):
    """A move up to where the household takes the home."""
    answer = client.post(f"/v1/cases/{case_id}/relocations", json={"home_id": home})
    move = answer.json()["id"]
    does(client, move, "viewing", {"viewed_on": day(0), "therapist_satisfied": True})
    does(client, move, "offer", {"offered_on": day(0)})
    does(client, move, "acceptance", {"accepted_on": day(0)})
    return move


def moved(client, case_id, home):
    move = accepted(client, case_id, home)
    does(client, move, "move", {"moved_on": day(0)})


def lives_in(client, case_id):
    return client.get(f"/v1/cases/{case_id}/need").json()["home_id"]


# Moving in


def test_a_home_that_a_household_moves_into_is_occupied_and_neither_is_looked_for(
    platform, options, family, home
):
    another = household(platform, district=CHELTENHAM)
    assert home in offered(options, another)
    assert str(family) in looked_for(options, home)
    moved(options, family, home)
    assert shown(options, home)["occupancy"] == "occupied"
    assert lives_in(options, family) == home
    assert home not in offered(options, another)
    assert home in offered(options, another, "all")
    assert str(family) not in looked_for(options, home)
    assert str(another) in looked_for(options, home)


def test_until_they_live_there_the_home_and_the_household_stay_in_the_shortlists(
    options, family, home
):
    """What is accepted can still come to nothing."""
    accepted(options, family, home)
    assert home in offered(options, family)
    assert str(family) in looked_for(options, home)


def test_who_moved_is_looked_for_again_once_assessed_again(platform, options, family, home):
    moved(options, family, home)
    answer = options.get(f"/v1/cases/{family}/matches")
    assert "not looking" in problem(answer, "wrong-state", 409)["detail"]
    look = options.post(f"/v1/cases/{family}/alternatives", json={})
    assert "not looking" in problem(look, "wrong-state", 409)["detail"]
    platform.now = NOW + dt.timedelta(days=1)
    platform.tell("register", assessed(family, CHELTENHAM))
    assert options.get(f"/v1/cases/{family}/need").json()["ended_at"] is None
    assert str(family) in looked_for(options, enter(options, district=CHELTENHAM))


def test_an_assessment_of_before_the_move_that_comes_late_brings_nobody_back(
    platform, options, family, home
):
    """Events of different services arrive in any order."""
    move = accepted(options, family, home)
    platform.now = NOW + dt.timedelta(days=1)
    does(options, move, "move", {"moved_on": day(1)})
    platform.now = NOW
    platform.tell("register", assessed(family, CHELTENHAM))
    assert str(family) not in looked_for(options, home)


def test_a_need_that_ended_counts_in_no_gap_and_is_not_answered(platform, options, home):
    family = household(platform, "120000.00", district=CHELTENHAM)
    place = f"/v1/stock-gaps?district={CHELTENHAM}"

    def needed():
        return sum(g["needs"] for g in options.get(place).json()["now"])

    before, answers = needed(), len(platform.told("register", family))
    moved(options, family, home)
    platform.tell("register", estimated(family, "150000.00", CHELTENHAM))
    assert needed() == before - 1
    assert len(platform.told("register", family)) == answers


def test_a_home_that_is_moved_into_is_on_offer_no_more(platform, options, family, home):
    advert = advertised(options, home)
    moved(options, family, home)
    found = options.get(f"/v1/adverts/{advert['id']}").json()
    assert (found["state"], found["closed_on"]) == ("let", day(0))
    bidding = options.put(
        f"/v1/adverts/{advert['id']}/bids/{household(platform)}",
        json={"band": "gold", "band_date": "2026-04-01"},
    )
    problem(bidding, "wrong-state", 409)


def test_a_move_to_another_district_is_recorded_by_whoever_acts_for_both(
    platform, options, family, home
):
    there = household(platform, "1000.00", district=GLOUCESTER)
    move = accepted(options, there, home)
    theirs = {"dfg_read": [GLOUCESTER, CHELTENHAM], "dfg_write": [GLOUCESTER]}
    own = platform.client("register", "housing_options", **theirs)
    with nothing_changes(platform, "register", "homes"):
        answer = own.post(f"/v1/relocations/{move}/move", json={"moved_on": day(0)})
    assert CHELTENHAM in problem(answer, "out-of-reach", 403)["detail"]
    does(options, move, "move", {"moved_on": day(0)})


# The home that was left


def left_from(options, family):
    left = enter(options, occupancy="occupied", district=CHELTENHAM)
    answer = options.post(f"/v1/cases/{family}/home", json={"home_id": left})
    assert answer.status_code == 200, answer.text
    return left


def test_the_home_that_was_left_is_empty_only_where_that_is_known(options, family, home):
    """Somebody may have stayed, and notice may still run: its landlord knows."""
    left = left_from(options, family)
    moved(options, family, home)
    assert shown(options, left)["occupancy"] == "occupied"


def test_known_to_be_empty_it_is_offered_to_others_and_held_for_the_nominee(
    platform, options, family, home
):
    """General Consent 1996, additional condition 4; guidance B127."""
    left = left_from(options, family)
    right = {"approved_on": "2025-06-01", "period_ends_on": "2027-06-15"}
    options.post(f"/v1/homes/{left}/nomination-rights", json=right)
    move = accepted(options, family, home)
    platform.now = NOW + dt.timedelta(days=3)
    does(options, move, "move", {"moved_on": day(1), "left_empty": True})
    found = shown(options, left)
    assert (found["occupancy"], found["vacated_on"]) == ("empty", [day(1)])
    assert left in offered(options, household(platform, district=CHELTENHAM))
    held = options.get("/v1/nomination-holds", params={"on": day(3)}).json()["items"]
    assert left in [h["home_id"] for h in held]


def test_a_home_that_the_register_does_not_know_cannot_be_empty(options, family, home):
    move = accepted(options, family, home)
    answer = options.post(
        f"/v1/relocations/{move}/move", json={"moved_on": day(0), "left_empty": True}
    )
    problem(answer, "invalid-input", 422, "/left_empty")


# Letting


def test_a_home_that_is_let_is_occupied_and_its_household_lives_there(platform, options, home):
    let_to, another = (household(platform, district=CHELTENHAM) for _ in range(2))
    advert = advertised(options, home)
    for case_id in (let_to, another):
        bid(options, advert, case_id)
    decide(options, advert, another, "passed_over")
    assert shown(options, home)["occupancy"] == "empty"
    assert decide(options, advert, let_to, "let").status_code == 200
    assert shown(options, home)["occupancy"] == "occupied"
    assert (lives_in(options, let_to), lives_in(options, another)) == (home, None)
    found = looked_for(options, home)
    assert str(let_to) not in found
    assert str(another) in found


def test_a_household_that_got_another_home_keeps_its_place_and_is_known_to_have_it(
    platform, options, home
):
    """An officer decides on every bid; the rules put none aside."""
    other = advertised(options, enter(options, district=CHELTENHAM))
    advert, case_id = advertised(options, home), household(platform, district=CHELTENHAM)
    for each in (advert, other):
        bid(options, each, case_id)
    assert [p["looking"] for p in shortlist(options, advert)] == [True]
    decide(options, other, case_id, "let")
    assert [p["looking"] for p in shortlist(options, advert)] == [False]


# The case


def closed(case_id, outcome, reason=None):
    return Closed(
        case_id=case_id, district=CHELTENHAM, closed_on=TODAY, outcome=outcome, reason=reason
    )


def withdrawn(case_id, reason):
    return ApprovalWithdrawn(
        case_id=case_id,
        district=CHELTENHAM,
        withdrawn_on=TODAY,
        reason=WithdrawalReason(reason),
        clause="guidance B136",
        paid="0.00",
    )


@pytest.mark.parametrize("outcome", ["refused", "signposted", "withdrawn"])
def test_a_case_that_is_closed_without_a_home_that_does_looks_on(
    platform, options, family, home, outcome
):
    """Gloucester B2.9, Stroud App 4 B2.10: who cannot be helped here is helped to move."""
    platform.tell("register", closed(family, outcome))
    assert str(family) in looked_for(options, home)


def test_a_household_whose_home_was_adapted_looks_on_no_more(platform, options, family, home):
    platform.tell("register", closed(family, "completed"))
    assert str(family) not in looked_for(options, home)


@pytest.mark.parametrize("reason", ["disabled_person_moved", "disabled_person_died"])
def test_nobody_looks_on_for_who_moved_elsewhere_or_died(platform, options, family, home, reason):
    platform.tell("register", withdrawn(family, reason))
    assert str(family) not in looked_for(options, home)


def test_nobody_looks_on_for_who_moved_before_anything_was_decided(platform, options, family, home):
    platform.tell("register", closed(family, "withdrawn", WithdrawalReason.DISABLED_PERSON_MOVED))
    assert str(family) not in looked_for(options, home)


@pytest.mark.parametrize("reason", ["works_unsuitable", "applicant_withdrew"])
def test_another_reason_to_withdraw_ends_no_need(platform, options, family, home, reason):
    platform.tell("register", withdrawn(family, reason))
    assert str(family) in looked_for(options, home)


def reopened(case_id, outcome, reason=None):
    ended = {"outcome": outcome, "reason": reason}
    return CaseReopened(case_id=case_id, district=CHELTENHAM, reopened_on=TODAY, **ended)


def restored(case_id, reason):
    stands = {"restored_on": TODAY, "reason": reason, "mandatory_grant": "5000.00"}
    return ApprovalRestored(case_id=case_id, district=CHELTENHAM, **stands)


DIED = WithdrawalReason.DISABLED_PERSON_DIED


@pytest.mark.parametrize(
    "there_and_back",
    [
        ((closed, "completed"), (reopened, "completed")),
        ((closed, "withdrawn", DIED), (reopened, "withdrawn", DIED)),
        ((withdrawn, DIED), (restored, DIED)),
    ],
)
def test_whose_case_ended_by_mistake_is_looked_for_as_before(
    platform, options, family, home, there_and_back
):
    for make, *facts in there_and_back:
        platform.tell("register", make(family, *facts))
    assert str(family) in looked_for(options, home)


def test_an_approval_that_stays_withdrawn_keeps_the_search_at_its_end(
    platform, options, family, home
):
    """The case was closed too early, and the disabled person has died."""
    platform.tell("register", withdrawn(family, DIED), closed(family, "withdrawn"))
    platform.tell("register", reopened(family, "withdrawn"))
    assert str(family) not in looked_for(options, home)


def test_who_has_a_home_through_the_register_is_not_looked_for_again(
    platform, options, family, home
):
    moved(options, family, home)
    platform.tell("register", closed(family, "completed"), reopened(family, "completed"))
    assert options.get(f"/v1/cases/{family}/need").json()["ended_at"] is not None


def test_who_was_let_a_home_is_not_looked_for_again(platform, options, family, home):
    advert = advertised(options, home)
    bid(options, advert, family)
    decide(options, advert, family, "let")
    platform.tell("register", closed(family, "completed"), reopened(family, "completed"))
    assert options.get(f"/v1/cases/{family}/need").json()["ended_at"] is not None


def test_what_is_paid_of_a_case_that_goes_on_is_not_known_yet(platform, options, family):
    """Closed again, it is."""
    settled = "SELECT settled_on FROM register.spending WHERE case_id = $1"
    platform.tell("register", closed(family, "refused"))
    assert platform.sql.one(settled, family) == TODAY
    platform.tell("register", reopened(family, "refused"))
    assert platform.sql(settled, family) == []
    platform.tell("register", closed(family, "refused"))
    assert platform.sql.one(settled, family) == TODAY


def test_a_case_that_ended_before_its_assessment_came_is_not_looked_for(platform, options, home):
    case_id = uuid.uuid4()
    platform.now = NOW + dt.timedelta(days=1)
    platform.tell("register", closed(case_id, "completed"))
    platform.now = NOW
    platform.tell("register", assessed(case_id, CHELTENHAM))
    assert str(case_id) not in looked_for(options, home)


def test_the_case_on_which_the_new_home_is_adapted_looks_for_no_other(
    platform, options, family, home
):
    move = accepted(options, family, home)
    there = household(platform, "15500.00", district=CHELTENHAM)
    does(options, move, "linked-case", {"case_id": str(there)})
    assert str(there) not in looked_for(options, home)
    assert str(family) in looked_for(options, home)
