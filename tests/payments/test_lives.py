"""A few random lives in every run of the tests; `python -m tests.payments.lives` takes many."""

import pytest

from tests.payments.lives import NEVER, live


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_that_may_never_be_in_a_random_life(platform, seed):
    life = live(platform, seed, steps=30)
    assert len(life.done) == 30


@pytest.mark.parametrize("what", NEVER)
def test_what_is_looked_for_can_be_asked(platform, what):
    """A statement that could not run would find nothing for ever."""
    platform.client("payments")
    assert platform.sql(NEVER[what], "00000000-0000-0000-0000-000000000000") == []
