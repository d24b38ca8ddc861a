"""An old case recalculates to the same penny, line for line."""

from services.means_test.calculate import calculate
from tests.means_test.random_households import random_household
from tests.means_test.recorded import digest, recorded


def test_every_recorded_household_comes_to_the_same():
    found = [digest(calculate(random_household(seed))) for seed in range(len(recorded()))]
    assert found == recorded()
