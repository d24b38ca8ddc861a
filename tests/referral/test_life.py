"""A referral's life: every step from every state, and the page that shows it."""

import itertools

import pytest

from services.referral.domain.life import TRANSITIONS, State, Step, take
from shared.problems import WrongState
from tests.referral.life_page import PAGE, page

ALLOWED = {
    ("receive", None): "received",
    ("advise", None): "advised",
    ("take over", None): "taken_over",
    ("record consent", "taken_over"): "taken_over",
    ("record that consent is withdrawn", "taken_over"): "taken_over",
    ("correct the enquiry", "taken_over"): "taken_over",
    ("triage", "taken_over"): "triaged",
    ("record consent", "advised"): "received",
    ("record consent", "received"): "received",
    ("record consent", "signposted"): "signposted",
    ("record consent", "triaged"): "triaged",
    ("record consent", "assessed"): "assessed",
    ("record that consent is withdrawn", "received"): "received",
    ("record that consent is withdrawn", "signposted"): "signposted",
    ("record that consent is withdrawn", "triaged"): "triaged",
    ("record that consent is withdrawn", "assessed"): "assessed",
    ("correct the enquiry", "advised"): "advised",
    ("correct the enquiry", "received"): "received",
    ("correct the enquiry", "signposted"): "signposted",
    ("correct the enquiry", "triaged"): "triaged",
    ("correct the enquiry", "assessed"): "assessed",
    ("signpost", "received"): "signposted",
    ("take up again", "signposted"): "received",
    ("order minor works", "received"): "received",
    ("order minor works", "signposted"): "signposted",
    ("order minor works", "triaged"): "triaged",
    ("order minor works", "assessed"): "assessed",
    ("triage", "received"): "triaged",
    ("revise the triage", "triaged"): "triaged",
    ("revise the triage", "assessed"): "assessed",
    ("assess", "triaged"): "assessed",
    ("correct or repeat the assessment", "assessed"): "assessed",
    ("give to an assessor", "triaged"): "triaged",
    ("give to an assessor", "assessed"): "assessed",
    ("check the completed works", "assessed"): "assessed",
    ("put on the waiting list", "triaged"): "triaged",
    ("put on the waiting list", "assessed"): "assessed",
}


@pytest.mark.parametrize("step, at", list(itertools.product(Step, (None, *State))))
def test_each_step_has_its_place(step, at):
    if after := ALLOWED.get((step, at)):
        assert take(step, at) == after
    else:
        with pytest.raises(WrongState):
            take(step, at)


def test_every_transition_names_its_clause_and_stands_once():
    assert all(each.clause for each in TRANSITIONS)
    assert len({(each.step, each.origin) for each in TRANSITIONS}) == len(TRANSITIONS)


def test_the_page_is_current():
    assert PAGE.read_text() == page(), "run python -m tests.referral.life_page"
