"""What a person, or their family, says of themselves when they ask for help at home."""

import datetime as dt
from enum import StrEnum

from services.referral.domain.consent import Consent
from services.referral.domain.enquiry import Enquiry, Person, check_enquiry
from services.referral.domain.sources import Referrer, Source
from shared.contracts.event import District
from shared.schema import Field, Model, example


class Asking(StrEnum):
    """Who asks."""

    THE_PERSON = "the_person"
    FAMILY_OR_CARER = "family_or_carer"


class Difficulty(StrEnum):
    """What is difficult at home, as a person who assesses themselves would say."""

    GETTING_IN = "getting_in"
    STAIRS = "stairs"
    BATHING = "bathing"
    TOILET = "toilet"
    KITCHEN = "kitchen"
    BED_OR_CHAIR = "bed_or_chair"
    KEEPING_WARM = "keeping_warm"
    SAFETY = "safety"
    GARDEN = "garden"
    CARING_FOR_OTHERS = "caring_for_others"


class SelfReferral(Model):
    """A request for help at home by the person or their family."""

    model_config = example(
        district="E07000083",
        asking="the_person",
        person={
            "name": "Ada Example",
            "date_of_birth": "1967-06-15",
            "address": "1 Example Street, Tewkesbury",
            "postcode": "GL20 5AA",
        },
        consent={"given": True, "by": "Ada Example", "on": "2026-03-02"},
        difficulties=["stairs", "bathing"],
        in_own_words="I can no longer get up the stairs on my own.",
    )

    district: District
    """ONS code of the district that the home is in."""
    asking: Asking
    """Whether it is the person who asks, or somebody for them."""
    asked_by: Referrer | None = None
    """Who of the family or among the carers asks; leave out where it is the person."""
    person: Person
    """For whom help is asked."""
    consent: Consent
    """Whether the person agrees, and who said so."""
    difficulties: tuple[Difficulty, ...] = Field(min_length=1, max_length=len(Difficulty))
    """What is difficult at home; at least one."""
    in_own_words: str = Field(default="", max_length=3000)
    """Whatever else there is to say, up to 3,000 characters."""

    def as_enquiry(self, received_on: dt.date) -> Enquiry:
        """The enquiry that officers see."""
        itself = self.asking is Asking.THE_PERSON
        listed = ", ".join(each.replace("_", " ") for each in self.difficulties)
        return Enquiry(
            district=self.district,
            received_on=received_on,
            source=Source.SELF if itself else Source.FAMILY_OR_CARER,
            referrer=self.asked_by,
            person=self.person,
            consent=self.consent,
            reason=f"Difficult: {listed}. {self.in_own_words}".strip(),
        )


def check_self_referral(request: SelfReferral, today: dt.date) -> None:
    """It is held to the rules of every enquiry, where it is sent. Raises `InvalidInput`."""
    check_enquiry(request.as_enquiry(today), today)
