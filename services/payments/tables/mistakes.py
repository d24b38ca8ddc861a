"""What can be taken back keeps its row."""

from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.mistakes import TakenBack
from shared.persistence.stored import Stored


class Retractable:
    """A row that does not count any more once somebody has taken it back."""

    taken_back: Mapped[TakenBack | None] = mapped_column(Stored(TakenBack))
