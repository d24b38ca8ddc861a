"""How pages write days, times, sums and codes."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from services import forum
from services.forum.domain.funding import Agreed
from shared.calendar import LONDON
from shared.contracts import EVENT_TYPES
from shared.web.openapi import DISTRICTS
from shared.web.vocabularies import vocabularies

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SUM = re.compile(r"-?\d+\.\d\d")


def day(value: dt.date | str) -> str:
    """Such as 30 March 2026."""
    on = dt.date.fromisoformat(value) if isinstance(value, str) else value
    return f"{on.day} {on:%B %Y}"


def moment(value: dt.datetime) -> str:
    """Such as 30 March 2026, 14:05: England's time."""
    there = value.astimezone(LONDON)
    return f"{day(there.date())}, {there:%H:%M}"


def pounds(value: Decimal | str) -> str:
    """Such as £1,234.50; without pence where there are none."""
    amount = Decimal(value)
    text = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"-£{text}" if amount < 0 else f"£{text}"


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    """What each code of a closed list is called, by the list and the code."""
    found = vocabularies(Path(forum.__file__).parent)
    return {name: {term.code: term.label for term in v.terms} for name, v in found.items()}


def label(code: str, vocabulary: str) -> str:
    """What a screen calls a code of that list."""
    return _labels().get(vocabulary, {}).get(code) or words(code)


def district(code: str) -> str:
    """A district's name; the code where it is not one of ours."""
    return _labels()[DISTRICTS].get(code, code)


def year(begins: int) -> str:
    """A financial year, such as 2025 to 2026."""
    return f"{begins} to {begins + 1}"


def words(code: str) -> str:
    """A code in words: `non_urgent` is Non urgent."""
    text = code.replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]


def event(kind: str) -> str:
    """What an event of that type says, in a sentence."""
    told = EVENT_TYPES.get(kind)
    return (told.__doc__ or kind).partition("\n")[0] if told else words(kind)


def figure(amount: Decimal, name: str, line: Any) -> str:
    """A figure of a report's line: pounds where it is one of its sums, else a number of something."""
    is_sum = any(name in cell.sums for cell in line.cells)
    return pounds(amount) if is_sum else str(int(amount))


def pays(agreed: Agreed) -> str:
    """How much an agreement on money comes to."""
    if agreed.amount_a_year is not None:
        return f"{pounds(agreed.amount_a_year)} a year"
    share = agreed.share_percent
    return "As costs arise" if share is None else f"{share} of each hundred pounds"


def value(given: Any) -> str:
    """A fact of an event as a person reads it."""
    if isinstance(given, bool):
        return "Yes" if given else "No"
    text = str(given)
    if _DAY.fullmatch(text):
        return day(text)
    return pounds(text) if _SUM.fullmatch(text) else district(text).replace("_", " ")


def facts(data: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Each fact of an event, named by where it stands; what is null or empty is left out."""
    if isinstance(data, Mapping):
        for key, inner in data.items():
            yield from facts(inner, f"{name} {key.replace('_', ' ')}".strip())
    elif isinstance(data, list):
        for number, inner in enumerate(data, 1):
            yield from facts(inner, f"{name} {number}" if len(data) > 1 else name)
    elif data is not None:
        yield words(name), value(data)


FILTERS: dict[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (day, moment, pounds, district, year, label, words, event, facts, figure, pays)
}
