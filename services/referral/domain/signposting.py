"""Where an enquiry belongs that is not for a grant (guidance 4.18)."""

from services.referral.domain.reasons import Reason
from shared.codes import Coded
from shared.schema import Model


class Destination(Coded):
    """A service that can help instead."""

    MINOR_ADAPTATIONS = "minor_adaptations", "The county's minor adaptations service"
    COMMUNITY_EQUIPMENT = "community_equipment", "Community equipment"
    HANDYPERSON = "handyperson", "A handyperson service, for small repairs and fittings"
    HOME_IMPROVEMENT = "home_improvement", "A home improvement agency"
    COUNCIL_LANDLORD = "council_landlord", "The council as landlord of its own tenant"
    SOCIAL_LANDLORD = "social_landlord", "A housing association as landlord"
    MINISTRY_OF_DEFENCE = (
        "ministry_of_defence",
        "The Ministry of Defence, for service accommodation",
    )
    HOUSING_STANDARDS = "housing_standards", "The district's housing team, for hazards in the home"
    WARM_AND_WELL = "warm_and_well", "Warm and Well, for cold homes"
    HOUSING_OPTIONS = "housing_options", "Housing options, for another home"
    ADULT_SOCIAL_CARE = "adult_social_care", "Adult social care"
    CHILDRENS_SERVICES = "childrens_services", "Children's services"
    HEALTH_SERVICES = "health_services", "The person's GP or other health services"
    OTHER_DISTRICT = "other_district", "The district in which the home is"


class Signposting(Model):
    """Where the person was pointed to."""

    to: Destination


class TakingUpAgain(Model):
    """Why an enquiry that was signposted is worked on after all."""

    reason: Reason
