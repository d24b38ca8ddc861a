"""Services killed and PostgreSQL stopped at once in the middle of a journey: nothing shows.

A short form of `make faults`, whose latest results are in hard_stops.csv.
"""

import pytest

from tests.journeys.hard_stops import Outcome, differences, outcome, plan
from tests.needs import require_java

pytestmark = pytest.mark.xdist_group("hard stops")


@pytest.fixture(scope="module")
def calm() -> Outcome:
    """What a journey leaves that nothing interrupted: the same whatever carries the events."""
    return outcome("postgres", {})


@pytest.mark.parametrize("bus", ["postgres", "kafka"])
def test_an_interrupted_journey_ends_as_one_that_nothing_interrupted(
    calm: Outcome, bus: str
) -> None:
    if bus == "kafka":
        require_java()
    broken = outcome(bus, plan(seed=6, points=3))
    assert list(differences(calm, broken)) == []
    # How many times of the case are over depends on the day of the run.
    acts = [
        kind for kind, _, _ in calm.events.elements() if not kind.startswith("grants.deadline-")
    ]
    assert len(acts) == 17
