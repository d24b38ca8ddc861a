"""Referrals in a list, filtered and a page at a time."""

import uuid
from typing import Annotated

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import undefer

from services.referral.domain.consent import ConsentState
from services.referral.domain.life import State
from services.referral.domain.sources import Source
from services.referral.tables import NO_CLOCK, EnquiryRecord, Referral
from shared.assignment import Name
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.schema import Date, Field, Model
from shared.views import shown
from shared.web.lists import Asked, Order, Page, list_page, narrowed

BEFORE_ASSESSMENT = (State.RECEIVED, State.TRIAGED)
NEAREST_CLOCK_FIRST = Order((Referral.clock, Referral.case_id))
NEWEST_FIRST = Order((Referral.received_on, Referral.case_id), descending=True)


class ReferralFilters(Asked):
    """Which referrals are wanted: those that meet all that is stated."""

    case_id: Annotated[list[uuid.UUID], Field(min_length=1, max_length=100)] | None = None
    """These cases: the names beside a page of another service's list. Left out: all."""
    district: District | None = None
    """ONS code of the district."""
    state: State | None = None
    """How far the referral has come."""
    consent: ConsentState | None = None
    """Whether the person agrees to its being worked on."""
    to_be_written_to: bool | None = None
    """Those whose last answer went into no letter yet, or did."""
    source: Source | None = None
    """From where the person was referred."""
    officer: Name | None = None
    """Who has the case in hand, as the token names them."""
    team: Name | None = None
    """The team that has the case in hand."""
    due_before: Date | None = None
    """Those whose assessment should be done before this day."""
    discharge_before: Date | None = None
    """Those who leave hospital before this day."""
    report_ends_before: Date | None = None
    """Those whose assessment holds until a day before this one."""
    report_warned: bool | None = None
    """Those of whom it was noted that their assessment soon holds no more, or not."""


class ReferralLine(Model):
    """A referral in a list, with the person's name."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    reference: str
    """What people call the case on the telephone and in letters."""
    district: str
    """ONS code of the district that the home is in."""
    state: State
    """How far the referral has come."""
    consent: ConsentState
    """Whether the person agrees to its being worked on."""
    source: Source
    """Who referred the person."""
    officer: str | None
    """Who has the case in hand; null: nobody yet."""
    team: str | None
    """The team that has the case in hand; null: none yet."""
    received_on: Date
    """The day on which the enquiry came in."""
    due_on: Date | None
    """By when the assessment should be done; null before triage and after the assessment."""
    discharge_on: Date | None
    """When the person leaves hospital; null of others."""
    report_until: Date | None
    """Until when the assessment holds without a new one; null where no day is set."""
    name: str
    """The person's full name."""
    date_of_birth: Date
    """The person's."""
    address: str
    """The person's home, without the postcode."""
    postcode: str
    """Of the person's home."""

    @classmethod
    def of(cls, referral: Referral, record: EnquiryRecord) -> "ReferralLine":
        person = record.enquiry.person
        return shown(
            cls,
            referral,
            name=person.name,
            date_of_birth=person.date_of_birth,
            address=person.address,
            postcode=person.postcode,
        )


class ReferralPage(Page):
    """A page of referrals, the last received first."""

    items: list[ReferralLine]
    """The referrals of this page."""


class MyReferrals(Asked):
    """A page of one's own cases."""


class MyReferralLine(ReferralLine):
    """A referral that somebody has in hand."""

    clock_on: Date | None
    """The nearest target of a stage that is under way (guidance 4.16); null where none is."""


class MyReferralPage(Page):
    """A page of what waits for one officer, the nearest clock first."""

    items: list[MyReferralLine]
    """The referrals of this page."""


async def mine(reading: Reading, wanted: MyReferrals) -> MyReferralPage:
    """What waits of the cases that whoever asks has in hand: to be screened, assessed, or done."""
    own = Referral.officer == reading.reach.principal
    waits = or_(Referral.state.in_(BEFORE_ASSESSMENT), Referral.clock < NO_CLOCK)
    rows = select(Referral).options(undefer(Referral.clock)).where(own, waits)
    found, following = await list_page(reading, rows, wanted, NEAREST_CLOCK_FIRST)
    clocks = {each.case_id: None if each.clock == NO_CLOCK else each.clock for each in found}
    items = [
        MyReferralLine(**dict(line), clock_on=clocks[line.case_id])
        for line in await lines(reading, found)
    ]
    return MyReferralPage(items=items, next=following)


async def referrals(reading: Reading, wanted: ReferralFilters) -> ReferralPage:
    """The referrals that meet the filters."""
    found, following = await list_page(reading, filtered(wanted), wanted, NEWEST_FIRST)
    return ReferralPage(items=await lines(reading, found), next=following)


def filtered(wanted: ReferralFilters) -> Select[Referral]:
    """The statement of the filters."""
    rows = narrowed(
        select(Referral),
        wanted,
        Referral.district,
        Referral.state,
        Referral.consent,
        Referral.source,
        Referral.officer,
        Referral.team,
    )
    if wanted.case_id is not None:
        rows = rows.where(Referral.case_id.in_(wanted.case_id))
    if wanted.to_be_written_to is not None:
        rows = rows.where((Referral.lettered < Referral.answers) == wanted.to_be_written_to)
    if wanted.report_warned is not None:
        rows = rows.where(Referral.report_warned_at.is_not(None) == wanted.report_warned)
    for day, before in (
        (Referral.due_on, wanted.due_before),
        (Referral.discharge_on, wanted.discharge_before),
        (Referral.report_until, wanted.report_ends_before),
    ):
        if before is not None:
            rows = rows.where(day < before)
    return rows


async def lines(reading: Reading, found: list[Referral]) -> list[ReferralLine]:
    """Referrals with their persons, in the order given."""
    count = {each.case_id: each.enquiries for each in found}
    wanted = select(EnquiryRecord).where(EnquiryRecord.case_id.in_(count))
    records = {
        record.case_id: record
        for record in await reading.session.scalars(wanted)
        if record.number == count[record.case_id]
    }
    return [ReferralLine.of(each, records[each.case_id]) for each in found]
