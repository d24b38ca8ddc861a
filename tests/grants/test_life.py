"""The life of a case: each step from each state, and the diagram in the docs."""

from itertools import product
from pathlib import Path

import pytest

from services.grants.domain.casework.life import REOPENING, TRANSITIONS, State, Step, after
from shared.problems import WrongState
from tests.drawn import drawn

PAGE = Path(__file__).parents[2] / "docs" / "life-of-a-grant-case.md"
HEADING = """# The life of a grant case

Drawn from the table in `services/grants/domain/casework/life.py`; a test keeps them the same.

"""


def page():
    """The page: a diagram, and the table with the clause of each step."""
    return HEADING + drawn(TRANSITIONS, [f"[*] --> {State.OPEN}"], [f"{State.CLOSED} --> [*]"])


def test_the_diagram_in_the_docs_is_drawn_from_the_table():
    """To draw it anew: `python -m tests.grants.test_life`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_step_and_every_state_is_in_the_table():
    assert {t.step for t in TRANSITIONS} == set(Step)
    assert {t.origin for t in TRANSITIONS} | {t.to for t in TRANSITIONS} == set(State)


@pytest.mark.parametrize("state, step", list(product(State, Step)))
def test_a_step_leads_where_the_table_says_or_nowhere(state, step):
    ways = [t.to for t in TRANSITIONS if (t.step, t.origin) == (step, state)]
    assert len(ways) <= 1
    if ways:
        assert after(state, step) is ways[0]
    else:
        with pytest.raises(WrongState, match=f"the case is {state}; this is done when it is"):
            after(state, step)


def test_a_closed_case_goes_nowhere_unless_that_was_a_mistake():
    """Its charge outlives it: what becomes of that leaves the case closed."""
    onward = [t for t in TRANSITIONS if t.origin is State.CLOSED and t.step not in REOPENING]
    assert {t.to for t in onward} == {State.CLOSED}


def test_every_case_that_ended_can_go_back_to_where_it_was():
    ends = {State.CLOSED, State.WITHDRAWN}
    before = {t.origin for t in TRANSITIONS if t.to in ends} - {State.CLOSED}
    back = {t.to for t in TRANSITIONS if t.step in REOPENING}
    assert before == back


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
