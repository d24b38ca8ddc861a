"""A move followed to its end: each step in turn, and a saving that follows from events alone."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from shared.contracts.codes import PaymentStage
from shared.contracts.grants import Approved, Closed
from shared.contracts.payments import AccountSettled, PaymentMade, PaymentReturned
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD
from tests.register.service import NOW, TODAY, day, enter, estimated, household

WRONG = {"reason": "Of another household"}
pytestmark = pytest.mark.usefixtures("in_june")


class Move:
    """A move before housing options."""

    def __init__(self, platform, client, cost="120000.00", home_district=GLOUCESTER):
        self.platform, self.client = platform, client
        self.case_id = household(platform, cost)
        self.home = enter(client, district=home_district)
        answer = client.post(f"/v1/cases/{self.case_id}/relocations", json={"home_id": self.home})
        assert answer.status_code == 201, answer.text
        self.id = answer.json()["id"]

    def post(self, step, body=None):
        return self.client.post(f"/v1/relocations/{self.id}/{step}", json=body)

    def does(self, step, body=None):
        answer = self.post(step, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def viewed(self, *, satisfied=True):
        self.does("viewing", {"viewed_on": day(0), "therapist_satisfied": satisfied})
        return self

    def accepted(self):
        self.viewed().does("offer", {"offered_on": day(0)})
        self.does("acceptance", {"accepted_on": day(0)})
        return self

    def moved(self):
        self.does("move", {"moved_on": day(0)})
        return self

    def corrected(self, stage):
        return self.does("correction", WRONG | {"stage": stage})

    def told(self):
        return [
            event
            for kind, event in self.platform.told("register", self.case_id)
            if kind == "register.relocation-completed"
        ]


@pytest.fixture
def move(platform, options):
    return Move(platform, options)


def approved(case_id, district=GLOUCESTER):
    return Approved(
        case_id=case_id,
        district=district,
        decided_on=TODAY,
        estimated_expense="0.00",
        awards=(),
        mandatory_grant="0.00",
        total_award="1.00",
        applicant_pays="0.00",
        land_charges=(),
        conditions=(),
        policy_version=f"{district}/2026-02-01",
    )


def paid(case_id, *amounts, district=GLOUCESTER):
    """Each payment with what was paid up to it."""
    return [
        PaymentMade(
            case_id=case_id,
            district=district,
            payment_id=uuid.uuid4(),
            paid_on=TODAY,
            stage=PaymentStage.INTERIM,
            amount=amount,
            paid_to_date=sum(map(Decimal, amounts[: n + 1])),
        )
        for n, amount in enumerate(amounts)
    ]


def settled(case_id, paid_in_all, district=GLOUCESTER):
    return AccountSettled(case_id=case_id, district=district, settled_on=TODAY, paid=paid_in_all)


def closed(case_id, outcome):
    return Closed(case_id=case_id, district=GLOUCESTER, closed_on=TODAY, outcome=outcome)


def awaited(answer):
    return problem(answer, "wrong-state", 409)["detail"]


def test_the_countys_extension_at_120_000_became_an_adaptation_at_15_000_elsewhere(
    platform, options, move
):
    """OT service example: planned 120,000; 15,000 there and the relocation grant; the saving."""
    move.accepted()
    linked = household(platform, "15500.00")
    assert move.does("linked-case", {"case_id": str(linked)})["linked_case_id"] == str(linked)
    move.moved()
    assert "linked case" in awaited(move.post("completion"))
    platform.tell("register", approved(move.case_id), approved(linked))
    platform.tell("register", *paid(linked, "9000.00", "6000.00"), settled(linked, "15000.00"))
    assert "settled" in awaited(move.post("completion"))
    platform.tell("register", *paid(move.case_id, "4800.00"), settled(move.case_id, "4800.00"))
    came_to = move.does("completion")
    assert (came_to["planned_cost"], came_to["saving"]) == ("120000.00", "100200.00")
    assert move.told() == [
        {
            "case_id": str(move.case_id),
            "district": GLOUCESTER,
            "relocation_id": move.id,
            "home_id": move.home,
            "home_district": GLOUCESTER,
            "category": "A",
            "linked_case_id": str(linked),
            "moved_on": day(0),
            "completed_on": day(0),
            "planned_cost": "120000.00",
            "adaptation_cost": "15000.00",
            "relocation_cost": "4800.00",
            "actual_cost": "19800.00",
            "saving": "100200.00",
        }
    ]
    assert "completed" in awaited(move.post("completion"))


def test_no_figure_can_be_typed_in(move):
    move.accepted().moved()
    problem(
        move.post("move", {"moved_on": day(0), "saving": "1.00"}), "invalid-input", 422, "/saving"
    )
    move.client.post(f"/v1/relocations/{move.id}/completion", json={"saving": "999999.00"})
    [event] = move.told()
    assert (event["saving"], event["actual_cost"]) == ("120000.00", "0.00")


def test_the_plan_is_the_estimate_that_the_move_was_proposed_on(platform, move):
    platform.tell("register", estimated(move.case_id, "900000.00"))
    move.accepted().moved().does("completion")
    assert move.told()[0]["planned_cost"] == "120000.00"


def test_a_move_that_cost_more_saved_less_than_nothing(platform, options):
    move = Move(platform, options, "4000.00")
    move.accepted().moved()
    platform.tell("register", approved(move.case_id), *paid(move.case_id, "4800.00"))
    platform.tell("register", settled(move.case_id, "4800.00"))
    assert move.does("completion")["saving"] == "-800.00"


def test_a_move_waits_for_the_estimate_that_it_is_held_to(platform, options):
    case_id = household(platform)
    answer = options.post(f"/v1/cases/{case_id}/relocations", json={"home_id": enter(options)})
    assert "estimated cost" in awaited(answer)


def test_steps_come_in_their_order_and_not_before_they_happened(move):
    assert "the move is proposed" in awaited(move.post("offer", {"offered_on": day(0)}))
    viewing = {"viewed_on": day(1), "therapist_satisfied": True}
    problem(move.post("viewing", viewing), "invalid-input", 422, "/viewed_on")
    move.accepted()
    assert "the move is accepted" in awaited(move.post("completion"))


def test_nothing_is_offered_that_does_not_satisfy_the_therapist(move):
    """Gloucester B2.9: the council and the therapist are satisfied that it suits or can."""
    move.viewed(satisfied=False)
    assert "therapist" in awaited(move.post("offer", {"offered_on": day(0)}))


def test_a_refusal_is_kept_with_its_domains_among_the_evidence(options, move):
    platform_refusals = {"since": day(0), "until": day(0)}
    refusal = {"refused_on": day(0), "by": "household", "domains": ["neighbourhood"]}
    problem(
        move.post("refusal", refusal | {"domains": ["moat"]}), "invalid-input", 422, "/domains/0"
    )
    refused = move.viewed().does("refusal", refusal)
    assert (refused["stage"], refused["refused_by"]) == ("refused", "household")
    assert refused["domains"] == ["neighbourhood"]
    found = options.get("/v1/refusals", params=platform_refusals).json()["items"]
    assert any(f["domain"] == "neighbourhood" and f["by"] == "household" for f in found)
    assert "refused" in awaited(move.post("offer", {"offered_on": day(0)}))


def test_a_case_looks_at_several_homes_and_moves_to_one(platform, options, move):
    other = enter(options)
    answer = options.post(f"/v1/cases/{move.case_id}/relocations", json={"home_id": other})
    another = object.__new__(Move)
    another.client, another.id = options, answer.json()["id"]
    another.viewed().does("offer", {"offered_on": day(0)})
    move.accepted()
    assert "another home" in awaited(another.post("acceptance", {"accepted_on": day(0)}))
    found = options.get(f"/v1/cases/{move.case_id}/relocations").json()["items"]
    assert {f["id"]: f["stage"] for f in found} == {move.id: "accepted", another.id: "offered"}


def test_a_move_to_another_district_is_counted_from_the_case_that_is_linked_there(
    platform, options
):
    """A case never changes its district: the new home's district adapts it on a case of its own."""
    move = Move(platform, options, home_district=STROUD).accepted()
    here = household(platform, "1.00")
    wrong = move.post("linked-case", {"case_id": str(here)})
    problem(wrong, "invalid-input", 422, "/case_id")
    linked = household(platform, "9000.00", district=STROUD)
    move.does("linked-case", {"case_id": str(linked)})
    platform.tell("register", approved(linked, STROUD), *paid(linked, "8500.00", district=STROUD))
    platform.tell("register", settled(linked, "8500.00", district=STROUD))
    move.moved().does("completion")
    [event] = move.told()
    assert (event["district"], event["home_district"], event["adaptation_cost"]) == (
        GLOUCESTER,
        STROUD,
        "8500.00",
    )


def test_a_case_is_linked_once_the_home_is_accepted_and_not_to_itself(platform, move):
    linked = {"case_id": str(household(platform, "1.00"))}
    assert "proposed" in awaited(move.post("linked-case", linked))
    move.accepted()
    itself = move.post("linked-case", {"case_id": str(move.case_id)})
    problem(itself, "invalid-input", 422, "/case_id")
    problem(move.post("linked-case", {"case_id": str(uuid.uuid4())}), "not-found", 404)


def test_where_both_households_were_said_to_live_before_the_move_is_kept(platform, options, move):
    linked, old = household(platform, "1.00"), enter(options, occupancy="occupied")
    for case_id in (linked, move.case_id):
        options.post(f"/v1/cases/{case_id}/home", json={"home_id": old}).raise_for_status()
    move.accepted().does("linked-case", {"case_id": str(linked)})
    move.moved()
    for case_id in (linked, move.case_id):
        _, before = options.get(f"/v1/cases/{case_id}/need/history").json()["items"]
        assert before["was"]["home_id"] == old


def test_payments_that_come_before_the_approval_count_all_the_same(platform, move):
    move.accepted().moved()
    platform.tell("register", *paid(move.case_id, "100.00"))
    assert "settled" in awaited(move.post("completion"))
    platform.tell("register", settled(move.case_id, "100.00"), approved(move.case_id))
    assert move.does("completion")["relocation_cost"] == "100.00"


@pytest.mark.parametrize("outcome", ["refused", "signposted"])
def test_a_linked_case_that_is_closed_without_a_grant_cost_nothing(platform, move, outcome):
    move.accepted()
    linked = household(platform, "15500.00")
    move.does("linked-case", {"case_id": str(linked)})
    move.moved()
    assert "linked case" in awaited(move.post("completion"))
    platform.tell("register", closed(linked, outcome))
    assert move.does("completion")["adaptation_cost"] == "0.00"


def test_a_case_that_is_closed_before_the_last_payment_is_told_waits_for_it(platform, move):
    """Grants and payments publish each in their own order."""
    move.accepted().moved()
    platform.tell("register", approved(move.case_id), closed(move.case_id, "completed"))
    assert "settled" in awaited(move.post("completion"))
    platform.tell("register", settled(move.case_id, "4800.00"), *paid(move.case_id, "4800.00"))
    assert move.does("completion")["relocation_cost"] == "4800.00"


def test_an_approval_that_was_withdrawn_costs_what_was_paid_until_then(platform, move):
    move.accepted().moved()
    platform.tell("register", approved(move.case_id), *paid(move.case_id, "2000.00"))
    assert "withdrawn" in awaited(move.post("completion"))
    platform.tell("register", settled(move.case_id, "2000.00"))
    assert move.does("completion")["relocation_cost"] == "2000.00"


def test_what_the_contractors_bank_sent_back_was_not_paid(platform, move):
    move.accepted().moved()
    made = paid(move.case_id, "2000.00", "800.00")
    came_back = PaymentReturned(
        case_id=move.case_id,
        district=GLOUCESTER,
        payment_id=made[1].payment_id,
        returned_on=TODAY,
        amount="800.00",
        paid_to_date="2000.00",
    )
    platform.tell("register", approved(move.case_id), *made, came_back)
    platform.tell("register", settled(move.case_id, "2000.00"))
    assert move.does("completion")["relocation_cost"] == "2000.00"


def test_another_district_neither_sees_nor_changes_a_move(platform, move):
    stroud = platform.client("register", "housing_options", dfg_read=[STROUD], dfg_write=[STROUD])
    problem(stroud.get(f"/v1/relocations/{move.id}"), "not-found", 404)
    viewing = {"viewed_on": day(0), "therapist_satisfied": True}
    problem(stroud.post(f"/v1/relocations/{move.id}/viewing", json=viewing), "not-found", 404)


def test_what_changed_since_it_was_read_is_read_again(move):
    place = f"/v1/relocations/{move.id}"
    seen = move.client.get(place).headers["etag"]
    move.viewed()
    offer = move.client.post(
        f"{place}/offer", json={"offered_on": day(0)}, headers={"if-match": seen}
    )
    problem(offer, "stale-etag", 412)


def test_a_completion_that_is_sent_again_tells_once(move):
    move.accepted().moved()
    place, key = f"/v1/relocations/{move.id}/completion", {"idempotency-key": uuid.uuid4().hex}
    first, second = (move.client.post(place, headers=key) for _ in range(2))
    assert first.json() == second.json()
    assert len(move.told()) == 1
    assert dt.date.fromisoformat(first.json()["completed_on"]) == TODAY


def test_moves_of_all_cases_are_listed_the_one_that_has_stood_longest_first(platform, options):
    first = Move(platform, options, home_district=STROUD).accepted()
    third = Move(platform, options).viewed()
    platform.now = NOW + dt.timedelta(days=1)
    second = Move(platform, options)
    second.does("refusal", {"refused_on": day(1), "by": "household", "domains": ["bathroom"]})
    ours = {first.id, second.id, third.id}

    def listed(**asked):
        return [m["id"] for m in every(options, "/v1/relocations", **asked) if m["id"] in ours]

    assert (set(listed()), listed()[-1]) == (ours, second.id)
    assert set(listed(under_way=True)) == {first.id, third.id}
    assert listed(under_way=False) == listed(stage="refused") == [second.id]
    assert listed(home_district=STROUD) == [first.id]
    assert listed(district=STROUD) == []


def test_a_step_that_was_recorded_by_mistake_is_taken_back_and_taken_anew(move):
    """Each in turn back to the proposal; what was recorded stays with the move."""
    refusal = {"refused_on": day(0), "by": "household", "domains": ["neighbourhood"]}
    move.accepted().does("refusal", refusal)
    accepted = move.corrected("refused")
    assert (accepted["stage"], accepted["refused_by"], accepted["domains"]) == (
        "accepted",
        None,
        [],
    )
    again = move.post("correction", WRONG | {"stage": "refused"})
    assert "the last step now is: accepted" in awaited(again)
    stages = [move.corrected(stage)["stage"] for stage in ("accepted", "offered", "viewed")]
    assert stages == ["offered", "viewed", "proposed"]
    shown = move.client.get(f"/v1/relocations/{move.id}").json()
    assert [shown[f"{step}_on"] for step in ("viewed", "offered", "accepted")] == [None] * 3
    assert shown["therapist_satisfied"] is None
    noted = shown["taken_back"]
    assert [each["stage"] for each in noted] == ["refused", "accepted", "offered", "viewed"]
    assert noted[0]["domains"] == ["neighbourhood"]
    assert {each["because"] for each in noted} == {WRONG["reason"]}
    move.viewed(satisfied=False)
    assert "therapist" in awaited(move.post("offer", {"offered_on": day(0)}))


def test_a_refusal_that_was_none_is_no_evidence(options, move):
    """What the stock lacks is told from refusals that were."""
    params = {"since": day(0), "until": day(0)}

    def counted():
        items = options.get("/v1/refusals", params=params).json()["items"]
        return sum(i["times"] for i in items if i["domain"] == "neighbourhood")

    before = counted()
    move.does("refusal", {"refused_on": day(0), "by": "landlord", "domains": ["neighbourhood"]})
    assert counted() == before + 1
    move.corrected("refused")
    assert counted() == before


def test_a_home_that_was_proposed_by_mistake_is_nobodys_refusal(move):
    assert move.corrected("proposed")["stage"] == "withdrawn"
    for stage in ("proposed", "withdrawn"):
        again = move.post("correction", WRONG | {"stage": stage})
        assert "withdrawn" in awaited(again)
    viewing = {"viewed_on": day(0), "therapist_satisfied": True}
    assert "withdrawn" in awaited(move.post("viewing", viewing))
