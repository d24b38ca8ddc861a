"""Cases: a row for each, with all that the services told of it. No personal data.

What one publisher tells fills columns of its own, so that events of several may come in any order;
those of one publisher about a case come in theirs. `ended_on`, `ended` and `stopped_because` alone
follow from other columns (`domain.ending`). A date is null until it has happened, a sum or code until
it is told; lists are empty. Sums are pounds. Which event fills what: `facts`.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from services.forum.domain.ending import ended
from services.forum.projections.base import Base
from services.forum.projections.facts import NOTHING_YET, TELLS, Row
from services.forum.projections.rows import put
from shared.bus.projections import Projection, Told
from shared.contracts.event import Event


class Case(Base):
    """One case, as the forum knows it."""

    __tablename__ = "cases"
    __table_args__ = (Index("cases_by_enquiry", "district", "received_on"),)

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    """ONS code of the district that decides the case."""

    # The end, which follows from the rest.
    ended_on: Mapped[dt.date | None]
    """When the case ended, however it did; null while it is under way."""
    ended: Mapped[str | None]
    """An `End`: how."""
    stopped_because: Mapped[str | None]
    """A `Stop`: why it went no further; null where it was helped or is under way."""

    # Referral.
    received_on: Mapped[dt.date | None]
    """The enquiry: the start of stage 1 (guidance 4.27). Cases are counted by it; null where events
    of others came first."""
    source: Mapped[str | None]
    """A `ReferralSource`."""
    signposted_on: Mapped[dt.date | None]
    """When it was left to another service; null again once it is taken up again."""
    signposted_to: Mapped[str | None]
    """Which service that is."""
    consent_withdrawn_on: Mapped[dt.date | None]
    """When the person said that nothing more is to be done; null again once they agree again."""
    triaged_on: Mapped[dt.date | None]
    urgency: Mapped[str | None]
    """An `Urgency`, as triaged last (4.39)."""
    complexity: Mapped[str | None]
    """A `Complexity`, as triaged last."""
    target_1: Mapped[int | None]
    """Working days that stage 1 may take (4.16); so for the other three."""
    target_2: Mapped[int | None]
    target_3: Mapped[int | None]
    target_4: Mapped[int | None]
    pauses: Mapped[list[dict[str, Any]]]
    """When the clock stood still, in order: `stopped_on`, `resumed_on` or null, `reason`."""
    allocated_on: Mapped[dt.date | None]
    """When whoever assesses now got the case."""
    assessor_id: Mapped[uuid.UUID | None]
    """Who that is: a number that leads to no person here."""
    assessor_grade: Mapped[str | None]
    """An `AssessorGrade`."""
    assessed_on: Mapped[dt.date | None]
    """The first assessment at home: the end of stage 1."""
    needs: Mapped[list[str]]
    """`Purpose`s, as assessed last."""
    recommended_works: Mapped[list[str]]
    """`WorkKind`s, as assessed last."""
    minor_works_ordered: Mapped[Decimal]
    """What works within the minor limit were estimated at, together."""
    minor_works_cost: Mapped[Decimal]
    """What those cost that are done."""
    minor_works_completed_on: Mapped[dt.date | None]
    """When the last of them was done."""
    checked_on: Mapped[dt.date | None]
    """When the completed works were last looked at (6.17)."""
    needs_met: Mapped[bool | None]
    """Whether they meet the need."""
    satisfaction: Mapped[int | None]
    """How content the person is, 1 to 5, where they said (3.28)."""

    # Means test: the formal one, once there is one; else the last preliminary one.
    preliminary_test_on: Mapped[dt.date | None]
    """The day for which they were last tested before an application."""
    formal_test_on: Mapped[dt.date | None]
    """The date of application for which they were tested formally."""
    test_outcome: Mapped[str | None]
    """A `MeansTestOutcome`, under the district's policy."""
    assessed_contribution: Mapped[Decimal | None]
    """What the grant is reduced by, under the district's policy."""
    statutory_outcome: Mapped[str | None]
    """A `MeansTestOutcome`, under the Regulations alone."""
    statutory_contribution: Mapped[Decimal | None]
    """What the grant would be reduced by, under the Regulations alone."""
    local_passport: Mapped[str | None]
    """The benefit by which the district's own policy passports them."""
    test_declined_on: Mapped[dt.date | None]
    """When they refused the test; null again once they are tested."""

    # Grants.
    estimated_on: Mapped[dt.date | None]
    estimated_cost: Mapped[Decimal | None]
    """Of adapting the present home."""
    offered_on: Mapped[dt.date | None]
    """The last offer in principle."""
    offered: Mapped[Decimal | None]
    """What that came to in all."""
    applied_on: Mapped[dt.date | None]
    """The complete application: the end of stage 2. A case that has it has gone on."""
    decide_by: Mapped[dt.date | None]
    """Six months later (section 34)."""
    tenure: Mapped[str | None]
    """What the applicant is to the home, such as owner-occupier."""
    age_band: Mapped[str | None]
    """An `AgeBand`: of the disabled person on the day of application."""
    approved_on: Mapped[dt.date | None]
    """The end of stage 3."""
    estimated_expense: Mapped[Decimal | None]
    """As approved, or as varied last; so for the sums that follow."""
    awards: Mapped[list[dict[str, Any]]]
    """Each with `kind` and `amount`, a string of pounds; `mandatory` is one of the kinds."""
    mandatory_grant: Mapped[Decimal | None]
    total_award: Mapped[Decimal | None]
    applicant_pays: Mapped[Decimal | None]
    """The applicant's contribution."""
    deferred_until: Mapped[dt.date | None]
    """Before which nothing is paid (section 36)."""
    policy_version: Mapped[str | None]
    """The edition of the district's policy that the approval goes by."""
    varied_on: Mapped[dt.date | None]
    """When the approval was last varied."""
    refused_on: Mapped[dt.date | None]
    """Null again where a review had it decided again."""
    refusal_reasons: Mapped[list[str]]
    """Codes of the reasons."""
    review_asked_on: Mapped[dt.date | None]
    approval_withdrawn_on: Mapped[dt.date | None]
    withdrawal_reason: Mapped[str | None]
    """A `WithdrawalReason`, of an approval or of what was undecided."""
    gave_up_because: Mapped[str | None]
    """Why the applicant gave it up, as they say: an open code."""
    payment_held_on: Mapped[dt.date | None]
    """Since when a dispute holds up payment; null again once it is settled."""
    certified_on: Mapped[dt.date | None]
    """The works are complete: the end of stage 4."""
    works: Mapped[list[str]]
    """`WorkKind`s that were done."""
    deadlines: Mapped[dict[str, Any]]
    """By limit (`decision`, `completion` and so on), what was last said of it: `by`, `clause`, and
    whether it has `passed`; else it is near."""
    complete_by: Mapped[dt.date | None]
    """The last day for the works, where it was prolonged (section 37)."""
    charge_registered_on: Mapped[dt.date | None]
    charge: Mapped[Decimal | None]
    """The land charges that stand; null where none does."""
    repayment_demanded: Mapped[Decimal]
    """What was demanded back of the grant or the charge, together."""
    closed_on: Mapped[dt.date | None]
    outcome: Mapped[str | None]
    """A `ClosureOutcome`."""

    # Payments.
    contribution_received: Mapped[Decimal]
    contribution_refunded: Mapped[Decimal]
    first_paid_on: Mapped[dt.date | None]
    last_paid_on: Mapped[dt.date | None]
    paid: Mapped[Decimal]
    """What has reached contractors of the award."""
    recovered: Mapped[Decimal]
    """What came back of the grant."""
    overdue_invoices: Mapped[int]
    """How many invoices were not paid in time."""
    settled_on: Mapped[dt.date | None]

    # Register.
    moved_on: Mapped[dt.date | None]
    """When the household moved to another home instead, as is told once all is paid."""
    relocated_on: Mapped[dt.date | None]
    home_district: Mapped[str | None]
    """Where they moved to: an ONS code."""
    linked_case_id: Mapped[uuid.UUID | None]
    """The case on which the new home was adapted."""
    planned_cost: Mapped[Decimal | None]
    """Of adapting the home that was left."""
    adaptation_cost: Mapped[Decimal | None]
    """Of adapting the home moved to."""
    relocation_cost: Mapped[Decimal | None]
    actual_cost: Mapped[Decimal | None]
    """The last two together."""
    saving: Mapped[Decimal | None]
    """Planned less actual; negative where the move cost more."""


_CASES = Base.metadata.tables[Case.__tablename__]
BLANK: Row = dict.fromkeys(_CASES.columns.keys()) | NOTHING_YET


async def note_cases(session: AsyncSession, told: Sequence[Told]) -> None:
    """Bring the rows of these events' cases up to date: read once, written once."""
    events = [each.event for each in told if isinstance(each.event, Event)]
    cases = {event.case_id for event in events}
    found = await session.execute(select(_CASES).where(_CASES.c.case_id.in_(cases)))
    rows: dict[uuid.UUID, Row] = {row.case_id: row._asdict() for row in found}
    for event in events:
        if event.case_id not in rows:
            rows[event.case_id] = BLANK | {"case_id": event.case_id, "district": event.district}
        row = rows[event.case_id]
        row.update(TELLS[type(event)](event, row))
    for row in rows.values():
        row.update(ended(row)._asdict())
    await put(session, Case, rows.values())


CASES = Projection(Case.__tablename__, tuple(TELLS), note_cases)
