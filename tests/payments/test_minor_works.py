"""What minor works cost, as the referral service tells it and then tells it otherwise."""

import datetime as dt
import uuid

import pytest

from shared.contracts.referral import MinorWorksCompleted, MinorWorksCorrected
from tests.payments.releases import Desk
from tests.payments.test_finance import FOREST, confirmed, money, rise
from tests.payments.test_worklist import of
from tests.platform.answers import problem
from tests.platform.lists import every

DAY = dt.date(2026, 3, 6)
SAID = {"spent_on": "handyperson", "nature": "capital", "fund": "own"}


@pytest.fixture
def desk(platform):
    return Desk(platform, FOREST)


class Works:
    """An order of minor works, as the referral service tells of it."""

    def __init__(self, platform, desk):
        self.platform, self.desk = platform, desk
        self.of = {"case_id": uuid.uuid4(), "order_id": uuid.uuid4(), "district": FOREST}
        self.of["kind"] = "handyperson"

    def done(self, cost, on=DAY):
        told = MinorWorksCompleted(**self.of, completed_on=on, cost=cost)
        self.platform.tell("payments", told)
        return self

    def corrected(self, was, cost, on=DAY):
        done = {"cost": cost, "completed_on": on if cost else None}
        sums = {"corrected_on": dt.date(2026, 3, 9), "was_cost": was, "last_completed_on": on}
        self.platform.tell("payments", MinorWorksCorrected(**self.of, **done, **sums))

    def spending(self):
        """What payments has of it: what stands, and what was taken back."""
        listed = every(self.desk.prepares, "/v1/spending", district=FOREST)
        found = [each for each in listed if each["order_id"] == str(self.of["order_id"])]
        return [[e for e in found if bool(e["taken_back"]) is gone] for gone in (False, True)]

    def classified(self):
        [[spent], _] = self.spending()
        place = f"/v1/spending/{spent['id']}/classification"
        assert self.desk.prepares.post(place, json=SAID).status_code == 200
        return spent

    def confirmed(self):
        spent = self.classified()
        assert confirmed(self.desk, spent).status_code == 200
        return spent


@pytest.fixture
def works(platform, desk):
    return Works(platform, desk).done("43.00")


@pytest.mark.parametrize("classified", [True, False])
def test_what_nobody_has_confirmed_follows(works, classified):
    if classified:
        works.classified()
    works.corrected("43.00", "34.00", dt.date(2026, 3, 5))
    [[spent], [before]] = works.spending()
    assert (spent["amount"], spent["on"], spent["nature"]) == ("34.00", "2026-03-05", None)
    assert before["amount"] == "43.00"
    assert before["taken_back"]["because"].endswith("says £34.00, done on 2026-03-05")


@pytest.mark.parametrize("cost", [None, "0.00"])
def test_what_cost_nothing_after_all_is_waited_for_no_more(works, cost):
    works.corrected("43.00", cost)
    [stands, [before]] = works.spending()
    assert (stands, before["amount"]) == ([], "43.00")
    assert of(works.desk, before["id"]) == []


def test_works_that_are_done_after_all_are_told_again(works):
    works.corrected("43.00", None)
    works.done("41.00", dt.date(2026, 3, 7))
    [[spent], [before]] = works.spending()
    assert (spent["amount"], before["amount"]) == ("41.00", "43.00")


def test_what_was_confirmed_counts_until_who_approves_takes_it_back(desk, works):
    """Decision 68: whoever may approve and did not put it forward; only then the right sum counts."""
    before = money(desk)
    wrong = works.confirmed()
    works.corrected("43.00", "34.00")
    [standing, _] = works.spending()
    [right] = [each for each in standing if each["id"] != wrong["id"]]
    [doubted] = [each for each in standing if each["id"] == wrong["id"]]
    assert (right["amount"], doubted["doubted_on"]) == ("34.00", "2026-03-10")
    assert rise(before, money(desk), "capital") == "43.00"
    assert of(desk, wrong["id"]) == [("take_spending_back", None, "43.00")]
    desk.prepares.post(f"/v1/spending/{right['id']}/classification", json=SAID)
    refused = problem(confirmed(desk, right), "wrong-state", 409)
    assert f"/v1/spending/{wrong['id']}/correction" in refused["detail"]
    desk.approves.post(f"/v1/spending/{wrong['id']}/correction", json={"reason": "Told wrongly"})
    assert of(desk, wrong["id"]) == []
    assert confirmed(desk, right).status_code == 200
    assert rise(before, money(desk), "capital") == "34.00"


def test_what_was_confirmed_of_works_that_are_not_done_waits_to_be_taken_back(desk, works):
    wrong = works.confirmed()
    works.corrected("43.00", None)
    [[standing], _] = works.spending()
    assert standing["id"] == wrong["id"]
    assert of(desk, wrong["id"]) == [("take_spending_back", None, "43.00")]


def test_what_turns_out_to_be_as_it_was_confirmed_is_in_doubt_no_more(desk, works):
    wrong = works.confirmed()
    works.corrected("43.00", "34.00")
    works.corrected("34.00", "43.00")
    [[standing], [between]] = works.spending()
    assert (standing["id"], standing["doubted_on"]) == (wrong["id"], None)
    assert between["amount"] == "34.00"
    assert of(desk, wrong["id"]) == []
