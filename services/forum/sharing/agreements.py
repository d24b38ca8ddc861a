"""Agreements as they stand, and events as they are shared under one: the same for all four ways."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.forum.domain.sharing.agreement import Way
from services.forum.domain.sharing.shape import Known, SharedEvent, share
from services.forum.projections import Case, TimelineEntry
from services.forum.sharing.keys import pseudonyms
from services.forum.tables import AgreementRecord, SharingUse
from services.forum.tables.versions import as_they_stand, versions_of
from shared.contracts.referral import ReferralConsentWithdrawn
from shared.persistence.reach import Reach

STOPS = ReferralConsentWithdrawn.TYPE
"""What a partner hears last of a case whose person no longer agrees to its being shared."""


async def standing(session: AsyncSession) -> list[AgreementRecord]:
    """Every agreement within reach as it stands, the latest version of each."""
    return list(await session.scalars(as_they_stand(AgreementRecord)))


async def find(session: AsyncSession, agreement_id: uuid.UUID) -> AgreementRecord | None:
    """The agreement as it stands; None where it is not there or not within reach."""
    newest = versions_of(AgreementRecord, agreement_id).limit(1)
    return (await session.scalars(newest)).one_or_none()


def reach_of(record: AgreementRecord, principal: str) -> Reach:
    """What the agreement opens: its districts' events, to be read and nothing else."""
    return Reach(principal, read=record.agreement.districts)


async def stopped(session: AsyncSession, cases: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of the cases of which nothing more is shared: the person withdrew their consent."""
    withdrawn = select(Case.case_id).where(
        Case.case_id.in_(cases), Case.consent_withdrawn_on.is_not(None)
    )
    return frozenset(await session.scalars(withdrawn))


def shared(record: AgreementRecord, entry: TimelineEntry) -> SharedEvent:
    """An event of the timeline as the partner may have it."""
    known = Known(
        event_id=entry.event_id,
        service=entry.service,
        case_id=entry.case_id,
        district=entry.district,
        type=entry.type,
        occurred_at=entry.occurred_at,
        data=entry.data,
    )
    return share(record.agreement, pseudonyms(record.agreement), known)


def use_of(
    record: AgreementRecord,
    way: Way,
    events: Sequence[SharedEvent],
    *,
    principal: str,
    now: dt.datetime,
) -> SharingUse:
    """The trace of events that went to a partner."""
    return SharingUse(
        at=now,
        agreement_id=record.id,
        number=record.number,
        principal=principal,
        way=way,
        events=tuple(event.event_id for event in events),
    )
