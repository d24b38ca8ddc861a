"""Until when a report holds, and the warning before."""

import datetime as dt
from typing import ClassVar

from services.referral.domain.assessment import warn_of_report_on
from services.referral.tables import Referral
from shared.calendar import begins
from shared.contracts.event import OwnEvent
from shared.persistence.unit_of_work import UnitOfWork


class ReportNear(OwnEvent):
    """The day until which a report holds is near."""

    TYPE: ClassVar[str] = "referral.report-near"

    report_until: dt.date


async def hold_report_until(uow: UnitOfWork, referral: Referral, until: dt.date | None) -> None:
    """Keep until when the assessment that counts holds, and warn in time before it."""
    if until == referral.report_until:
        return
    await uow.cancel(str(referral.case_id), ReportNear)
    referral.report_until, referral.report_warned_at = until, None
    if until is not None:
        near = ReportNear(case_id=referral.case_id, district=referral.district, report_until=until)
        uow.later(near, begins(warn_of_report_on(until)))


async def warn_of_report(uow: UnitOfWork, event: ReportNear) -> None:
    """Note that a report soon holds no more; one that another has replaced is left."""
    referral = await uow.find(Referral, event.case_id)
    if referral is not None and referral.report_until == event.report_until:
        referral.report_warned_at = uow.now
