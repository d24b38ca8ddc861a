"""When a time of a case is to be looked at: once when it is near, once when it has passed."""

import datetime as dt
import uuid
from typing import ClassVar

from services.grants.domain.casework.clocks import Clock
from services.grants.tables import GrantCase
from shared.calendar import begins
from shared.contracts.event import OwnEvent
from shared.persistence.unit_of_work import UnitOfWork


class ClockDue(OwnEvent):
    """A time of a case is to be looked at. One that ended meanwhile, or moved, is left alone."""

    TYPE: ClassVar[str] = "grants.clock-due"

    case_id: uuid.UUID
    limit: str
    by: dt.date
    on: dt.date

    @property
    def subject(self) -> str:
        """Each by itself: none waits for one that comes later."""
        return f"{self.case_id} {self.limit} {self.by} {self.on}"


def leave(uow: UnitOfWork, row: GrantCase, clock: Clock) -> None:
    """Have the time looked at when it is near and when it has passed; once if it has already."""
    is_over = begins(clock.passes_on) <= uow.now
    for day in (clock.passes_on,) if is_over else (clock.warns_on, clock.passes_on):
        due = ClockDue(
            district=row.district, case_id=row.case_id, limit=clock.limit, by=clock.by, on=day
        )
        uow.later(due, max(begins(day), uow.now))
