"""Making and changing sharing agreements, and reading under one: every page read leaves its trace."""

import uuid
from collections.abc import Sequence

from services.forum.domain.sharing.agreement import Agreement, Way
from services.forum.sharing.addresses import check_address
from services.forum.sharing.agreements import find, reach_of, shared, standing, use_of
from services.forum.sharing.keys import pseudonyms, settings
from services.forum.sharing.places import opened
from services.forum.sharing.reading import Reader, Wanted
from services.forum.sharing.views import AgreementCorrection, SharedPage
from services.forum.tables import AgreementRecord
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, WrongState

FIXED = ("receiver", "principal", "view")
"""What another agreement is made for: it would change who reads, or what may be joined."""


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
    """The events after a cursor that are agreed, wanted and released."""
    record = await find(uow.session, agreement_id)
    if record is None or record.principal != uow.reach.principal:
        raise NotFound
    record.agreement.demand(way, uow.today)
    place = opened(agreement_id, after)
    await uow.go_on_under(reach_of(record, uow.reach.principal))
    stretch = await Reader(uow, record.agreement, wanted).next(place)
    items = [shared(record, row) for row in stretch.rows]
    if items:
        uow.add(use_of(record, way, items, principal=uow.reach.principal, now=uow.now))
    cursors = tuple(each.closed(agreement_id) for each in stretch.places)
    return SharedPage(items=items, next=stretch.end.closed(agreement_id), cursors=cursors)
