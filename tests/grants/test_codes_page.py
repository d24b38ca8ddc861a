"""The lists of codes that the contract promises are published, and are the ones in use."""

import pytest

from services.grants.domain.codes import Decline
from services.grants.domain.policy.requirements import Shown
from tests.grants.cases import rows
from tests.grants.codes_page import LISTS, PAGE, page


def test_the_page_is_current():
    assert PAGE.read_text() == page(), "run python -m tests.grants.codes_page"


@pytest.mark.parametrize("codes", [codes for _, _, codes in LISTS])
def test_every_code_says_what_it_means(codes):
    assert all(code.meaning for code in codes)


def test_every_fact_that_has_to_be_shown_has_its_reason():
    for fact in Shown.model_fields["fact"].annotation.__args__:
        assert isinstance(Shown(rule="shown", fact=fact, clause="X").why(), Decline)


def test_every_reason_for_declining_an_offer_is_met_in_the_tables():
    """Those of the whole case are tested beside the offers."""
    of_the_case = {"no_funds", "no_mandatory_application", "not_decided_yet", "not_eligible"}
    of_the_case |= {"home_not_eligible", "works_begun", "nothing_needed", "earlier_award"}
    of_the_case |= {"contribution_above_limit", "privately_funded", "expense_not_covered"}
    met = {row["declined"] for row in rows("offers")} - {""}
    assert met | of_the_case == {str(code) for code in Decline}
