"""Keeping what people say of themselves."""

import uuid

from services.referral.domain.monitoring import Monitoring
from services.referral.tables import MonitoringRecord
from shared.persistence.unit_of_work import UnitOfWork
from shared.schema import Model


class MonitoringKept(Model):
    """That it was kept, and nothing of what was said."""

    year: int
    """The year that it counts in."""


async def keep_monitoring(uow: UnitOfWork, said: Monitoring) -> MonitoringKept:
    """Keep what somebody said of themselves, under no case."""
    uow.concerns(said.district)
    record = MonitoringRecord(id=uuid.uuid4(), year=uow.today.year, **dict(said))
    uow.add(record)
    return MonitoringKept(year=record.year)
