"""A file of what is new in a district's ledger is asked for; a job writes it."""

import uuid
from typing import ClassVar

from sqlalchemy import func, select

from services.payments.exports.writing import new_entries, write_parts
from services.payments.tables import LedgerExport
from shared.bus.job import Job
from shared.contracts.event import OwnEvent
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


class LedgerExportDue(OwnEvent):
    """A file for the council's own ledger is to be written."""

    TYPE: ClassVar[str] = "payments.ledger-export-due"

    export_id: uuid.UUID

    @property
    def subject(self) -> str:
        """A district's files are written one after the other."""
        return str(self.district)


async def make_export(uow: UnitOfWork, district: str) -> LedgerExport:
    """Have the entries that no export has put into one."""
    uow.concerns(district)
    number = await _next(uow, district)
    if await uow.session.scalar(new_entries(district, 1)) is None:
        raise WrongState("every entry that moves money is in an export already")
    export = LedgerExport(
        id=uow.new_id("export"),
        district=district,
        number=number,
        entries=0,
        debits=NIL,
        credits=NIL,
        made_at=uow.now,
        made_by=uow.reach.principal,
    )
    uow.add(export)
    uow.later(LedgerExportDue(district=district, export_id=export.id))
    return export


async def _next(uow: UnitOfWork, district: str) -> int:
    """The number of the district's next export; one is made at a time."""
    key = f"ledger export {district}"
    await uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    of_district = LedgerExport.district == district
    written = func.count(LedgerExport.file_sha256)
    counts = await uow.session.execute(select(func.count(), written).where(of_district))
    asked_for, done = counts.one()
    if asked_for > done:
        raise WrongState("an export of this district is being written: ask again once it is done")
    return int(asked_for) + 1


async def write_export(job: Job, due: LedgerExportDue) -> None:
    """Write the file; resumed after the last part that was taken."""
    await write_parts(job, due.export_id)
