"""What was recorded by mistake is taken back, once and with the reason."""

from services.payments.domain.mistakes import TakenBack
from services.payments.tables.mistakes import Retractable
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


def check_stands(row: Retractable) -> None:
    """Raises `WrongState` where it was taken back."""
    if row.taken_back is not None:
        raise WrongState(f"it was taken back on {row.taken_back.on}")


def take_back(uow: UnitOfWork, row: Retractable, reason: str) -> None:
    """Have it count no more; whoever acts and their reason stand with it."""
    check_stands(row)
    row.taken_back = TakenBack(on=uow.today, by=uow.reach.principal, because=reason)
