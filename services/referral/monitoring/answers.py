"""What the people of a district said in a year, as it may be told."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from services.referral.domain.monitoring import Answers, AskedAt, may_be_told
from services.referral.tables import MonitoringRecord
from shared.persistence.reading import Transaction


async def answers_of(
    transaction: Transaction, year: int, district: str
) -> Mapping[AskedAt, Answers]:
    """By when they were asked; nothing where nobody was."""
    kept = MonitoringRecord
    rows = select(kept).where(kept.year == year, kept.district == district)
    said: dict[AskedAt, list[MonitoringRecord]] = defaultdict(list)
    for row in await transaction.session.scalars(rows):
        said[AskedAt(row.asked_at)].append(row)
    return {asked_at: may_be_told(said[asked_at]) for asked_at in AskedAt if asked_at in said}
