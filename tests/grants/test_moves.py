"""A case that ends by a move: it is closed as moved, and no works are said to be done on it."""

import datetime as dt
import uuid

import pytest

from shared.contracts.payments import AccountSettled
from shared.contracts.register import RelocationCompleted
from tests.grants.cases import GLOUCESTER, ask, works
from tests.grants.test_service import DECIDED, GrantCase, application, awaited

DAY = dt.date(2026, 3, 9)
EXTENSION = works("120000.00", kind="extension", reasonable_and_practicable=False)
MOVE = ask(
    "relocation",
    "4800.00",
    destination="within_district",
    adaptation_here_ruled_out=True,
    before_move=True,
    quotations=2,
    supported_by="occupational_therapist",
    new_home_suitable=True,
)


@pytest.fixture
def case(platform):
    return GrantCase(platform)


def moved(case):
    return case.hears(
        RelocationCompleted(
            case_id=case.id,
            district=GLOUCESTER,
            relocation_id=uuid.uuid4(),
            home_id=uuid.uuid4(),
            home_district=GLOUCESTER,
            category="A",
            linked_case_id=None,
            moved_on=DAY,
            completed_on=DAY,
            planned_cost="120000.00",
            adaptation_cost="0.00",
            relocation_cost="4800.00",
            actual_cost="4800.00",
            saving="115200.00",
        )
    )


def outcome(case):
    kind, event = case.platform.told("grants", case.id)[-1]
    assert kind == "grants.closed"
    return event["outcome"]


def test_an_undecided_case_closes_only_once_the_household_has_moved(case):
    case.assessed()
    assert "the case is open" in awaited(case.post("closure"))
    moved(case).does("closure")
    assert outcome(case) == "moved"


def test_a_relocation_grant_alone_certifies_no_works_and_its_case_closes_as_moved(case):
    case.approved(works=[EXTENSION], assistance=[MOVE])
    case.does("works-certification", {"certified_on": "2026-03-09"})
    _, event = case.platform.told("grants", case.id)[-1]
    assert event["works"] == []
    case.hears(AccountSettled(case_id=case.id, district=GLOUCESTER, settled_on=DAY, paid="4800.00"))
    case.does("land-charge-registration", {"registered_on": "2026-03-10"})
    moved(case).does("closure")
    assert outcome(case) == "moved"


def test_after_the_move_nothing_is_granted_any_more(case):
    """Gloucester B2.9: grants cannot be paid retrospectively."""
    moved(case.applied(works=[EXTENSION], assistance=[MOVE]))
    assert "the household moved on 2026-03-09" in awaited(case.post("decision", DECIDED))
    case.does("closure")
    assert outcome(case) == "moved"


def test_an_application_in_hand_is_closed_by_the_move(case):
    case.assessed().does("application", application())
    assert "the case is applied" in awaited(case.post("closure"))
    moved(case).does("closure")
    assert outcome(case) == "moved"
