"""What can be taken back keeps its row: once, with who found the mistake and why."""

from sqlalchemy.orm import Mapped, mapped_column

from shared.mistakes import TakenBack
from shared.persistence.stored import Stored
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


class Retractable:
    """A row that does not count any more once somebody has taken it back."""

    taken_back: Mapped[TakenBack | None] = mapped_column(Stored(TakenBack))


def check_stands(row: Retractable) -> None:
    """Raises `WrongState` where it was taken back."""
    if row.taken_back is not None:
        raise WrongState(f"it was taken back on {row.taken_back.on}")


def take_back(uow: UnitOfWork, row: Retractable, reason: str) -> None:
    """Have it count no more; whoever acts and their reason stand with it."""
    check_stands(row)
    row.taken_back = taken_back(uow, reason)


def taken_back(uow: UnitOfWork, reason: str) -> TakenBack:
    """That whoever acts takes something back today, with the reason."""
    return TakenBack(on=uow.today, by=uow.reach.principal, because=reason)
