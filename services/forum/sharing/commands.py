"""Making and changing sharing agreements, and reading under one: every page read leaves its trace."""

import uuid
from collections.abc import Sequence

from cryptography.fernet import InvalidToken
from sqlalchemy import exists, or_, select

from services.forum.domain.sharing.agreement import Agreement, Way
from services.forum.projections import Case, TimelineEntry
from services.forum.sharing.addresses import check_address
from services.forum.sharing.agreements import STOPS, find, reach_of, shared, standing, use_of
from services.forum.sharing.keys import cursor_seal, pseudonyms, settings
from services.forum.sharing.views import AgreementCorrection, SharedPage
from services.forum.tables import AgreementRecord
from shared.contracts.event import District
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, WrongState
from shared.schema import Field, Model

FIXED = ("receiver", "principal", "view")
"""What another agreement is made for: it would change who reads, or what may be joined."""


class Wanted(Model):
    """What a partner asks for of what is agreed."""

    type: str | None = Field(default=None, max_length=60)
    """Events of this type alone."""
    district: District | None = None
    """Events of this district alone."""
    limit: int = Field(default=50, ge=1, le=100)
    """How many at most."""


async def make_agreement(uow: UnitOfWork, agreement: Agreement) -> AgreementRecord:
    """Record what was agreed with a partner."""
    agreement_id = uow.new_id("agreement")
    await _demand_possible(uow, agreement_id, agreement, "")
    return _record(uow, agreement_id, 1, agreement)


async def correct_agreement(
    uow: UnitOfWork, agreement_id: uuid.UUID, correction: AgreementCorrection
) -> AgreementRecord:
    """Widen, narrow, prolong or end an agreement, with a reason; what it was stays on record.

    It counts from now on: what it did not cover before is not sent afterwards.
    """
    before = await find(uow.session, agreement_id)
    if before is None:
        raise NotFound
    wanted = correction.agreement
    if any(getattr(wanted, name) != getattr(before.agreement, name) for name in FIXED):
        raise WrongState(f"{', '.join(FIXED)} stay as they are: end this one and make another")
    if wanted.key_version < before.agreement.key_version:
        raise InvalidInput.at("/agreement/key_version", "never an earlier key again")
    await _demand_possible(uow, agreement_id, wanted, "/agreement")
    return _record(uow, agreement_id, before.number + 1, wanted, correction.reason)


def _record(
    uow: UnitOfWork,
    agreement_id: uuid.UUID,
    number: int,
    agreement: Agreement,
    reason: str | None = None,
) -> AgreementRecord:
    row = AgreementRecord(
        id=agreement_id,
        number=number,
        receiver=agreement.receiver,
        principal=agreement.principal,
        view=agreement.view,
        agreement=agreement,
        recorded_at=uow.now,
        recorded_by=uow.reach.principal,
        reason=reason,
    )
    uow.add(row)
    return row


async def _demand_possible(
    uow: UnitOfWork, agreement_id: uuid.UUID, agreement: Agreement, at: str
) -> None:
    """Raise unless it can be kept, and whoever makes it may act for all of its districts."""
    agreement.check(at)
    pseudonyms(agreement)
    if agreement.webhook:
        check_address(agreement.webhook, f"{at}/webhook")
    if Way.KAFKA in agreement.ways and agreement.receiver not in settings().kafka_partners:
        raise InvalidInput.at(f"{at}/ways", "the deployment has no topic for this receiver")
    for district in agreement.districts:
        uow.concerns(district)
    _demand_apart(agreement, [r for r in await standing(uow.session) if r.id != agreement_id])


def _demand_apart(agreement: Agreement, others: Sequence[AgreementRecord]) -> None:
    """Raise where the partner could lay true ids beside pseudonyms, or read under two names."""
    for other in (record.agreement for record in others):
        is_partner = other.receiver == agreement.receiver
        if (other.principal == agreement.principal) is not is_partner:
            raise WrongState("a partner reads under one name, which is nobody else's")
        common = set(other.districts) & set(agreement.districts)
        if is_partner and other.view is not agreement.view and common:
            raise WrongState(
                "the partner has the other view of " + ", ".join(sorted(common))
                + ": both together would tell whose the pseudonyms are"
            )  # fmt: skip


async def read_page(
    uow: UnitOfWork, agreement_id: uuid.UUID, way: Way, after: str | None, wanted: Wanted
) -> SharedPage:
    """The events after a cursor that are agreed and wanted, in the order in which they came in."""
    record = await find(uow.session, agreement_id)
    if record is None or record.principal != uow.reach.principal:
        raise NotFound
    record.agreement.demand(way, uow.today)
    position = _opened(agreement_id, after)
    await uow.go_on_under(reach_of(record, uow.reach.principal))
    rows = await _entries(uow, record.agreement, position, wanted)
    items = [shared(record, row) for row in rows]
    if items:
        uow.add(use_of(record, way, items, principal=uow.reach.principal, now=uow.now))
    positions = [row.position for row in rows] or [position]
    cursors = tuple(_closed(agreement_id, each) for each in positions)
    return SharedPage(items=items, next=cursors[-1], cursors=cursors)


async def _entries(
    uow: UnitOfWork, agreement: Agreement, after: int, wanted: Wanted
) -> Sequence[TimelineEntry]:
    types = [t.type for t in agreement.types if wanted.type in {None, t.type}]
    districts = [d for d in agreement.districts if wanted.district in {None, d}]
    withdrawn = exists().where(
        Case.case_id == TimelineEntry.case_id, Case.consent_withdrawn_on.is_not(None)
    )
    found = await uow.session.scalars(
        select(TimelineEntry)
        .where(
            TimelineEntry.position > after,
            TimelineEntry.type.in_(types),
            TimelineEntry.district.in_(districts),
            or_(TimelineEntry.type == STOPS, ~withdrawn),
        )
        .order_by(TimelineEntry.position)
        .limit(wanted.limit)
    )
    return found.all()


def _closed(agreement_id: uuid.UUID, position: int) -> str:
    return cursor_seal(agreement_id).encrypt(str(position).encode()).decode()


def _opened(agreement_id: uuid.UUID, cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return int(cursor_seal(agreement_id).decrypt(cursor.encode()))
    except (InvalidToken, ValueError):
        raise InvalidInput.at(
            "/cursor", "not a cursor of this agreement: use `next` of its last page, or none"
        ) from None
