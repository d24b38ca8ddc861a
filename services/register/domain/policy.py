"""What the register goes by of the national base and of a district's policy."""

from decimal import Decimal

from shared.policies import Entry
from shared.schema import Model


class Limit(Entry):
    """A cost in pounds."""

    amount: Decimal


class RegisterPolicy(Model):
    """The section `register` of the national base: when works to another home are minor, and up
    to what cost adapting it is within the grant.
    """

    minor_limit: Limit
    adaptable_limit: Limit


class AlternativesLimit(Entry):
    """The estimated cost above which alternatives have to be looked for; None: none is named."""

    amount: Decimal | None


class DistrictPolicy(Model):
    """The section `register` of a district's policy."""

    alternatives_limit: AlternativesLimit
