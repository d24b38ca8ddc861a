"""Legal days: dates in Europe/London and England's working days."""

import datetime as dt
from calendar import monthrange
from functools import cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")


def legal_date(instant: dt.datetime) -> dt.date:
    """The date in England at an instant (which must carry its offset)."""
    return instant.astimezone(LONDON).date()


def is_working_day(day: dt.date) -> bool:
    """Neither a weekend nor a bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)  # noqa: PLR2004


def add_working_days(start: dt.date, days: int) -> dt.date:
    """The date `days` working days (0 or more) after `start`, which itself is not counted."""
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= is_working_day(day)
    return day


def add_months(start: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the last day of that month where it has no such day."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return dt.date(year, month, min(start.day, monthrange(year, month)[1]))


@cache
def _bank_holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG", years=year)
