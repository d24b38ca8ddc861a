"""Where an enquiry belongs that is not for a grant (guidance 4.18)."""

from enum import StrEnum

from services.referral.domain.reasons import Reason
from shared.schema import Model, example


class Destination(StrEnum):
    """A service that can help instead."""

    MINOR_ADAPTATIONS = "minor_adaptations"
    COMMUNITY_EQUIPMENT = "community_equipment"
    HANDYPERSON = "handyperson"
    HOME_IMPROVEMENT = "home_improvement"
    COUNCIL_LANDLORD = "council_landlord"
    SOCIAL_LANDLORD = "social_landlord"
    MINISTRY_OF_DEFENCE = "ministry_of_defence"
    HOUSING_STANDARDS = "housing_standards"
    WARM_AND_WELL = "warm_and_well"
    HOUSING_OPTIONS = "housing_options"
    ADULT_SOCIAL_CARE = "adult_social_care"
    CHILDRENS_SERVICES = "childrens_services"
    HEALTH_SERVICES = "health_services"
    OTHER_DISTRICT = "other_district"


class Signposting(Model):
    """Where the person was pointed to."""

    model_config = example(to="handyperson")

    to: Destination
    """The service that can help instead."""


class TakingUpAgain(Model):
    """Why an enquiry that was signposted is worked on after all."""

    model_config = example(reason="The handyperson could not help")

    reason: Reason
    """Why, in the officer's words; kept in the history."""
