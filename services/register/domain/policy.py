"""What the register goes by of the national base and of a district's policy."""

from decimal import Decimal

from services.register.domain.fitting import AdaptableLimit
from services.register.domain.ranking import Key
from shared.policies import Entry
from shared.schema import Field, Model


class MinorLimit(Entry):
    """A cost in pounds up to which works are minor."""

    amount: Decimal


class RegisterPolicy(Model):
    """The section `register` of the national base: when works to another home are minor, and up
    to what cost adapting it is within the grant.
    """

    minor_limit: MinorLimit
    adaptable_limit: AdaptableLimit


class AlternativesLimit(Entry):
    """The estimated cost above which alternatives have to be looked for; None: none is named."""

    amount: Decimal | None

    def passed_by(self, cost: Decimal) -> bool:
        """Whether alternatives are looked for without anybody's asking; where none is, always."""
        return self.amount is None or cost > self.amount


class RelocationGrant(Entry):
    """What the district offers at most towards a move, pounds."""

    amount: Decimal
    districts: tuple[str, ...] | None = None
    """ONS codes of the districts that may be moved to; None: any."""


class Ranking(Entry):
    """The order that a district chose for its shortlists, first key first."""

    keys: tuple[Key, ...] = Field(min_length=1)


class DistrictPolicy(Model):
    """The section `register` of a district's policy."""

    alternatives_limit: AlternativesLimit
    relocation_grants: tuple[RelocationGrant, ...]
    """For each destination the first that covers it; none where no grant is offered for it."""
    adaptable_limit: AdaptableLimit | None = None
    """None: the national base's holds for the homes of the district."""
    ranking: Ranking | None = None
    """None: shortlists come in the usual order."""

    def relocation_grant(self, district: str) -> RelocationGrant | None:
        """What is offered towards a move to a home in that district."""
        return next(
            (g for g in self.relocation_grants if g.districts is None or district in g.districts),
            None,
        )
