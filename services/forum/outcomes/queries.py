"""What became of a district's referrals, and what a change of its policy changed."""

import datetime as dt
from typing import Annotated

from services.forum.courses import courses_received
from services.forum.domain.outcomes import Outcomes, outcomes
from services.forum.own import OwnPeriod, demand_own
from shared import policies
from shared.calendar import add_months
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.schema import Date, Field, Model

A_DAY = dt.timedelta(days=1)


class OutcomesView(Outcomes):
    """What became of the referrals of one district in a time."""

    district: str
    """ONS code of the district."""
    first: Date
    """The first day that counts: a referral counts by the day of its enquiry."""
    last: Date
    """The last day that counts."""


class ChangeAsked(Model):
    """Which change of policy, and how long before and after it."""

    district: District
    """ONS code of the district: one whose cases the caller may change."""
    changed_on: Date | None = None
    """From which day the policy holds; left out: the policy in force."""
    months: Annotated[int, Field(ge=1, le=60)] = 18
    """How many months before and after it; Cannock Chase compared 18."""


class Edition(Model):
    """An edition of a district's policy."""

    since: Date
    """The day from which it holds."""
    version: str
    """What it is called."""


class ChangeView(Model):
    """What became of referrals before and after a change of policy."""

    changed_on: Date
    """The first day after the change."""
    policy_version: str | None
    """The edition that holds from that day; null where none does."""
    editions: tuple[Edition, ...]
    """The editions of the district's policy, the first one first: each can be asked for."""
    before: OutcomesView
    """The referrals of so many months before it."""
    after: OutcomesView
    """The referrals of so many months from that day on."""


async def own_outcomes(reading: Reading, wanted: OwnPeriod) -> OutcomesView:
    """What became of the district's referrals. Raises `NotYourDistrict`."""
    wanted.check()
    demand_own(reading, wanted.district)
    found = await courses_received(reading, wanted.first, wanted.last, wanted.district)
    return OutcomesView(**dict(outcomes(found[wanted.district])), **dict(wanted))


async def policy_change(reading: Reading, wanted: ChangeAsked) -> ChangeView:
    """The same before and after a change of policy. Raises `NotYourDistrict` and `NoPolicy`."""
    demand_own(reading, wanted.district)
    changed = wanted.changed_on or policies.load(wanted.district, reading.today).effective_from
    editions = [
        Edition(since=each.effective_from, version=each.version)
        for each in policies.versions(wanted.district)
    ]

    async def of(first: dt.date, last: dt.date) -> OutcomesView:
        return await own_outcomes(
            reading, OwnPeriod(district=wanted.district, first=first, last=last)
        )

    return ChangeView(
        changed_on=changed,
        policy_version=next((each.version for each in editions if each.since == changed), None),
        editions=tuple(editions),
        before=await of(add_months(changed, -wanted.months), changed - A_DAY),
        after=await of(changed, add_months(changed, wanted.months) - A_DAY),
    )
