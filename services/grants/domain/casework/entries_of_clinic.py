"""Entries about the complex case clinic: it advises, and the authority decides (guidance 4.13).

Words stay on the case. What other districts see of it are codes, kinds of works and a cost.
"""

from enum import StrEnum
from typing import Annotated

from services.grants.domain.casework.entry import Entry, Reason
from shared.bounds import AtMost
from shared.contracts.event import District
from shared.schema import Date, Field, Model, example

MOST_ATTENDING = 40


class ClinicWhy(StrEnum):
    """Why a case goes to the clinic."""

    COSTLY = "costly"
    USUAL_WAY_FAILS = "usual_way_fails"
    HARD_DECISION = "hard_decision"
    WORTH_SHARING = "worth_sharing"


class ClinicPost(StrEnum):
    """As what somebody attends the clinic."""

    GRANT_OFFICER = "grant_officer"
    TECHNICAL_OFFICER = "technical_officer"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    HOUSING_OPTIONS = "housing_options"
    HOUSING_PROVIDER = "housing_provider"
    SOCIAL_CARE = "social_care"
    HEALTH = "health"


class ClinicCourse(StrEnum):
    """What the clinic advises, or the authority decides to do."""

    AS_PROPOSED = "as_proposed"
    OTHER_SCHEME = "other_scheme"
    MOVE = "move"
    MORE_ASSESSMENT = "more_assessment"
    NO_WORKS = "no_works"


class ClinicReason(StrEnum):
    """Why, in words that say nothing of a person."""

    MEETS_THE_NEED = "meets_the_need"
    NEED_WILL_CHANGE = "need_will_change"
    COST_EFFECTIVE = "cost_effective"
    TOO_DEAR_FOR_WHAT_IT_DOES = "too_dear_for_what_it_does"
    HOME_CANNOT_TAKE_IT = "home_cannot_take_it"
    SUITABLE_HOME_FOUND = "suitable_home_found"
    NOT_ENOUGH_KNOWN = "not_enough_known"


Reasons = Annotated[tuple[ClinicReason, ...], Field(min_length=1, max_length=len(ClinicReason))]


class ClinicReferral(Model):
    """A case that the clinic is asked about."""

    model_config = example(
        referred_on="2026-03-09", why="costly", question="Would two bathrooms do instead of one?"
    )

    referred_on: Date
    """The day on which it was referred; not after today."""
    why: ClinicWhy
    """Why it goes to the clinic; other districts see this."""
    question: Reason
    """What is asked, in the officer's words; it stays on the case."""


class ReferredToClinic(ClinicReferral, Entry):
    """A case was put on the clinic's agenda."""

    KIND = "clinic_referred"

    item: int
    """Its number on the county's agenda."""


class Attendee(Model):
    """Who attended, by post and authority and not by name."""

    post: ClinicPost
    """As what they attended."""
    authority: District | None = None
    """ONS code of the housing authority that they are of; null: of none."""


class ClinicSession(Model):
    """What the clinic advised, and who attended."""

    model_config = example(
        met_on="2026-03-09",
        attended_by=[
            {"post": "grant_officer", "authority": "E07000081"},
            {"post": "occupational_therapist"},
        ],
        advice="other_scheme",
        reasons=["cost_effective"],
        in_words="A through-floor lift serves both floors",
    )

    met_on: Date
    """The day of the clinic; not before the referral, nor after today."""
    attended_by: Annotated[tuple[Attendee, ...], Field(min_length=1), AtMost(MOST_ATTENDING)]
    """Each who attended; a housing officer of the case's own authority among them."""
    advice: ClinicCourse
    """What the clinic advises; other districts see this."""
    reasons: Reasons
    """Why, as codes; other districts see these."""
    in_words: Reason
    """Why, in words; they stay on the case."""


class ClinicAdvised(ClinicSession, Entry):
    """The clinic gave its advice; it binds nobody."""

    KIND = "clinic_advised"


class ClinicDecision(Model):
    """What the authority decides to do after the clinic's advice."""

    model_config = example(
        decided_on="2026-03-09",
        course="other_scheme",
        reasons=["cost_effective", "meets_the_need"],
        in_words="As the clinic advises",
    )

    decided_on: Date
    """The day of the decision; not before the clinic, nor after today."""
    course: ClinicCourse
    """What is done; other districts see this."""
    reasons: Reasons
    """Why, as codes; other districts see these."""
    in_words: Reason
    """Why, in words; they stay on the case."""


class ClinicDecided(ClinicDecision, Entry):
    """The authority decided what to do; the grant itself is decided on the application."""

    KIND = "clinic_decided"
