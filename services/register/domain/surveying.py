"""What is kept of a home beside its category: surveys, pictures, its block, a category by hand."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

from services.register.domain.home import Home, LandlordKind
from services.register.domain.listing import ProviderId
from services.register.domain.provenance import Basis, Source
from services.register.domain.recording import BESIDE_THE_ANSWERS
from shared.bounds import Shaped
from shared.contracts.codes import AccessCategory
from shared.contracts.event import District
from shared.mistakes import Mistake
from shared.problems import InvalidInput
from shared.schema import Date, Field, Model, example

Name = Annotated[str, Shaped(r"^[^\x00-\x1f]{1,120}$", "a name is 1 to 120 characters on one line")]

COMMUNAL = frozenset({"communal_entrance", "communal_lift", "communal_lifts"})
"""Headings of the survey that all homes of a block share."""


class SurveyKind(StrEnum):
    """Where a survey's answers came from."""

    VISIT = "visit"
    FILE = "file"
    BLOCK = "block"
    IDENTICAL_HOME = "identical_home"
    CERTIFIED_WORKS = "certified_works"
    EQUIPMENT_RECOVERED = "equipment_recovered"
    TAKEN_BACK = "taken_back"


class Taken(Model):
    """Answers of one survey, with when and on what basis; what is absent stays as it was."""

    model_config = example(
        surveyed_on="2026-03-02",
        basis="surveyed",
        answers={"hall": {"head_on_width": 1200, "turning_width": 1200}},
    )

    surveyed_on: Date
    """The day on which it was measured or stated; not after today."""
    basis: Basis = Basis.SURVEYED
    """What the answers rest on: measured ones outrank a landlord's claim."""
    answers: Home
    """What was measured or seen; what is left out stays as it was."""

    @property
    def source(self) -> Source:
        return Source(basis=self.basis, on=self.surveyed_on)


class HandSet(Model):
    """A category set by hand (the guide's notes 1 and 3): its author and date are the caller's."""

    model_config = example(category="D", reason="The step at the back door is used every day")

    category: AccessCategory
    """The category that shall hold instead of what the rules come to."""
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    """Why, in the officer's words, up to 1,000 characters; shown with the category ever after."""


class PictureKind(StrEnum):
    PHOTOGRAPH = "photograph"
    PLAN = "plan"


Reference = Annotated[
    str,
    Shaped(
        r"^[A-Za-z0-9._:/#?=&%+-]{1,500}$",
        "an address or reference of up to 500 letters, digits and signs, without blanks",
    ),
]


class Picture(Model):
    """A photograph or plan, kept elsewhere."""

    model_config = example(
        kind="photograph", reference="documents/4711", of="Bathroom", made_on="2026-03-02"
    )

    kind: PictureKind
    """Whether it is a photograph or a plan."""
    reference: Reference
    """Its address or number in the document store."""
    of: Name
    """What it shows, such as `Bathroom`; no names of people."""
    made_on: Date | None = None
    """The day it was taken or drawn; leave out where not known."""


class MistakenPicture(Mistake):
    """A picture that was added by mistake, such as one of another home or with a person in it."""

    model_config = example(reference="documents/4711", reason="Of the house next door")

    reference: Reference
    """Its address or number in the document store, as it was added."""


def check_communal(taken: Taken) -> None:
    """A survey of a block tells of nothing but its communal parts."""
    strange = sorted(taken.answers.model_fields_set - COMMUNAL)
    if strange:
        raise InvalidInput.at(f"/answers/{strange[0]}", "not a communal part: survey the home")


def check_measured(taken: Taken) -> None:
    """A later survey tells of the home; what a home is categorised by was said when it was entered."""
    for key in sorted(taken.answers.model_fields_set & BESIDE_THE_ANSWERS):
        raise InvalidInput.at(f"/answers/{key}", "leave it out: a later survey does not change it")


class LoadAsked(Model):
    """Whose file it is, and on what its measurements rest where a row says when it was surveyed."""

    district: District
    """ONS code of the district whose homes the file lists."""
    provider_id: ProviderId
    """The landlord whose file it is, by its code."""
    basis: Basis = Basis.LANDLORD_CLAIM
    """What the answers rest on where a row says when the home was surveyed."""
    landlord_kind: LandlordKind = LandlordKind.HOUSING_ASSOCIATION
    """What kind of landlord the provider is: for homes whose rows do not say."""


def landlord_from_sender(
    survey: Mapping[str, Any], kind: LandlordKind, name: str
) -> dict[str, Any]:
    """What the provider's file leaves out of whose home it is; nothing where it is somebody else's."""
    known = survey.get("landlord") or {}
    if known.get("kind") not in {None, kind}:
        return {}
    missing = {at: v for at, v in (("kind", kind), ("name", name)) if known.get(at) is None}
    return {"landlord": missing} if missing else {}


BROKE_OFF = "it broke off: send the file again"
"""Of a file that was not taken to its end, though nothing was wrong with it."""
BROKEN_OFF_AFTER = timedelta(minutes=5)
"""Without progress: a part of a file takes seconds."""


class Outcome(StrEnum):
    """What came of a row; the names are those of the counts."""

    ENTERED = "entered"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
