"""From a surveyed home in the published shape to its category in the published shape."""

from services.register.data import rule_set
from services.register.domain.categorising import Categorisation, categorise
from services.register.domain.home import Home


def categorise_survey(value: object) -> Categorisation:
    """Categorise the home that a JSON value describes; what is wrong with it is raised."""
    home = Home.model_validate(value)
    return categorise(home, rule_set(home.rule_set))
