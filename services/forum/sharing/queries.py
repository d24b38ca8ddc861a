"""What is agreed with whom, and what use was made of it."""

import base64
import uuid

from sqlalchemy import select

from services.forum.domain.sharing.fields import fields_of, shareable
from services.forum.sharing.agreements import find, standing
from services.forum.sharing.keys import webhook_secrets
from services.forum.sharing.views import (
    AgreementList,
    AgreementView,
    FieldView,
    SecretView,
    TypeList,
    TypeView,
    UsePage,
    UseView,
)
from services.forum.tables import AgreementRecord, SharingUse
from services.forum.tables.versions import versions_of
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.web.lists import Asked, Order, list_page

LATEST_FIRST = Order((SharingUse.seq,), descending=True)


class UseFilters(Asked):
    """The uses of one agreement."""


async def agreements(reading: Reading) -> AgreementList:
    """Every agreement as it stands."""
    rows = sorted(await standing(reading.session), key=lambda row: (row.receiver, row.recorded_at))
    return AgreementList(items=tuple(map(AgreementView.of, rows)))


async def own_agreements(reading: Reading) -> AgreementList:
    """Those of whoever asks."""
    found = await agreements(reading)
    mine = (v for v in found.items if v.agreement.principal == reading.reach.principal)
    return AgreementList(items=tuple(mine))


async def history(reading: Reading, agreement_id: uuid.UUID) -> AgreementList:
    """Every version of an agreement, the last one first. Raises `NotFound`."""
    rows = (await reading.session.scalars(versions_of(AgreementRecord, agreement_id))).all()
    if not rows:
        raise NotFound
    return AgreementList(items=tuple(map(AgreementView.of, rows)))


async def uses(reading: Reading, agreement_id: uuid.UUID, wanted: UseFilters) -> UsePage:
    """What went to the partner, the latest first. Raises `NotFound`."""
    if await find(reading.session, agreement_id) is None:
        raise NotFound
    rows = select(SharingUse).where(SharingUse.agreement_id == agreement_id)
    found, following = await list_page(reading, rows, wanted, LATEST_FIRST)
    items = [UseView.of(row) for row in found]
    return UsePage(items=items, next=following)


async def secrets(reading: Reading, agreement_id: uuid.UUID) -> SecretView:
    """By what the partner who asks checks webhooks. Raises `NotFound` for another's agreement."""
    record = await find(reading.session, agreement_id)
    if record is None or record.principal != reading.reach.principal:
        raise NotFound
    found = webhook_secrets(record.agreement)
    return SecretView(secrets=tuple(f"whsec_{base64.b64encode(key).decode()}" for key in found))


def types() -> TypeList:
    """What can be named in an agreement."""
    return TypeList(
        items=tuple(
            TypeView(
                type=name,
                fields=tuple(FieldView(name=n, kind=k) for n, k in fields_of(name).items()),
            )
            for name in shareable()
        )
    )
