"""The life of a case's test: every step from every state, and its picture."""

from pathlib import Path

import pytest

from services.means_test.domain.life import TRANSITIONS, Awaited, State, Step, after, awaited
from shared.problems import WrongState
from tests.drawn import drawn

PAGE = Path("docs/life-of-a-means-test.md")

LEADS = {
    Step.ESTIMATE: {"open": "estimated", "estimated": "estimated", "applied": "applied"},
    Step.DECLINE: {"open": "open", "estimated": "estimated", "applied": "applied"},
    Step.APPLY: {
        "open": "applied",
        "estimated": "applied",
        "applied": "applied",
        "tested": "applied",
    },
    Step.TEST: {"applied": "tested"},
    Step.CORRECT: {"tested": "tested"},
    Step.DECIDE: dict.fromkeys(("open", "estimated", "applied", "tested"), "decided"),
    Step.CLOSE: dict.fromkeys(("open", "estimated", "applied", "tested", "decided"), "closed"),
    Step.REOPEN_ENQUIRY: {"closed": "open"},
    Step.REOPEN_ESTIMATE: {"closed": "estimated"},
    Step.REOPEN_APPLICATION: {"closed": "applied", "decided": "applied"},
    Step.REOPEN_TEST: {"closed": "tested", "decided": "tested"},
    Step.REOPEN_DECISION: {"closed": "decided"},
}


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", State)
def test_where_each_step_leads(step, state):
    to = LEADS[step].get(state)
    if to is None:
        with pytest.raises(WrongState):
            after(step, state)
    else:
        assert after(step, state) == to


def test_a_step_that_does_not_fit_says_what_is_awaited():
    with pytest.raises(WrongState, match="waits for a complete application"):
        after(Step.TEST, State.ESTIMATED)


@pytest.mark.parametrize(
    "state, outstanding, expected",
    [
        ("open", 0, "preliminary_test"),
        ("open", 2, "preliminary_test"),
        ("estimated", 1, "application"),
        ("applied", 0, "formal_test"),
        ("applied", 1, "evidence"),
        ("tested", 1, "decision"),
        ("decided", 1, None),
        ("closed", 1, None),
    ],
)
def test_what_is_awaited(state, outstanding, expected):
    assert awaited(state, outstanding) == (expected and Awaited(expected))


def test_every_step_has_its_clause():
    assert all(t.clause for t in TRANSITIONS)


def page():
    """The table, and the picture drawn from it."""
    return f"""# The life of a case's test of resources

A triaged case is `open`. Written by `python -m tests.means_test.test_life` from the table of
transitions in `services/means_test/domain/life.py`.

{drawn(TRANSITIONS, [f"[*] --> {State.OPEN}: triaged"])}"""


def test_the_picture_is_drawn_from_the_table():
    assert PAGE.read_text() == page()


if __name__ == "__main__":
    PAGE.write_text(page())
