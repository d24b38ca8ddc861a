"""Read models of what the services published, a file each: its table and how a batch is applied."""

from services.forum.projections.base import Base
from services.forum.projections.timeline import TIMELINE, TimelineEntry

PROJECTIONS = (TIMELINE,)

__all__ = ["PROJECTIONS", "Base", "TimelineEntry"]
