"""The rules that a district's waiting list goes by just now."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from services.referral.domain.priority.scheme import GroupsScheme, PointsScheme
from services.referral.in_force.policies import scheme_on
from services.referral.tables import AdoptedSettings
from services.referral.waiting_list.ordering import Ordering, by_groups, by_points
from shared.persistence.reading import Transaction
from shared.problems import Problem


class NoSettings(Problem):
    """The district's list goes by points, and it has not said how many."""

    slug = "no-settings"
    title = "The district has adopted no points for its waiting list: adopt some first"
    status = 409


@dataclass(frozen=True, slots=True)
class Rules:
    """By what a district's list is put in order."""

    policy_version: str
    scheme: PointsScheme | GroupsScheme
    adopted: AdoptedSettings | None
    """None where the list goes by groups."""

    @property
    def number(self) -> int:
        """Of the settings; 0 where there are none."""
        return self.adopted.number if self.adopted else 0

    def ordering(self, on: dt.date) -> Ordering:
        """The order on a day."""
        if isinstance(self.scheme, GroupsScheme):
            return by_groups(self.scheme, on)
        assert self.adopted is not None
        return by_points(self.adopted.settings, on)


async def rules_of(
    transaction: Transaction, district: str, on: dt.date, number: int | None = None
) -> Rules:
    """The rules of a district on a day, with the settings so numbered or the last ones.

    Raises `NoPolicy`, or `NoSettings` where the list goes by points and none were adopted.
    """
    version, scheme = scheme_on(district, on)
    if isinstance(scheme, GroupsScheme):
        return Rules(version, scheme, None)
    adopted = await adopted_settings(transaction, district, number)
    if adopted is None:
        raise NoSettings
    return Rules(version, scheme, adopted)


async def adopted_settings(
    transaction: Transaction, district: str, number: int | None = None
) -> AdoptedSettings | None:
    """The settings of a district so numbered, or the last ones; None where there are none."""
    rows = select(AdoptedSettings).where(AdoptedSettings.district == district)
    if number is not None:
        rows = rows.where(AdoptedSettings.number == number)
    return await transaction.session.scalar(rows.order_by(AdoptedSettings.number.desc()).limit(1))
