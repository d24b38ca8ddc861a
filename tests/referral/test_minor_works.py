"""Screening points people to who can help sooner; works within the minor limit need no grant."""

import pytest

from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.referral.enquiries import refer

CANNOCK_CHASE = "E07000192"
RAILS = {"kind": "minor_adaptation", "works": "Two grab rails", "estimate": "85.00"}


def suggested(client, case_id, **found):
    answer = client.get(f"/v1/referrals/{case_id}/suggestions", params=found)
    assert answer.status_code == 200, answer.text
    return [(each["to"], each["instead"]) for each in answer.json()["items"]]


@pytest.mark.parametrize(
    "found, to, instead",
    [
        ({"service_accommodation": True}, "ministry_of_defence", True),
        ({"home_district": STROUD}, "other_district", True),
        ({"estimated_cost": "1000.00"}, "minor_adaptations", False),
        ({"equipment_would_do": True}, "community_equipment", False),
        ({"small_repairs": True}, "handyperson", False),
        ({"hazard": True}, "housing_standards", False),
        ({"cold_home": True}, "warm_and_well", False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_policy_says_who_can_help(therapist, case_id, found, to, instead):
    assert suggested(therapist, case_id, **found) == [(to, instead)]


@pytest.mark.parametrize(
    "found", [{}, {"estimated_cost": "1000.01"}, {"home_district": GLOUCESTER}]
)
def test_what_is_ours_is_pointed_to_nobody(therapist, case_id, found):
    assert suggested(therapist, case_id, **found) == []


def test_a_council_s_own_tenant_gets_advice_and_keeps_the_right_to_apply(therapist):
    """Cannock Chase 12(c); section 19 of the Act gives a tenant the right."""
    case_id = refer(therapist, district=CANNOCK_CHASE)
    assert suggested(therapist, case_id, council_tenant=True) == [("council_landlord", False)]


def test_those_who_help_instead_come_first(therapist, case_id):
    named = suggested(therapist, case_id, hazard=True, service_accommodation=True)
    assert [to for to, _ in named] == ["ministry_of_defence", "housing_standards"]


def order(client, case_id, **changes):
    return client.post(f"/v1/referrals/{case_id}/minor-works", json=RAILS | changes)


def test_minor_works_are_ordered_and_what_was_spent_is_told(platform, therapist, case_id):
    made = order(therapist, case_id)
    assert (made.status_code, made.json()["ordered_on"]) == (201, "2026-03-10")
    path = f"/v1/referrals/{case_id}/minor-works/{made.json()['id']}"
    platform.now = platform.now.replace(day=12)
    done = therapist.post(f"{path}/completion", json={"done_on": "2026-03-11", "cost": "92.50"})
    assert (done.json()["done_on"], done.json()["cost"]) == ("2026-03-11", "92.50")
    [ordered, completed] = platform.told("referral", case_id)[-2:]
    assert ordered[0] == "referral.minor-works-ordered"
    assert completed[0] == "referral.minor-works-completed"
    assert (completed[1]["cost"], completed[1]["kind"]) == ("92.50", "minor_adaptation")
    assert "rails" not in str(completed) + str(ordered)
    again = therapist.post(f"{path}/completion", json={"done_on": "2026-03-11", "cost": "1.00"})
    problem(again, "wrong-state", 409)


def test_an_order_by_mistake_is_withdrawn_and_its_case_looked_at(platform, therapist, case_id):
    made = order(therapist, case_id).json()
    path = f"/v1/referrals/{case_id}/minor-works/{made['id']}"
    withdrawn = therapist.post(f"{path}/withdrawal", json={"reason": "Of the neighbour"})
    assert withdrawn.status_code == 200, withdrawn.text
    assert withdrawn.json()["taken_back"]["because"] == "Of the neighbour"
    kind, told = platform.told("referral", case_id)[-1]
    assert (kind, told["estimate"]) == ("referral.minor-works-withdrawn", "85.00")
    assert "neighbour" not in str(told)
    answers = therapist.get(f"/v1/referrals/{case_id}/answers").json()["answers"]
    steps = [each["answer"]["next_step"] for each in answers]
    assert steps[-2:] == ["minor_works", "screening"]
    problem(therapist.post(f"{path}/withdrawal", json={"reason": "Twice"}), "wrong-state", 409)
    done = {"done_on": "2026-03-10", "cost": "1.00"}
    problem(therapist.post(f"{path}/completion", json=done), "wrong-state", 409)


def test_what_was_done_is_no_mistake(therapist, case_id):
    made = order(therapist, case_id).json()
    path = f"/v1/referrals/{case_id}/minor-works/{made['id']}"
    therapist.post(f"{path}/completion", json={"done_on": "2026-03-10", "cost": "1.00"})
    problem(therapist.post(f"{path}/withdrawal", json={"reason": "Late"}), "wrong-state", 409)


DONE = {"done_on": "2026-03-10", "cost": "92.50"}


@pytest.fixture
def done(therapist, case_id):
    """The place of an order whose works are recorded as done."""
    path = f"/v1/referrals/{case_id}/minor-works/{order(therapist, case_id).json()['id']}"
    assert therapist.post(f"{path}/completion", json=DONE).status_code == 200
    return path


def corrected(client, path, completion, reason="Of another order", **headers):
    body = {"reason": reason, "completion": completion}
    return client.post(f"{path}/completion/correction", json=body, headers=headers)


def test_a_wrong_sum_is_put_right_and_told_with_what_was_told_before(
    platform, therapist, case_id, done
):
    answer = corrected(therapist, done, DONE | {"cost": "29.50"}, "Two figures changed places")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["cost"], answer.json()["done_on"]) == ("29.50", "2026-03-10")
    [before] = therapist.get(done).json()["corrections"]
    assert (before["cost"], before["because"]) == ("92.50", "Two figures changed places")
    kind, told = platform.told("referral", case_id)[-1]
    assert kind == "referral.minor-works-corrected"
    assert (told["was_cost"], told["cost"]) == ("92.50", "29.50")
    assert (told["completed_on"], told["last_completed_on"]) == ("2026-03-10", "2026-03-10")
    assert "figures" not in str(told)


def test_works_that_are_not_done_are_ordered_still(platform, therapist, case_id, done):
    """They can then be done, or their order withdrawn."""
    undone = corrected(therapist, done, None).json()
    assert (undone["done_on"], undone["cost"]) == (None, None)
    _, told = platform.told("referral", case_id)[-1]
    assert (told["completed_on"], told["cost"], told["last_completed_on"]) == (None, None, None)
    problem(corrected(therapist, done, None), "wrong-state", 409)
    again = therapist.post(f"{done}/completion", json=DONE)
    assert (again.status_code, len(again.json()["corrections"])) == (200, 1)
    corrected(therapist, done, None)
    assert therapist.post(f"{done}/withdrawal", json={"reason": "Twice"}).status_code == 200
    problem(corrected(therapist, done, None), "wrong-state", 409)


def test_it_is_told_when_the_last_of_the_case_s_works_was_done(platform, therapist, case_id, done):
    platform.now = platform.now.replace(day=12)
    other = f"/v1/referrals/{case_id}/minor-works/{order(therapist, case_id).json()['id']}"
    therapist.post(f"{other}/completion", json={"done_on": "2026-03-12", "cost": "1.00"})
    corrected(therapist, other, None)
    assert platform.told("referral", case_id)[-1][1]["last_completed_on"] == "2026-03-10"


@pytest.mark.parametrize(
    "completion, at",
    [
        (DONE, "/completion"),
        (DONE | {"done_on": "2026-03-09"}, "/completion/done_on"),
        (DONE | {"done_on": "2026-03-11"}, "/completion/done_on"),
    ],
    ids=["as it is", "before the order", "ahead"],
)
def test_what_is_right_is_another_thing_that_can_be(platform, therapist, done, completion, at):
    with nothing_changes(platform, table="minor_works"):
        problem(corrected(therapist, done, completion), "invalid-input", 422, at)


def test_who_corrects_knows_what_stands(therapist, done):
    stale = {"if-match": '"1"'}
    problem(corrected(therapist, done, None, **stale), "stale-etag", 412)


def test_works_above_the_limit_are_for_a_grant(platform, therapist, case_id):
    assert order(therapist, case_id, estimate="1000.00").status_code == 201
    with nothing_changes(platform, table="minor_works"):
        problem(order(therapist, case_id, estimate="1000.01"), "invalid-input", 422, "/estimate")


def test_nothing_is_ordered_for_who_did_not_consent(platform, therapist):
    case_id = refer(therapist, consent__given=False)
    with nothing_changes(platform, table="minor_works"):
        problem(order(therapist, case_id), "wrong-state", 409)


@pytest.mark.parametrize("day", ["2026-03-09", "2026-03-11"])
def test_works_are_done_between_their_order_and_today(platform, therapist, case_id, day):
    made = order(therapist, case_id).json()
    path = f"/v1/referrals/{case_id}/minor-works/{made['id']}/completion"
    with nothing_changes(platform, table="minor_works"):
        answer = therapist.post(path, json={"done_on": day, "cost": "92.50"})
        problem(answer, "invalid-input", 422, "/done_on")
