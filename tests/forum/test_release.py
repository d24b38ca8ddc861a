"""What is shared of others' cases is released by whole periods, in an order of each partner's own.

Two partners whose districts overlap compare what they were given, and when and in which order.
"""

import datetime as dt
import uuid
from collections import Counter

import pytest

from services.forum.domain.sharing.agreement import Span
from services.forum.domain.sharing.release import next_first, pushed_at, released_before
from services.forum.sharing.keys import pseudonyms
from shared.calendar import begins
from shared.contracts.referral import ReferralConsentWithdrawn
from tests.forum.partners import Partner, received
from tests.platform.running import GLOUCESTER, STROUD

TYPES = [{"type": "referral.received", "fields": ["source", "received_on"]}]
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def platform(untold):
    return untold


@pytest.mark.parametrize(
    "today, span, day",
    [
        ((2026, 4, 1), Span.QUARTER, (2026, 1, 1)),
        ((2026, 4, 2), Span.QUARTER, (2026, 4, 1)),
        ((2026, 3, 31), Span.MONTH, (2026, 3, 1)),
        ((2027, 1, 2), Span.YEAR, (2027, 1, 1)),
    ],
)
def test_a_period_is_released_a_day_after_it_is_over(today, span, day):
    assert released_before(dt.date(*today), span) == dt.date(*day)


def test_what_is_pushed_is_spread_over_a_day_in_the_order_of_the_partners_numbers():
    came, opens = dt.date(2026, 3, 31), begins(dt.date(2026, 4, 2))
    numbers = [uuid.UUID(int=n << 120) for n in (0, 1, 128, 255)]
    times = [pushed_at(came, number, Span.QUARTER) for number in numbers]
    assert times[0] == opens
    assert times == sorted(times)
    assert times[-1] < opens + A_DAY
    assert times[2] - opens == dt.timedelta(hours=12)
    assert next_first(came, Span.MONTH) == dt.date(2026, 4, 1)


def events_of(page):
    return page.json()["items"]


def test_before_its_period_is_over_nothing_of_it_is_released(platform):
    partner = Partner(platform, types=TYPES, dates="month")
    _, start = partner.read()
    platform.tell("forum", received())
    assert events_of(partner.page(cursor=start)) == []
    first = next_first(platform.now.date(), Span.MONTH)
    platform.now = begins(first)
    assert events_of(partner.page(cursor=start)) == []
    platform.now = begins(first + A_DAY)
    assert len(events_of(partner.page(cursor=start))) == 1


def test_ones_own_cases_come_as_they_happen(platform):
    partner = Partner(platform, view="own", types=TYPES)
    _, start = partner.read()
    platform.tell("forum", received())
    assert len(events_of(partner.page(cursor=start))) == 1


def test_what_came_in_late_goes_with_the_next_period(platform):
    partner = Partner(platform, types=TYPES, dates="month")
    _, start = partner.read()
    platform.tell("forum", received())
    early = platform.now
    platform.now = begins(next_first(early.date(), Span.MONTH)) + A_DAY
    platform.tell("forum", received())
    held, platform.now = platform.now, early
    platform.tell("forum", received())  # it happened then, and comes in now
    platform.now = held
    found = events_of(partner.page(cursor=start))
    assert len(found) == 1
    assert len(partner.read(partner.page(cursor=start).json()["next"])[0]) == 2


def test_periods_are_read_one_after_the_other_and_none_twice(platform):
    partner = Partner(platform, types=TYPES, dates="month")
    _, start = partner.read()
    told = []
    for _ in range(3):
        told.append([received() for _ in range(3)])
        platform.tell("forum", *told[-1])
        platform.now = begins(next_first(platform.now.date(), Span.MONTH)) + A_DAY
    found, _ = partner.read(start, limit=2)
    ids = pseudonyms(partner.agreement)
    assert [event["case_id"] for event in found] == [
        str(case) for month in told for case in sorted(ids.of(each.case_id) for each in month)
    ]


def test_that_somebody_withdraws_their_consent_waits_for_no_period(platform):
    named = [*TYPES, {"type": ReferralConsentWithdrawn.TYPE, "fields": []}]
    partner = Partner(platform, types=named)
    _, start = partner.read()
    event = received()
    withdrawn = ReferralConsentWithdrawn(
        case_id=event.case_id,
        district=GLOUCESTER,
        withdrawn_on=event.received_on,
        recipients=("district_council",),
        case_stops=True,
    )
    platform.tell("forum", event, withdrawn)
    page = partner.page(cursor=start)
    assert [each["type"] for each in events_of(page)] == [withdrawn.TYPE]
    assert events_of(partner.page(cursor=page.json()["next"])) == []


def test_what_is_pushed_of_others_cases_waits_and_ones_own_does_not(platform):
    told = {"types": TYPES, "ways": ["webhook"], "webhook": "https://example.org/dfg"}
    shared, own = Partner(platform, **told), Partner(platform, view="own", **told)
    event = received()
    platform.tell("forum", event)
    due = "SELECT due_at FROM forum.inbox WHERE type = 'forum.delivery-due' AND subject LIKE $1"
    case = pseudonyms(shared.agreement).of(event.case_id)
    assert platform.sql.one(due, f"{shared.id}%") == pushed_at(
        platform.now.date(), case, Span.QUARTER
    )
    assert platform.sql.one(due, f"{own.id}%") == platform.now
    platform.sql("DELETE FROM forum.inbox WHERE type = 'forum.delivery-due'")


class Listener:
    """A partner who asks every day, and notes on which day and at which place each event came."""

    def __init__(self, platform, name, district):
        self.partner = Partner(
            platform,
            receiver=name,
            principal=f"partner:{name}",
            types=TYPES,
            districts=[GLOUCESTER, district],
        )
        _, self.cursor = self.partner.read()
        self.came = []

    def listen(self):
        while found := (page := self.partner.page(cursor=self.cursor).json())["items"]:
            day = self.partner.platform.now.date()
            self.came += [(day, event) for event in found if event["district"] == GLOUCESTER]
            self.cursor = page["next"]
        self.cursor = page["next"]

    @property
    def cases(self):
        """In the order in which they came, each with everything that was told of it."""
        return {
            event["case_id"]: (day, str(event["data"]), event["occurred"])
            for day, event in self.came
        }


def joined(one, two):
    """What two partners take to be the same case: by all that they know, then by the order."""
    seen = [Counter(each.cases.values()) for each in (one, two)]
    by_look = {
        (a, b)
        for a, look in one.cases.items()
        for b, other in two.cases.items()
        if look == other and seen[0][look] == seen[1][look] == 1
    }
    return by_look | set(zip(one.cases, two.cases, strict=True))


def test_two_partners_join_no_case_by_the_day_or_the_order_in_which_it_came(platform):
    """Both see Gloucester's cases and ask every day; each sees another district besides."""
    one = Listener(platform, "severn-icb", STROUD)
    two = Listener(platform, "severn-trust", "E07000079")
    cases = [uuid.uuid5(uuid.NAMESPACE_OID, str(n)) for n in range(20)]
    for number, case in enumerate(cases):
        platform.now += A_DAY
        elsewhere = received(district=STROUD if number % 3 else "E07000079")
        platform.tell("forum", received(case), elsewhere)
        one.listen()
        two.listen()
    assert (one.came, two.came) == ([], [])
    for each in (one, two):
        each.partner.wait_for_release()
        each.listen()
        assert len(each.came) == len(cases)
    ids = [pseudonyms(each.partner.agreement) for each in (one, two)]
    true = {(str(ids[0].of(case)), str(ids[1].of(case))) for case in cases}
    right = len(true & joined(one, two))
    assert right <= 4, f"{right} of {len(cases)} cases joined: chance alone gives about one"
