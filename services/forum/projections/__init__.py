"""Read models of what the services published, a file each: its table and how a batch is applied."""

from services.forum.projections.base import Base
from services.forum.projections.cases import CASES, Case
from services.forum.projections.equality import EQUALITY, EqualityAnswer
from services.forum.projections.funds import (
    ALLOCATED_FUNDS,
    SPENT_BESIDE,
    STATED_ACCRUALS,
    AllocatedFunds,
    SpentBeside,
    StatedAccruals,
)
from services.forum.projections.stock import COUNTED_STOCK, CountedStock
from services.forum.projections.timeline import TIMELINE, TimelineEntry
from services.forum.projections.trainings import TRAININGS, HeldTraining

PROJECTIONS = (
    *(TIMELINE, CASES, TRAININGS, COUNTED_STOCK, EQUALITY),
    *(ALLOCATED_FUNDS, SPENT_BESIDE, STATED_ACCRUALS),
)

__all__ = [
    "PROJECTIONS",
    "AllocatedFunds",
    "Base",
    "Case",
    "CountedStock",
    "EqualityAnswer",
    "HeldTraining",
    "SpentBeside",
    "StatedAccruals",
    "TimelineEntry",
]
