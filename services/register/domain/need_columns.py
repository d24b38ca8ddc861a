"""Needs in columns, beside the homes of `columns`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.register.domain.categories import ordinal
from services.register.domain.columns import CATEGORIES, LANDLORDS, UNRECORDED, Codes, Ints, ints
from services.register.domain.needs import Need, Operator, Requirement
from services.register.domain.ranking import band_date_order, band_order


@dataclass(frozen=True)
class Needs:
    """A column for each thing that a need asks; a row for each need."""

    ids: list[str]
    category: Ints
    ordinal: Ints
    bedrooms: Ints
    household_size: Ints
    areas: Ints
    """Bits of districts."""
    tenures: Ints
    """Bits of landlords; nought where any will do."""
    must_nots: Ints
    band: Ints
    band_date: Ints
    measure: Ints
    """By place in the list of requirements: the measure asked for, or UNRECORDED."""
    at_least: Ints
    value: Ints
    liked: Ints
    """By place in the list of preferences: the measure, or UNRECORDED."""
    liked_at_least: Ints
    liked_value: Ints
    weight: Ints


def needs(unordered: Iterable[Need], districts: dict[str, int], code: Codes) -> Needs:
    """The columns of the needs, in the order of their ids."""
    asked = sorted(unordered, key=lambda need: need.id)
    requirements = [list(need.requirements) for need in asked]
    preferences = [list(need.preferences) for need in asked]
    measure, at_least, value = _asked(requirements, code)
    liked, liked_at_least, liked_value = _asked(preferences, code)
    return Needs(
        ids=[need.id for need in asked],
        category=ints([CATEGORIES[need.category] for need in asked]),
        ordinal=ints([ordinal(need.category) for need in asked]),
        bedrooms=ints([need.bedrooms for need in asked]),
        household_size=ints([need.household_size for need in asked]),
        areas=ints([_bits(districts, need.areas or districts) for need in asked]),
        tenures=ints([_bits(LANDLORDS, need.tenures) for need in asked]),
        must_nots=ints([_bits(code.must_nots, need.must_nots) for need in asked]),
        band=ints([band_order(need) for need in asked]),
        band_date=ints([band_date_order(need) for need in asked]),
        measure=measure,
        at_least=at_least,
        value=value,
        liked=liked,
        liked_at_least=liked_at_least,
        liked_value=liked_value,
        weight=_padded([[p.weight for p in row] for row in preferences], 0),
    )


def _bits(code: dict[Any, int], names: Iterable[Any]) -> int:
    return sum(1 << code[name] for name in set(names) if name in code)


def _asked(rows: Sequence[Sequence[Requirement]], code: Codes) -> tuple[Ints, Ints, Ints]:
    """The measures, operators and values of the requirements, by their place in the list."""
    return (
        _padded([[code.measures[r.measure] for r in row] for row in rows], UNRECORDED),
        _padded([[int(r.operator is Operator.AT_LEAST) for r in row] for row in rows], 0),
        _padded([[r.value for r in row] for row in rows], 0),
    )


def _padded(rows: Sequence[Sequence[int]], blank: int) -> Ints:
    width = max((len(row) for row in rows), default=0)
    return ints([[*row, *[blank] * (width - len(row))] for row in rows]).reshape(len(rows), width)
