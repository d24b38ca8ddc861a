"""What the stock lacks, recorded so that it can be followed over time."""

import uuid
from typing import ClassVar

from services.register.tables import StockRecord
from shared.contracts.event import OwnEvent
from shared.persistence.unit_of_work import UnitOfWork


class StockRecordDue(OwnEvent):
    """How supply stands to need in a district is to be recorded."""

    TYPE: ClassVar[str] = "register.stock-record-due"

    record_id: uuid.UUID
    by: str
    """Who asked for it."""
    reads: tuple[str, ...]
    """The districts whose households they may see."""

    @property
    def subject(self) -> str:
        """The district's records are made one after the other."""
        return str(self.district)


async def record_stock(uow: UnitOfWork, district: str) -> StockRecord:
    """Have it recorded how supply stands to need in a district today."""
    uow.concerns(district)
    record = StockRecord(
        id=uow.new_id("stock record"),
        taken_on=uow.today,
        district=district,
        started_at=uow.now,
        households=0,
        looked_at=0,
        gaps=[],
        obstacles=[],
    )
    uow.add(record)
    uow.later(
        StockRecordDue(
            district=district,
            record_id=record.id,
            by=uow.reach.principal,
            reads=tuple(uow.reach.read),
        )
    )
    return record
