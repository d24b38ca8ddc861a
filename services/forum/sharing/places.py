"""How far a partner has read: closed, so that it tells of no volume and nobody makes one up."""

import uuid
from dataclasses import dataclass

from cryptography.fernet import InvalidToken

from services.forum.sharing.keys import cursor_seal
from shared.problems import InvalidInput

NO_CASE = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in what is shared; of one's own cases `after` alone."""

    after: int = 0
    """Everything up to this position of the timeline has been read."""
    until: int = 0
    """The last position of the period that is being read; nought between two periods."""
    case: uuid.UUID = NO_CASE
    """The case that was read last of it, by the partner's number for it."""
    position: int = 0
    """The event that was read last of it."""
    key_version: int = 0
    """By which key the number was made."""
    stops: int = 0
    """Withdrawals of consent were told up to this position, ahead of their period."""

    def closed(self, agreement_id: uuid.UUID) -> str:
        """As the partner keeps it."""
        numbers = (self.after, self.until, self.position, self.key_version, self.stops)
        told = ".".join((*map(str, numbers), self.case.hex))
        return cursor_seal(agreement_id).encrypt(told.encode()).decode()


def opened(agreement_id: uuid.UUID, cursor: str | None) -> Place:
    """The place that a cursor stands for; a cursor of before is a position alone."""
    if cursor is None:
        return Place()
    try:
        told = cursor_seal(agreement_id).decrypt(cursor.encode()).decode()
        if told.isdigit():
            return Place(int(told))
        *numbers, case = told.split(".")
        after, until, position, key_version, stops = map(int, numbers)
    except (InvalidToken, ValueError):
        raise InvalidInput.at(
            "/cursor", "not a cursor of this agreement: use `next` of its last page, or none"
        ) from None
    return Place(after, until, uuid.UUID(case), position, key_version, stops)
