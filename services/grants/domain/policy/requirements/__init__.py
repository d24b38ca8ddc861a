"""Every requirement that an offer can make, told apart by its `rule`."""

from typing import Annotated, Literal

from services.grants.domain.codes import Decline
from services.grants.domain.policy.requirements.assistance import (
    ClutterRating,
    NewHomeSuitable,
    NoFaultIfAbortive,
    NotDearerThere,
    NotDenied,
    Quotations,
    ReferredBy,
    SafeDischarge,
    Shown,
    SupportedBy,
)
from services.grants.domain.policy.requirements.base import ADULT, Ask, Requirement
from services.grants.domain.policy.requirements.money import (
    ContributionExceedsCost,
    ContributionUpTo,
    MandatoryPaid,
    OneIn,
    Passported,
)
from services.grants.domain.policy.requirements.people import (
    AgeOver,
    Circumstances,
    Diagnosed,
    ForChild,
    LivedThere,
    SecondHome,
    Tenure,
    WorksInclude,
)
from shared.schema import Field

__all__ = ["ADULT", "AnyRequirement", "Ask"]

Plain = Annotated[
    MandatoryPaid
    | Tenure
    | Diagnosed
    | Circumstances
    | ReferredBy
    | SupportedBy
    | AgeOver
    | ForChild
    | LivedThere
    | Passported
    | ContributionUpTo
    | ContributionExceedsCost
    | OneIn
    | WorksInclude
    | SecondHome
    | ClutterRating
    | Quotations
    | NoFaultIfAbortive
    | Shown
    | NotDenied
    | SafeDischarge
    | NewHomeSuitable
    | NotDearerThere,
    Field(discriminator="rule"),
]


class AnyOf(Requirement):
    """One of several requirements is enough; the first gives the reason where none is met."""

    rule: Literal["any_of"]
    of: tuple[Plain, ...] = Field(min_length=1)

    def says(self) -> str:
        return " or ".join(one.says() for one in self.of)

    def met(self, ask: Ask) -> bool:
        return any(one.met(ask) for one in self.of)

    def why(self) -> Decline:
        return self.of[0].why()


AnyRequirement = Annotated[Plain | AnyOf, Field(discriminator="rule")]
