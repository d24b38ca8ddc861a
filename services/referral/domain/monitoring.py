"""Equality monitoring: asked for apart from the case, answered or not, and read in large numbers only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from shared.contracts.event import District
from shared.disclosure import LIMIT, TOTAL, protect_list
from shared.schema import Model, example


class EthnicGroup(StrEnum):
    """As the census of 2021 groups them."""

    ASIAN = "asian"
    BLACK = "black"
    MIXED = "mixed"
    WHITE = "white"
    OTHER = "other"
    NOT_SAID = "not_said"


class Sex(StrEnum):
    """As the person says."""

    FEMALE = "female"
    MALE = "male"
    NOT_SAID = "not_said"


class AgeBand(StrEnum):
    """The age of the disabled person."""

    UNDER_18 = "under_18"
    FROM_18_TO_64 = "from_18_to_64"
    FROM_65_TO_79 = "from_65_to_79"
    FROM_80 = "from_80"
    NOT_SAID = "not_said"


class Faith(StrEnum):
    """As the person says."""

    NONE = "none"
    CHRISTIAN = "christian"
    MUSLIM = "muslim"
    HINDU = "hindu"
    SIKH = "sikh"
    JEWISH = "jewish"
    BUDDHIST = "buddhist"
    OTHER = "other"
    NOT_SAID = "not_said"


class AskedAt(StrEnum):
    """When somebody was asked: answers of the same person cannot be told to be theirs."""

    ENQUIRY = "enquiry"
    COMPLETION = "completion"


QUESTIONS: Mapping[str, type[StrEnum]] = {
    "ethnic_group": EthnicGroup,
    "sex": Sex,
    "age_band": AgeBand,
    "faith": Faith,
}
"""What is asked, with every answer that there is."""


class Said(Protocol):
    """Somebody's answers."""

    ethnic_group: Any
    sex: Any
    age_band: Any
    faith: Any


class Monitoring(Model):
    """What somebody said of themselves. It names no case, and none can be found by it."""

    model_config = example(
        district="E07000083", ethnic_group="white", sex="female", age_band="from_65_to_79"
    )

    district: District
    """ONS code of the district."""
    ethnic_group: EthnicGroup = EthnicGroup.NOT_SAID
    """Their ethnic group; leave out where they would rather not say."""
    sex: Sex = Sex.NOT_SAID
    """Their sex; leave out where they would rather not say."""
    age_band: AgeBand = AgeBand.NOT_SAID
    """How old they are; leave out where they would rather not say."""
    faith: Faith = Faith.NOT_SAID
    """Their faith; leave out where they would rather not say."""
    asked_at: AskedAt = AskedAt.ENQUIRY
    """Whether they were asked at the enquiry or when the completed works were looked at."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the people of a district said in a year, as it may be told; None where it may not."""

    people: int | None
    """How many were asked and answered something or nothing; None where they are too few."""
    counts: Mapping[str, Mapping[str, int | None]]
    """By question, then by answer; nothing where they are too few."""


def may_be_told(said: Sequence[Said]) -> Answers:
    """The answers, with small counts left out so that none can be worked out.

    Each question is protected with the number of people known, since all four have it in common.
    """
    if len(said) < LIMIT:
        return Answers(None, {})
    return Answers(
        len(said),
        {
            question: _protected([getattr(each, question) for each in said], codes)
            for question, codes in QUESTIONS.items()
        },
    )


def _protected(answers: Sequence[str], codes: Iterable[str]) -> dict[str, int | None]:
    shown = protect_list({code: answers.count(code) for code in codes})
    return {code: count for code, count in shown.items() if code != TOTAL}
