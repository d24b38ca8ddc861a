"""From a JSON value in the published shape to the answer in the published shape."""

from services.means_test.domain.answer import answer
from services.means_test.domain.assessment import Tested, assess
from services.means_test.domain.facts import Application
from services.means_test.domain.household import Household
from services.means_test.domain.policy import LocalAmendments
from services.means_test.domain.readings import EDITIONS, NEWEST
from services.means_test.domain.refusals import refuse_what_cannot_be
from services.means_test.parameters import figures_on
from shared.policies import NoPolicy, load
from shared.problems import FieldError


def calculate(value: object) -> dict[str, object]:
    """Test the household that a JSON value describes; what is wrong with it is raised."""
    return answer(assess_on_its_day(Household.model_validate(value)))


def assess_on_its_day(household: Household) -> Tested:
    """Test a household with the figures and, where it names an authority, the policy of its day.

    Refuses what nobody could have on that day.
    """
    figures = figures_on(household.application.made_on)
    refuse_what_cannot_be(household, figures.available)
    return assess(household, figures, NEWEST, amendments_of(household.application))


def assess_again(household: Household, edition: int) -> Tested:
    """Make a kept test again, under the edition of the readings that it was made under."""
    figures = figures_on(household.application.made_on)
    return assess(household, figures, EDITIONS[edition], amendments_of(household.application))


def amendments_of(application: Application) -> LocalAmendments | None:
    """The authority's local amendments in force when the application is made; None without one."""
    if application.authority is None:
        return None
    try:
        policy = load(application.authority, application.made_on)
    except NoPolicy as error:
        fault = FieldError("/application/authority", error.detail)
        raise NoPolicy(error.detail, [fault]) from error
    return policy.section("means_test", LocalAmendments)
