"""How long a receiver of read models rests after what it stored."""

import pytest

from shared.bus.receiver import rest_after


@pytest.mark.parametrize(
    ("storing", "rests"),
    [(0.002, 0.004), (0.02, 0.04), (0.05, 0.1), (3600, 0.1)],
    ids=["quick", "busy", "busier", "stood still"],
)
def test_it_rests_by_how_long_storing_took(storing: float, rests: float) -> None:
    assert rest_after(storing) == pytest.approx(rests)
