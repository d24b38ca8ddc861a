"""HTTP of equality monitoring."""

from typing import Annotated

from fastapi import Query, Response

from services.referral.domain.monitoring import Monitoring
from services.referral.monitoring import commands, queries
from services.referral.monitoring.commands import MonitoringKept
from services.referral.monitoring.queries import MonitoringCounts, YearAsked
from shared.views import itself
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/monitoring", "equality monitoring")
Seeing = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]


@router.post("", response_model=MonitoringKept)
async def keep_monitoring(body: Monitoring, call: Writing) -> Response:
    """Keep what somebody says of themselves, apart from their case."""
    return await call.do(itself, commands.keep_monitoring, body)


@router.get("", response_model=MonitoringCounts)
async def count_monitoring(asked: Annotated[YearAsked, Query()], call: Seeing) -> Response:
    """Count what a district's people said in a year that is over; small numbers are not told."""
    return await call.ask(queries.monitoring_counts, asked)
