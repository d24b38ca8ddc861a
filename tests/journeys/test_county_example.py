"""Families that move instead, as stories over the services, on both transports.

The county's own example (specialist housing OT service example): an extension planned at 120,000
became a 15,000 adaptation in a more suitable home, which the register found; a relocation grant
paid for the move, and the saving is on the forum's timeline. And a family that leaves an approved
grant behind, of which the first works were paid.
"""

import datetime as dt
import time
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal

import pytest

from deploy.local.journey.case_file import CaseFile, Json
from deploy.local.journey.client import PATIENCE_SECONDS, Client, Refused
from deploy.local.journey.journey import FINANCE, HOUSING, OFFICER, Journey
from deploy.local.stack import Stack
from shared.calendar import legal_date
from tests.journeys.runs import CASES, timeline
from tests.register.homes import STAIRS, answers

UPRN, ANOTHER_UPRN = "100400000001", "100400000002"
LOW_INCOME = "100.00"


class AssessedForA(CaseFile):
    """A household that needs a home of category A: no step and no stairs without a lift."""

    def assessment(self) -> Json:
        found = super().assessment()
        return found | {"access_need": found["access_need"] | {"category": "A", "bedrooms": 2}}


def case_file(applicant: str, works: Json, *assistance: Json) -> CaseFile:
    """The first journey's household, on a low income, with these works and this help."""
    first = CaseFile.read(CASES / "first.json").model_dump(mode="json")
    file = deepcopy(first)
    file["household"]["income"][0]["amount"] = LOW_INCOME
    file["household"]["application"]["certificate"] = (
        "tenant" if applicant != "owner_occupier" else "owner"
    )
    file["case"] |= {
        "applicant": {"kind": applicant, "age": 40},
        "works": [works],
        "services_and_charges": [],
        "assistance": list(assistance),
    }
    return AssessedForA.model_validate(file)


def works(kind: str, amount: str, purposes: list[str], *, practicable: bool = True) -> Json:
    estimates = [{"contractor": f"Builder {n}", "amount": amount} for n in range(3)]
    return {
        "id": kind,
        "kind": kind,
        "purposes": purposes,
        "estimates": estimates,
        "necessary_and_appropriate": True,
        "reasonable_and_practicable": practicable,
    }


EXTENSION = works("extension", "120000.00", ["bath_or_shower", "sleeping_room"], practicable=False)
LIFT = works("through_floor_lift", "15000.00", ["sleeping_room"])
RELOCATION = {
    "kind": "relocation",
    "amount": "4800.00",
    "facts": {
        "destination": "within_district",
        "adaptation_here_ruled_out": True,
        "before_move": True,
        "quotations": 2,
        "supported_by": "occupational_therapist",
        "new_home_suitable": True,
        "adaptation_costs_there": "15000.00",
        "cost_here": "120000.00",
    },
}


FIGURES = ("planned_cost", "adaptation_cost", "relocation_cost", "actual_cost", "saving")


@pytest.fixture
def story(stack: Stack) -> "Iterator[Story]":
    """An extension is planned that is not practicable; a move would be helped."""
    file = case_file("owner_occupier", EXTENSION, RELOCATION)
    with Client(stack.address, stack.issuer.mint, "county/extension") as client:
        yield Story(client, file)


@pytest.fixture
def left_behind(stack: Stack) -> "Iterator[Story]":
    """The first journey's household, whose works could be done where it lives."""
    file = AssessedForA(**dict(CaseFile.read(CASES / "first.json")))
    with Client(stack.address, stack.issuer.mint, "county/left-behind") as client:
        yield Story(client, file)


class Story:
    """The case of the works that were planned, and of the home that was found instead."""

    def __init__(self, client: Client, file: CaseFile) -> None:
        self.client = client
        self.planned = Journey(file, self.client, UPRN)
        self.today = legal_date(dt.datetime.now(dt.UTC)).isoformat()
        self.home = ""
        self.move = ""

    def assessed_and_estimated(self) -> None:
        """Works are planned; the therapist's findings say what a home would have to be."""
        _through(self.planned._referral())
        self.planned._await_grant("the assessment", "assessment", "preliminary_test")
        estimate = {k: self.planned._file.case[k] for k in ("works", "services_and_charges")}
        self.planned._command("estimate", OFFICER, "grants", "cost-estimate", estimate)

    def applied_for_and_approved(self) -> None:
        _through(self.planned._application())
        _through(self.planned._decision())

    def first_works_paid(self, amount: str) -> None:
        """The family's share comes in, and the first invoice is paid from it."""
        account = self.planned._await_account("the approval", lambda _: True)
        place = self.planned._account("contributions")
        body = {"amount": account["contribution"], "received_on": self.today}
        self.client.post("contribution", FINANCE, "payments", place, body)
        self.planned._pay("interim", Decimal(amount))
        case = f"/v1/cases/{self.planned.case_id}"
        self.client.wait("the payment", OFFICER, "grants", case, lambda c: c["paid"] == amount)

    def is_looked_for(self) -> bool:
        """Whether the register still looks for a home for the household."""
        place = f"/v1/cases/{self.planned.case_id}/need"
        return self.client.get(HOUSING, "register", place)["ended_at"] is None

    def enter_home(self, uprn: str, changes: Json) -> str:
        """An empty home of a provider's stock."""
        entry = {
            "district": self.planned._file.district,
            "provider_id": "example-homes",
            "uprn": uprn,
            "occupancy": "empty",
            "consents_to_adaptation": True,
            "survey": answers(changes) | {"uprn": uprn},
        }
        return str(self.client.post(uprn, HOUSING, "register", "/v1/homes", entry)["id"])

    def page(self) -> Json:
        """What the family and the officer decide from."""
        place = f"/v1/cases/{self.planned.case_id}/alternatives"
        return self.client.wait(
            "the answer", HOUSING, "register", place, lambda page: page["assessed_on"]
        )

    def propose_and_accept(self) -> None:
        place = f"/v1/cases/{self.planned.case_id}/relocations"
        body = {"home_id": self.home}
        self.move = self.client.post("proposal", HOUSING, "register", place, body)["id"]
        self.step("viewing", {"viewed_on": self.today, "therapist_satisfied": True})
        self.step("offer", {"offered_on": self.today})
        self.step("acceptance", {"accepted_on": self.today})

    def step(self, name: str, body: object = None, patience: float = PATIENCE_SECONDS) -> Json:
        """One step of the move, given again until the events that it waits for have come."""
        place = f"/v1/relocations/{self.move}/{name}"
        deadline = time.monotonic() + patience
        while True:
            try:
                return self.client.post(name, HOUSING, "register", place, body)
            except Refused as refusal:
                if refusal.kind != "wrong-state" or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def relocation_granted_and_paid(self) -> None:
        """The extension is refused as not practicable, the relocation grant approved and paid."""
        self.applied_for_and_approved()
        _through(self.planned._works_and_payments())

    def adapted_there(self, stack: Stack) -> str:
        """The new home's own case: referred, approved, adapted for 15,000, settled and closed."""
        with Client(stack.address, stack.issuer.mint, "county/there") as client:
            file = case_file("registered_provider_tenant", LIFT)
            there = Journey(file, client, ANOTHER_UPRN)
            _through(there.steps())
            return there.case_id


def told(story: Story, event_type: str) -> Json:
    """The one event of the type on the case's timeline."""
    entries = timeline(story.client, story.planned.case_id, event_type)
    [found] = [e["data"] for e in entries if e["type"] == event_type]
    return dict(found)


def _through(steps: Iterator[str]) -> None:
    for _ in steps:
        pass


def test_an_extension_at_120_000_became_an_adaptation_at_15_000_in_a_home_that_was_found(
    stack: Stack, story: Story
) -> None:
    story.home = story.enter_home("100400000003", {"internal.stairs": STAIRS})
    with_steps = story.enter_home("100400000004", {"internal.steps": 2})
    story.assessed_and_estimated()

    page = story.page()
    alternatives = {each["home"]: each for each in page["alternatives"]}
    found = alternatives[story.home]
    assert (page["cost_here"], page["homes_considered"] >= len({story.home, with_steps})) == (
        "120000.00",
        True,
    )
    assert with_steps not in alternatives
    assert found["verdict"] == "adaptable"
    assert found["cost_there"] == {
        "low": "9500.00",
        "mid": "15500.00",
        "high": "24000.00",
        "unsourced": [],
    }
    assert (found["relocation_limit"], found["relocation_clause"]) == (
        "30000.00",
        "Gloucester B2.9",
    )

    story.propose_and_accept()
    story.relocation_granted_and_paid()
    linked = story.adapted_there(stack)
    story.step("linked-case", {"case_id": linked})
    story.step("move", {"moved_on": story.today})
    assert story.step("completion")["saving"] == "100200.00"

    home = story.client.get(HOUSING, "register", f"/v1/homes/{story.home}")
    assert (found["category"], home["category"]) == ("B", "A")
    assert (home["occupancy"], story.is_looked_for()) == ("occupied", False)

    case_id = story.planned.case_id
    completed = told(story, "register.relocation-completed")
    assert {k: completed[k] for k in FIGURES} == {
        "planned_cost": "120000.00",
        "adaptation_cost": "15000.00",
        "relocation_cost": "4800.00",
        "actual_cost": "19800.00",
        "saving": "100200.00",
    }
    assert (completed["home_id"], completed["linked_case_id"]) == (story.home, linked)

    story.planned._await_grant("the move", "moved_on")
    story.planned._command("closure", OFFICER, "grants", "closure")
    entries = timeline(story.client, case_id)
    assert entries[-1]["data"]["outcome"] == "moved"
    assert "10040000000" not in str(entries)


def test_a_family_that_moves_leaves_its_approved_grant_behind_and_every_account_is_settled(
    left_behind: Story,
) -> None:
    """Guidance B136: 2,000 of the works were done; the rest of the family's share goes back."""
    story = left_behind
    story.home = story.enter_home("100400000005", {})
    story.assessed_and_estimated()
    story.applied_for_and_approved()
    story.first_works_paid("2000.00")
    [found] = [a for a in story.page()["alternatives"] if a["home"] == story.home]
    assert (found["total"], found["wait_days"]) == ("0.00", 0)

    story.propose_and_accept()
    story.step("move", {"moved_on": story.today})
    with pytest.raises(Refused, match="an approval that is not used is withdrawn"):
        story.step("completion", patience=0)

    body = {"withdrawn_on": story.today, "reason": "disabled_person_moved"}
    story.planned._command("withdrawal", OFFICER, "grants", "withdrawal", body)
    settled = told(story, "payments.account-settled")
    assert (settled["paid"], settled["contribution_due_back"]) == ("2000.00", "1329.25")
    with pytest.raises(Refused, match="the account is settled"):
        story.planned._pay("final", Decimal("1.00"))

    assert story.step("completion")["saving"] == "25500.00"
    completed = told(story, "register.relocation-completed")
    assert {k: completed[k] for k in FIGURES} == {
        "planned_cost": "27500.00",
        "adaptation_cost": "0.00",
        "relocation_cost": "2000.00",
        "actual_cost": "2000.00",
        "saving": "25500.00",
    }
    assert not story.is_looked_for()

    story.planned._await_grant("the move and the account", "moved_on", "settled_on")
    story.planned._command("closure", OFFICER, "grants", "closure")
    entries = timeline(story.client, story.planned.case_id)
    assert [e["type"] for e in entries][-7:] == [
        "grants.approved",
        "payments.contribution-received",
        "payments.payment-made",
        "grants.approval-withdrawn",
        "payments.account-settled",
        "register.relocation-completed",
        "grants.closed",
    ]
    withdrawn = told(story, "grants.approval-withdrawn")
    assert (withdrawn["reason"], withdrawn["clause"], withdrawn["paid"]) == (
        "disabled_person_moved",
        "guidance B136",
        "2000.00",
    )
    assert entries[-1]["data"]["outcome"] == "moved"
