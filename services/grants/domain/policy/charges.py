"""The land charges of a policy: which awards count towards which, and how much of them it is."""

from typing import Annotated, Literal

from services.grants.domain.policy.entries import Years
from shared.policies import Entry
from shared.schema import Field, Pounds


class ChargeOn(Entry):
    """The land charge that the award counts towards; none where it names none."""

    charge: str | None
    whom: Literal["owners", "owner_occupiers"] = "owners"
    """Whose award is charged: a landlord is an owner too."""


class ShareCharge(Entry):
    """A fraction of the awards, where they exceed an amount together."""

    rule: Literal["share"]
    home: Literal["this", "new"] = "this"
    """On which home it is registered: after a move on the new one."""
    one_in: Years
    above: Pounds
    years: Years


class Band(Entry):
    """The part of the awards between two amounts, up to a most."""

    above: Pounds
    up_to: Pounds | None = None
    most: Pounds | None = None
    years: Years


class BandCharge(Entry):
    """The awards together, band by band."""

    rule: Literal["bands"]
    home: Literal["this", "new"] = "this"
    bands: tuple[Band, ...]


ChargeRule = Annotated[ShareCharge | BandCharge, Field(discriminator="rule")]
