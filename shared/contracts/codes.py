"""Closed lists that the services share. A new code in one of them is a breaking change."""

from enum import StrEnum


class Purpose(StrEnum):
    """What the works are for: section 23(1) of the Act."""

    ACCESS_DWELLING = "access_dwelling"
    SAFETY = "safety"
    FAMILY_ROOM = "family_room"
    SLEEPING_ROOM = "sleeping_room"
    LAVATORY = "lavatory"
    BATH_OR_SHOWER = "bath_or_shower"
    WASH_HAND_BASIN = "wash_hand_basin"
    FOOD = "food"
    HEATING = "heating"
    POWER_LIGHT_HEAT_CONTROLS = "power_light_heat_controls"
    CARE_OF_OTHERS = "care_of_others"
    GARDEN = "garden"


class WorkKind(StrEnum):
    """Kinds of works, as a therapist recommends them and other services are told of them."""

    LEVEL_ACCESS_SHOWER = "level_access_shower"
    STAIRLIFT = "stairlift"
    THROUGH_FLOOR_LIFT = "through_floor_lift"
    STEP_LIFT = "step_lift"
    WASH_DRY_TOILET = "wash_dry_toilet"
    CEILING_TRACK_HOIST = "ceiling_track_hoist"
    RAMP = "ramp"
    EXTENSION = "extension"
    KITCHEN = "kitchen"
    HEATING = "heating"
    SAFETY = "safety"
    OTHER = "other"


class AccessCategory(StrEnum):
    """Accessible housing categories, best first; E+ is worse than E."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    E_PLUS = "E+"
    F = "F"
    G = "G"


class AccessDomain(StrEnum):
    """Of what a home's access category is made, as the housing register surveys it."""

    MAIN_ACCESS = "main_access"
    SECOND_EXIT = "second_exit"
    ESSENTIAL_FACILITIES = "essential_facilities"
    THROUGH_FLOOR_LIFT = "through_floor_lift"
    COMMUNAL_LIFT = "communal_lift"
    WHEELCHAIR_STORAGE = "wheelchair_storage"
    SEPARATE_WC = "separate_wc"
    BATHROOM = "bathroom"
    HALLWAY = "hallway"
    INTERNAL_DOORS = "internal_doors"
    KITCHEN = "kitchen"
    GENERAL_ACCESS = "general_access"


class RequirementLevel(StrEnum):
    """How much a household needs something of a home."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    NOT_NEEDED = "not_needed"


class ReferralSource(StrEnum):
    """Who referred the person (guidance 4.18 to 4.27)."""

    SELF = "self"
    FAMILY_OR_CARER = "family_or_carer"
    GP = "gp"
    HOSPITAL = "hospital"
    SOCIAL_CARE = "social_care"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    LANDLORD = "landlord"
    OTHER = "other"


class Complexity(StrEnum):
    """How complex the case is likely to be (guidance 4.36)."""

    SIMPLE = "simple"
    COMPLEX = "complex"


class AssessorGrade(StrEnum):
    """What an assessor is qualified for (guidance 4.10, 4.35)."""

    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    TRUSTED_ASSESSOR_4 = "trusted_assessor_4"
    """Major adaptations."""
    TRUSTED_ASSESSOR_3 = "trusted_assessor_3"
    """Minor adaptations."""


class Urgency(StrEnum):
    """Whether a circumstance of guidance 4.38 applies."""

    URGENT = "urgent"
    NON_URGENT = "non_urgent"


class MeansTestKind(StrEnum):
    """A preliminary test informs the offer; the formal one is final at the application."""

    PRELIMINARY = "preliminary"
    FORMAL = "formal"


class MeansTestOutcome(StrEnum):
    """What the test of resources came to."""

    NOT_TESTED = "not_tested"
    EXEMPT = "exempt"
    PASSPORTED = "passported"
    ASSESSED = "assessed"


class WithdrawalReason(StrEnum):
    """Why a case ends before the works are complete: of an approval, guidance B136 and B137."""

    ENTITLEMENT_CEASED = "entitlement_ceased"
    """The home is sold or to be sold, or the tenancy has ended (section 40)."""
    DISABLED_PERSON_MOVED = "disabled_person_moved"
    DISABLED_PERSON_DIED = "disabled_person_died"
    WORKS_UNSUITABLE = "works_unsuitable"
    """The works no longer meet the disabled person's needs (section 41)."""
    APPLICATION_WRONG = "application_wrong"
    WORKS_BEGUN_BEFORE_APPROVAL = "works_begun_before_approval"
    NOT_COMPLETED_IN_TIME = "not_completed_in_time"
    OTHER_CONTRACTOR = "other_contractor"
    SCHEME_NOT_FOLLOWED = "scheme_not_followed"
    APPLICANT_WITHDREW = "applicant_withdrew"
    """The grant is no longer wanted."""


class ClosureOutcome(StrEnum):
    """How a grant case ended."""

    COMPLETED = "completed"
    REFUSED = "refused"
    SIGNPOSTED = "signposted"
    """It was for somebody else to help with (guidance B40)."""
    WITHDRAWN = "withdrawn"
    """The approval, or the application before it was decided."""
    MOVED = "moved"
    """The household moved instead."""


class ReviewOutcome(StrEnum):
    """What a review came to."""

    STANDS = "stands"
    DECIDED_AGAIN = "decided_again"


class PaidTo(StrEnum):
    """Who is paid once a dispute about the works is settled (section 39(2))."""

    CONTRACTOR = "contractor"
    APPLICANT = "applicant"


class AgeBand(StrEnum):
    """How old a disabled person is, as returns ask for it."""

    UNDER_18 = "under_18"
    FROM_18 = "18_to_64"
    FROM_65 = "65_and_over"

    @classmethod
    def of(cls, age: int) -> "AgeBand":
        """The band of an age in whole years."""
        if age < 18:  # noqa: PLR2004 - the name says it
            return cls.UNDER_18
        return cls.FROM_18 if age < 65 else cls.FROM_65  # noqa: PLR2004


class PaymentStage(StrEnum):
    """Interim payments are bounded before completion (section 35); the final one is not."""

    INTERIM = "interim"
    FINAL = "final"
