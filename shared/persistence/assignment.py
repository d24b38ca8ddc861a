"""Who has a case in hand, and who had it before."""

import uuid

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.assignment import Assignment, InHand
from shared.persistence.earlier import Earlier, EarlierView, keep_earlier
from shared.persistence.stored import Stored
from shared.persistence.unit_of_work import UnitOfWork
from shared.views import shown


class Assigned:
    """A case that an officer and a team have in hand: one person from start to end (guidance 4.29)."""

    officer: Mapped[str | None]
    team: Mapped[str | None]


class EarlierInHand(Earlier):
    """Who had a case in hand until somebody else got it."""

    case_id: Mapped[uuid.UUID] = mapped_column(index=True)
    was: Mapped[InHand] = mapped_column(Stored(InHand))


class EarlierInHandView(EarlierView):
    """Who had a case in hand until somebody else got it."""

    was: InHand
    """Who had it; null where nobody did."""


def hand_over(
    uow: UnitOfWork,
    case: Assigned,
    assignment: Assignment,
    table: type[DeclarativeBase],
    **of: object,
) -> None:
    """Give the case to an officer and a team, or to none; who had it stays to be read."""
    was = shown(InHand, case)
    case.officer, case.team = assignment.officer, assignment.team
    keep_earlier(uow, table, was=was, now=shown(InHand, case), reason=assignment.reason, **of)
