"""When things can have happened."""

import datetime as dt

from shared.problems import InvalidInput


def not_ahead(pointer: str, date: dt.date, today: dt.date) -> None:
    """Refuse a date of something that has happened if it lies in the future."""
    if date > today:
        raise InvalidInput.at(pointer, "lies in the future")
