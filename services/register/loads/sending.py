"""A provider's file as it was sent, kept until it is taken in: by whichever process gets to it."""

import uuid
from pathlib import Path
from typing import ClassVar

from sqlalchemy import delete, select

from services.register.domain.surveying import LoadAsked
from services.register.loads.commands import begin_load
from services.register.tables import FileLoad, SentFile
from shared.contracts.event import OwnEvent
from shared.persistence.pieces import keep_pieces, write_pieces
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork


class LoadDue(OwnEvent):
    """A file that was sent is to be taken in."""

    TYPE: ClassVar[str] = "register.load-due"

    load_id: uuid.UUID
    provider_id: str

    @property
    def subject(self) -> str:
        """The files of one provider are taken in one after the other, in the order of their coming."""
        return self.provider_id


async def send_file(uow: UnitOfWork, asked: LoadAsked, path: Path, size: int) -> FileLoad:
    """Keep a provider's file of so many bytes, and have it taken in."""
    load, _ = await send(uow, asked, path, size)
    return load


async def send(
    uow: UnitOfWork, asked: LoadAsked, path: Path, size: int
) -> tuple[FileLoad, uuid.UUID]:
    """The same; the load, and the id of the job."""
    load = await begin_load(uow, asked, size)
    await uow.session.flush()
    owned = {"load_id": load.id, "district": load.district, "provider_id": load.provider_id}
    await keep_pieces(uow, SentFile, owned, path, size)
    due = LoadDue(district=load.district, load_id=load.id, provider_id=load.provider_id)
    return load, uow.later(due)


async def write_sent(transaction: Transaction, load_id: uuid.UUID, path: Path) -> None:
    """Write the file as it was sent to the path."""
    pieces = select(SentFile.content).where(SentFile.load_id == load_id).order_by(SentFile.number)
    await write_pieces(transaction, pieces, path)


async def forget_sent(uow: UnitOfWork, load_id: uuid.UUID) -> None:
    """The file is taken in, or cannot be: what was sent is not kept."""
    await uow.session.execute(delete(SentFile).where(SentFile.load_id == load_id))
