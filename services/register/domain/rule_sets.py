"""The rules as a set: the guide's, under one named choice of readings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.register.domain.criteria import Criterion, criterion, reads
from shared.contracts.codes import AccessCategory

SECTIONS = (
    "main_access",
    "second_exit",
    "essential_facilities",
    "through_floor_lift",
    "communal_lift",
    "wheelchair_storage",
    "separate_wc",
    "bathroom",
    "hallway",
    "internal_doors",
    "kitchen",
    "general_access",
    "not_assessed",
)


@dataclass(frozen=True, slots=True)
class Rule:
    number: int
    section: str
    cap: AccessCategory
    why: str
    when: Criterion
    reads: frozenset[str]
    """Headings of the survey that the criterion looks under."""
    not_after: frozenset[int]
    """Stop points of the survey (rule numbers) after which this blank is forgiven."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """Something to show beside the category that does not change it."""

    name: str
    when: Criterion


@dataclass(frozen=True, slots=True)
class RuleSet:
    name: str
    rules: tuple[Rule, ...]
    """In the guide's order of sections, so that stop points come before the blanks."""
    flags: tuple[Flagged, ...]


def rule_set(name: str, rules: Mapping[str, Any], readings: Mapping[str, Any]) -> RuleSet:
    """The recommended rules with the readings that the named set puts in their place.

    `rules` and `readings` are the parsed data files; KeyError where no such set is defined.
    """
    changes: dict[int, Mapping[str, Any]] = {}
    for reading in readings["rule_sets"][name]:
        changes |= readings["readings"][reading]["rules"]
    flags = rules["flags"].items()
    return RuleSet(
        name=name,
        rules=tuple(_rules(rules["sections"], changes)),
        flags=tuple(Flagged(flag, criterion(body["when"])) for flag, body in flags),
    )


def _rules(sections: Mapping[str, Any], changes: Mapping[int, Mapping[str, Any]]) -> Iterator[Rule]:
    for section in SECTIONS:
        for number, printed in sections[section].items():
            body = {**printed, **changes.get(number, {})}
            yield Rule(
                number=number,
                section=section,
                cap=AccessCategory(body["cap"]),
                why=body["why"],
                when=criterion(body["when"]),
                reads=reads(body["when"]),
                not_after=frozenset(body.get("not_after", ())),
            )
