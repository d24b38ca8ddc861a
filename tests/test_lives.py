"""Whatever has a state goes from one to the next by a table, and is drawn from it.

To draw the pages anew: `python -m tests.test_lives`.
"""

import ast
from itertools import product
from pathlib import Path

import pytest

from services.grants.domain.casework import entries_of_time
from services.grants.domain.casework import life as grants
from services.grants.domain.casework.entries_of_ending import CaseClosed
from services.means_test.domain import life as means_test
from services.payments.domain import life as payments
from services.referral.domain import life as referral
from services.register.domain import life as register
from shared.contracts import EVENT_TYPES, codes
from shared.contracts.grants import CaseReopened, Closed, ReviewAnswered
from shared.contracts.means_test import MeansTestCompleted
from shared.life import after
from shared.problems import WrongState
from tests.drawn import drawn

ROOT = Path(__file__).parents[1]
LIVES = {
    "a grant case": (grants.TRANSITIONS, grants.Step, grants.State),
    "a means test": (means_test.TRANSITIONS, means_test.Step, means_test.State),
    "a referral": (referral.TRANSITIONS, referral.Step, referral.State),
    "a move": (register.MOVES, register.MoveStep, register.Stage),
    "an advert": (register.ADVERTS, register.AdvertStep, register.State),
    "an invoice": (payments.INVOICES, payments.InvoiceStep, payments.InvoiceState),
    "a payment run": (payments.RUNS, payments.RunStep, payments.RunState),
}
PAGES = {
    "life-of-a-move.md": ("services/register/domain/life.py", ("a move", "an advert")),
    "life-of-a-payment.md": ("services/payments/domain/life.py", ("an invoice", "a payment run")),
}
STATES = {"state", "stage"}
"""How rows name theirs."""
STEPS = {"after", "take", "before"}
"""What leads from one to the next, and back where a step was a mistake."""


@pytest.mark.parametrize("life", LIVES)
def test_every_step_has_its_clause_and_leads_to_one_state_and_every_state_is_reached(life):
    table, steps, states = LIVES[life]
    assert all(each.clause for each in table)
    assert len({(each.step, each.origin) for each in table}) == len(table)
    assert {each.step for each in table} == set(steps)
    assert {each.to for each in table} | {each.origin for each in table} >= set(states)


@pytest.mark.parametrize("life", ["a move", "an advert", "an invoice", "a payment run"])
def test_a_step_leads_where_the_table_says_or_nowhere(life):
    table, steps, states = LIVES[life]
    leads = {(each.step, each.origin): each.to for each in table}
    for step, state in product(steps, (None, *states)):
        if (step, state) in leads:
            assert after(table, "thing", state, step) is leads[step, state]
        else:
            with pytest.raises(WrongState, match="this is done when it is"):
                after(table, "thing", state, step)


def page(name):
    """The lives of one service, each as a diagram and a table."""
    place, lives = PAGES[name]
    heading = f"""# The lives of {" and ".join(lives)}

Drawn from the tables in `{place}` by `python -m tests.test_lives`.
A command takes a step of one, and what does not fit is refused.
"""
    return "\n".join(
        [heading, *(f"## {life.capitalize()}\n\n{drawn(LIVES[life][0])}" for life in lives)]
    )


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_drawn_from_the_table(name):
    assert (ROOT / "docs" / name).read_text() == page(name), "run python -m tests.test_lives"


def set_states():
    """Wherever a service sets the state of a row: the place, and the value."""
    for file in sorted(ROOT.glob("services/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.Assign(targets=[ast.Tuple(elts=targets)] | targets, value=value):
                    if any(isinstance(t, ast.Attribute) and t.attr in STATES for t in targets):
                        yield f"{file.relative_to(ROOT)}:{node.lineno}", value


def test_nothing_comes_to_a_state_but_by_a_step_of_a_table():
    found = dict(set_states())
    assert len(found) >= 8
    for place, value in found.items():
        assert isinstance(value, ast.Call), place
        name = value.func.id if isinstance(value.func, ast.Name) else value.func.attr
        assert name in STEPS, place


def test_an_outcome_that_leaves_its_service_is_a_code_of_the_contracts():
    """A reader knows it by the shared code, never by a word of its own."""
    told = {each for each in EVENT_TYPES.values() if "outcome" in each.model_fields}
    assert told == {Closed, CaseReopened, MeansTestCompleted, ReviewAnswered}
    kept = (CaseClosed, entries_of_time.ReviewAnswered, MeansTestCompleted)
    for model in kept:
        assert model.model_fields["outcome"].annotation.__module__ == codes.__name__


def test_no_service_knows_a_code_of_another_by_a_word_of_its_own():
    for file in sorted(ROOT.glob("services/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.Compare(left=ast.Attribute(value=ast.Name("event")), comparators=[other]):
                    assert not (isinstance(other, ast.Constant) and isinstance(other.value, str)), (
                        file
                    )


if __name__ == "__main__":
    for each in PAGES:
        (ROOT / "docs" / each).write_text(page(each))
