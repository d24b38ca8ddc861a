"""Legal days: dates in Europe/London and England's working days."""

import datetime as dt
from bisect import bisect_left
from calendar import monthrange
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
APRIL = 4


def legal_date(instant: dt.datetime) -> dt.date:
    """The date in England at an instant (which must carry its offset)."""
    return instant.astimezone(LONDON).date()


def begins(day: dt.date) -> dt.datetime:
    """The instant at which a date begins in England."""
    return dt.datetime.combine(day, dt.time(), LONDON).astimezone(dt.UTC)


def is_working_day(day: dt.date) -> bool:
    """Neither a weekend nor a bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)  # noqa: PLR2004


def add_working_days(start: dt.date, days: int) -> dt.date:
    """The date `days` working days (0 or more) after `start`, which itself is not counted."""
    if days == 0:
        return start
    year, wanted = start.year, _worked(start.year)[_day_of(start)] + days
    while wanted > _worked(year)[-1]:
        wanted -= _worked(year)[-1]
        year += 1
    return dt.date(year, 1, 1) + dt.timedelta(days=bisect_left(_worked(year), wanted))


def working_days_between(after: dt.date, until: dt.date) -> int:
    """How many working days lie after a day, up to and with a later one (or the same: none)."""
    years = range(after.year, until.year)
    whole = sum(_worked(year)[-1] for year in years)
    return whole + _worked(until.year)[_day_of(until)] - _worked(after.year)[_day_of(after)]


def add_months(start: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the last day of that month where it has no such day."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return dt.date(year, month, min(start.day, monthrange(year, month)[1]))


def financial_year(day: dt.date) -> int:
    """The financial year of a day, by the year in which it begins on 1 April."""
    return day.year if day.month >= APRIL else day.year - 1


def year_bounds(year: int) -> tuple[dt.date, dt.date]:
    """The first day of a financial year, and the first of the next."""
    return dt.date(year, APRIL, 1), dt.date(year + 1, APRIL, 1)


def _day_of(day: dt.date) -> int:
    return day.timetuple().tm_yday - 1


@cache
def _worked(year: int) -> tuple[int, ...]:
    """For each day of a year, how many working days it has had by then, the day itself counted."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(accumulate(int(is_working_day(day)) for day in days))


@cache
def _bank_holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG", years=year)
