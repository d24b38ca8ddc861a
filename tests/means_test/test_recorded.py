"""An old case recalculates to the same penny, line for line, under the readings of its day."""

import pytest

from services.means_test.domain import readings
from tests.means_test.recorded import EDITIONS, digest, recorded


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_recorded_household_comes_to_the_same(edition):
    household, calculated, _ = EDITIONS[edition]
    kept = recorded(edition)
    assert [digest(calculated(household(seed))) for seed in range(len(kept))] == kept


def test_every_edition_is_recorded():
    assert EDITIONS.keys() == readings.EDITIONS.keys()
