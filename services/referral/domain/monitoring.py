"""Equality monitoring: asked for apart from the case, answered or not, and read in large numbers only."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from shared.contracts.event import ONS_CODE
from shared.schema import Field, Model, example

LEAST, ROUNDED_TO = 8, 5
"""Fewer than so many are not told, and others are rounded, so that nobody is picked out."""


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


class Monitoring(Model):
    """What somebody said of themselves. It names no case, and none can be found by it."""

    model_config = example(
        district="E07000083", ethnic_group="white", sex="female", age_band="from_65_to_79"
    )

    district: str = Field(pattern=ONS_CODE)
    """ONS code of the district."""
    ethnic_group: EthnicGroup = EthnicGroup.NOT_SAID
    """Their ethnic group; leave out where they would rather not say."""
    sex: Sex = Sex.NOT_SAID
    """Their sex; leave out where they would rather not say."""
    age_band: AgeBand = AgeBand.NOT_SAID
    """How old they are; leave out where they would rather not say."""
    faith: Faith = Faith.NOT_SAID
    """Their faith; leave out where they would rather not say."""


def counted(codes: Iterable[str]) -> dict[str, int | None]:
    """How often each code was said: rounded, and None where it would be too few to tell."""
    return {
        code: None if count < LEAST else ROUNDED_TO * round(count / ROUNDED_TO)
        for code, count in sorted(Counter(codes).items())
    }
