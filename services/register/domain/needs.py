"""What a household needs of a home: the shareable vector, never the clinical narrative."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from services.register.domain.home import Code, LandlordKind
from shared.bounds import AS_KEPT, AtMost
from shared.contracts.codes import AccessCategory
from shared.mistakes import SaidAnew
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Field, Model, example

MOST = 50
"""Measurements in one list: each of those that matching knows, with the least and with the most."""


class Band(StrEnum):
    """Homeseeker Plus bands: how urgent the move is, apart from the category that fits."""

    EMERGENCY = "emergency"
    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"


class Operator(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Requirement(Model):
    """One measurement asked for: mm, a number of things, or 1 for yes and 0 for no."""

    measure: Code
    """A measurement named in the matching data."""
    operator: Operator = Operator.AT_LEAST
    """Whether the value is the least or the most that will do."""
    value: Annotated[int, Field(strict=True, ge=0, le=100_000)]
    """In mm, or a number of things, or 1 for yes and 0 for no; 0 to 100,000."""

    def holds(self, measured: int) -> bool:
        if self.operator is Operator.AT_LEAST:
            return measured >= self.value
        return measured <= self.value


class Preference(Requirement):
    """A measurement that would be welcome; `weight` is what it counts in the ranking."""

    weight: Annotated[int, Field(strict=True, ge=1, le=100)] = 1
    """What it counts in the ranking beside the others, 1 to 100."""


class Completion(Model):
    """What housing options know of a need, beside what the therapist assessed."""

    model_config = example(
        tenures=["council", "housing_association"],
        requirements=[{"measure": "entrance_door", "operator": "at_least", "value": 800}],
        must_nots=["internal_stairs"],
        preferences=[{"measure": "stairlift", "operator": "at_least", "value": 1, "weight": 2}],
        band="gold",
        band_date="2026-02-02",
        valid_until="2027-02-01",
    )

    tenures: Annotated[tuple[LandlordKind, ...], AtMost(len(LandlordKind))] = ()
    """Kinds of landlord that are acceptable; none: any."""
    requirements: Annotated[tuple[Requirement, ...], AtMost(MOST)] = ()
    """Measurements that the home must have."""
    must_nots: Annotated[tuple[Code, ...], AtMost(MOST)] = ()
    """Features that the home must not have, by their names in the matching data."""
    preferences: Annotated[tuple[Preference, ...], AtMost(MOST)] = ()
    """Measurements that would be welcome; they rank homes, and rule none out."""
    band: Band | None = None
    """The household's band of priority in the lettings scheme; null where it has none."""
    band_date: Date | None = None
    """The day from which the band counts."""
    valid_until: Date | None = None
    """The last day on which the assessment behind the need holds; null: no end."""


class StatedCompletion(Completion, SaidAnew):
    """The same as housing options state it, in place of what they had said before."""


class Need(Completion):
    id: str
    """The household, by its case."""
    category: AccessCategory
    """The worst access category that would still do."""
    bedrooms: Annotated[int, Field(strict=True, ge=0, le=20)]
    """Bedrooms that the household needs, 0 to 20."""
    household_size: Annotated[int, Field(strict=True, ge=1, le=30)]
    """People in the household, 1 to 30."""
    areas: tuple[str, ...]
    """ONS codes of the districts where the household would live; none: anywhere."""

    def in_force(self, on: date) -> bool:
        """Whether the assessment behind the need still holds on the date."""
        return self.valid_until is None or on <= self.valid_until


def opened(stored: Mapping[str, Any]) -> Need:
    """A need as it was stored."""
    return Need.model_validate(stored, context=AS_KEPT)


def completion_in(need: Completion) -> Completion:
    """Of a need, what housing options know."""
    return Completion.model_validate(
        {name: getattr(need, name) for name in Completion.model_fields}, context=AS_KEPT
    )


def check_completion(
    completion: Completion, measures: Collection[str], must_nots: Collection[str], today: date
) -> None:
    """Refuse what matching does not know, and a band that is dated without being one, or ahead."""
    faults = [
        *_unknown(
            "requirements", "/measure", (r.measure for r in completion.requirements), measures
        ),
        *_unknown("preferences", "/measure", (p.measure for p in completion.preferences), measures),
        *_unknown("must_nots", "", completion.must_nots, must_nots),
    ]
    if (completion.band is None) != (completion.band_date is None):
        faults.append(FieldError("/band_date", "a band goes with its date, and neither alone"))
    if completion.band_date is not None and completion.band_date > today:
        faults.append(FieldError("/band_date", "lies in the future"))
    if faults:
        raise InvalidInput(errors=faults)


def _unknown(
    what: str, at: str, named: Iterable[str], known: Collection[str]
) -> Iterator[FieldError]:
    for position, name in enumerate(named):
        if name not in known:
            yield FieldError(f"/{what}/{position}{at}", f"one of {', '.join(sorted(known))}")
