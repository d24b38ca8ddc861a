"""Whether two records may be of one person: offered to an officer with reasons, never decided here.

Twins, and a father and son of one name, are told apart by what they differ in, however alike the rest
is: on one date of birth and in one home only the same given name, or what a person of that name is
called, says that it may be one.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA, JaroWinkler

from services.referral.domain.finding import plain, postcode_key, words_of
from shared.schema import Model

RULES = "2026-11"
"""Which rules an offer was made by."""
GENERATION = 14
"""Years between the births of a parent and a child, at the least."""
NEAR = 0.9
"""Two names are a slip apart from this likeness on (Jaro-Winkler), from 0 to 1."""
LEAST_LETTERS = 4
"""A name as long as this can have one slip in it."""


class Likeness(StrEnum):
    """How two records are alike, the surest first."""

    SAME_NUMBER = "same_number"
    STRONG = "strong"
    POSSIBLE = "possible"
    SAME_HOUSEHOLD = "same_household"


class Agreement(StrEnum):
    """How one thing about two people agrees."""

    SAME = "same"
    CALLED = "called"
    NEAR = "near"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Reasons(Model):
    """What two records agree in, and what they differ in."""

    nhs_number: Agreement
    """Both numbers; unknown where one has none."""
    given_name: Agreement
    """First names; `called` where one is what people of the other name are called."""
    family_name: Agreement
    """Last names; near also where one of two stands in both."""
    date_of_birth: Agreement
    """Near: one slip, day and month changed over, or only the year is known."""
    home: Agreement
    """Same address or UPRN; near: the same postcode."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person, as it is compared."""

    names: tuple[str, ...]
    date_of_birth: dt.date
    postcode: str
    address: str
    uprn: str | None
    nhs_number: str | None

    @classmethod
    def of(
        cls,
        name: str,
        date_of_birth: dt.date,
        home: tuple[str, str],
        uprn: str | None = None,
        nhs_number: str | None = None,
    ) -> "Known":
        """From what was recorded; the home is its address and postcode."""
        address, postcode = plain(home[0]), postcode_key(home[1])
        return cls(words_of(name), date_of_birth, postcode, address, uprn, nhs_number)


class Nicknames:
    """Pairs of a name and what people of that name are called. No pair leads on to a third name."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._relatives: dict[str, set[str]] = defaultdict(set)
        for one, other in pairs:
            self._relatives[one].add(other)
            self._relatives[other].add(one)

    def of(self, name: str) -> frozenset[str]:
        """The names that a name may stand for, or that stand for it."""
        return frozenset(self._relatives.get(name, ()))


def compare(one: Known, other: Known, nicknames: Nicknames) -> tuple[Likeness, Reasons] | None:
    """How two records are alike, and why; None where there is nothing to offer."""
    straight, crossed = _names(one, other, nicknames), _names(_swapped(one), other, nicknames)
    given, family = min(straight, crossed, key=lambda pair: sum(map(_RANK.index, pair)))
    reasons = Reasons(
        nhs_number=_numbers(one.nhs_number, other.nhs_number),
        given_name=given,
        family_name=family,
        date_of_birth=_births(one.date_of_birth, other.date_of_birth),
        home=_homes(one, other),
    )
    apart = abs(one.date_of_birth.year - other.date_of_birth.year)
    found = _likeness(reasons, apart)
    return None if found is None else (found, reasons)


_RANK = list(Agreement)


def _likeness(reasons: Reasons, years_apart: int) -> Likeness | None:
    same_name = reasons.given_name in {Agreement.SAME, Agreement.CALLED}
    if reasons.nhs_number is Agreement.SAME:
        born_apart = reasons.date_of_birth is Agreement.DIFFERENT
        return Likeness.POSSIBLE if born_apart and not same_name else Likeness.SAME_NUMBER
    if reasons.nhs_number is Agreement.DIFFERENT or years_apart >= GENERATION:
        return _household(reasons)
    if same_name:
        return _of_one_name(reasons)
    if reasons.given_name is Agreement.DIFFERENT or reasons.home is Agreement.SAME:
        return _household(reasons)
    sure = reasons.date_of_birth is Agreement.SAME
    return Likeness.POSSIBLE if sure and reasons.family_name is not Agreement.DIFFERENT else None


def _of_one_name(reasons: Reasons) -> Likeness | None:
    """Where the given name is the same, or what a person of that name is called."""
    at_home = reasons.home in {Agreement.SAME, Agreement.NEAR}
    born = reasons.date_of_birth
    if reasons.family_name is Agreement.DIFFERENT:
        married = born is Agreement.SAME and reasons.home is Agreement.SAME
        return Likeness.POSSIBLE if married else _household(reasons)
    if born is Agreement.SAME:
        return Likeness.STRONG if at_home else Likeness.POSSIBLE
    near = born is Agreement.NEAR or reasons.home is Agreement.SAME
    return Likeness.POSSIBLE if at_home and near else None


def _household(reasons: Reasons) -> Likeness | None:
    """Another person in the same home: two cases, and perhaps one visit."""
    return Likeness.SAME_HOUSEHOLD if reasons.home is Agreement.SAME else None


def _swapped(known: Known) -> Known:
    """With the family name first, as some forms have it."""
    names = (*known.names[-1:], *known.names[:-1])
    return Known(
        names, known.date_of_birth, known.postcode, known.address, known.uprn, known.nhs_number
    )


def _names(one: Known, other: Known, nicknames: Nicknames) -> tuple[Agreement, Agreement]:
    """Given and family name; one of several given names, or of two family names, is near."""
    given = _name(one.names[0], other.names[0])
    if given is Agreement.DIFFERENT and other.names[0] in nicknames.of(one.names[0]):
        given = Agreement.CALLED
    if given is Agreement.DIFFERENT and set(one.names[:-1]) & set(other.names[:-1]):
        given = Agreement.NEAR
    family = _name(one.names[-1], other.names[-1])
    if family is Agreement.DIFFERENT and set(one.names[1:]) & set(other.names[1:]):
        family = Agreement.NEAR
    return given, family


def _name(one: str, other: str) -> Agreement:
    if one == other:
        return Agreement.SAME
    shortest = min(len(one), len(other))
    slip = shortest >= LEAST_LETTERS and OSA.distance(one, other) <= 1
    near = slip or JaroWinkler.similarity(one, other) >= NEAR
    return Agreement.NEAR if near else Agreement.DIFFERENT


def _numbers(one: str | None, other: str | None) -> Agreement:
    if one is None or other is None:
        return Agreement.UNKNOWN
    return Agreement.SAME if one == other else Agreement.DIFFERENT


def _births(one: dt.date, other: dt.date) -> Agreement:
    """1 January is written where only the year is known."""
    if one == other:
        return Agreement.SAME
    year_alone = any((day.month, day.day) == (1, 1) for day in (one, other))
    slip = OSA.distance(one.strftime("%Y%m%d"), other.strftime("%Y%m%d")) <= 1
    changed_over = changed_over_day(one) == other
    if slip or changed_over or (year_alone and one.year == other.year):
        return Agreement.NEAR
    return Agreement.DIFFERENT


def changed_over_day(day: dt.date) -> dt.date:
    """The date with day and month changed over; the date itself where there is no such one."""
    return day if day.day > 12 else day.replace(month=day.day, day=day.month)  # noqa: PLR2004


def _homes(one: Known, other: Known) -> Agreement:
    if (one.uprn and one.uprn == other.uprn) or (
        one.postcode == other.postcode and one.address == other.address
    ):
        return Agreement.SAME
    return Agreement.NEAR if one.postcode == other.postcode else Agreement.DIFFERENT
