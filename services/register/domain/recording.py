"""What a home's surveys come to: the answers that count, each with its source.

A survey that was a mistake is taken out of them: what it answered is what the others come to.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from services.register.domain.adaptations import Adaptation, adapted
from services.register.domain.categorising import recorded
from services.register.domain.home import Home, opened
from services.register.domain.provenance import Record, Source, merged

T = TypeVar("T")
BESIDE_THE_ANSWERS = frozenset({"rule_set", "override"})
"""What stands in a survey and was not measured."""


@dataclass(frozen=True, slots=True)
class HomeRecord:
    """A home's survey with the source of each answer, and the last day on which one was made."""

    survey: Mapping[str, Any]
    sources: Mapping[str, Source]
    surveyed_on: dt.date | None

    def with_answers(self, incoming: Mapping[str, Any], source: Source) -> "HomeRecord":
        """The record with the answers that are as good as what they would replace."""
        record = Record(answers=answers_in(self.survey), sources=dict(self.sources))
        after = merged(record, incoming, source)
        beside = {key: self.survey[key] for key in BESIDE_THE_ANSWERS & self.survey.keys()}
        last = source.on if self.surveyed_on is None else max(self.surveyed_on, source.on)
        return HomeRecord({**after.answers, **beside}, after.sources, last)


@dataclass(frozen=True, slots=True)
class KeptSurvey:
    """A survey as it came in; of works, which adaptations they were."""

    answers: Mapping[str, Any]
    source: Source
    adaptations: tuple[str, ...] = ()


def without(
    record: HomeRecord,
    taken: Collection[KeptSurvey],
    others: Iterable[KeptSurvey],
    catalogue: Mapping[str, Adaptation],
) -> HomeRecord:
    """The record as it is if some surveys had never come in, by the others in their order.

    Works among them are done again: what they add may have been there by mistake when they came in.
    A heading of which those surveys said nothing stays as it is.
    """
    again = HomeRecord({}, {}, None)
    for each in others:
        works = [catalogue[code] for code in each.adaptations]
        answers = changed_by(again.survey, works) if works else each.answers
        again = again.with_answers(answers, each.source)
    touched = (catalogue[code].touches for each in taken for code in each.adaptations)
    headings = frozenset[str]().union(*(each.answers for each in taken), *touched)
    return HomeRecord(
        _replaced(record.survey, again.survey, headings, lambda heading: heading),
        _replaced(record.sources, again.sources, headings, lambda at: at.split("/")[1]),
        again.surveyed_on,
    )


def changed_by(survey: Mapping[str, Any], works: Iterable[Adaptation]) -> dict[str, Any]:
    """The answers that works change in a survey."""
    before = opened(survey)
    after = opened(adapted(recorded(before), works))
    return _difference(answers_of(before), answers_of(after))


def answers_of(survey: Home) -> dict[str, Any]:
    """The answers of a survey as JSON; what is absent stays absent."""
    return survey.model_dump(mode="json", exclude_unset=True, exclude=set(BESIDE_THE_ANSWERS))


def answers_in(survey: Mapping[str, Any]) -> dict[str, Any]:
    """What was measured or seen."""
    return {key: value for key, value in survey.items() if key not in BESIDE_THE_ANSWERS}


def _difference(before: Any, after: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of `after` that are not those of `before`."""
    known = before if isinstance(before, Mapping) else {}
    return {
        key: _difference(known.get(key), value) if isinstance(value, Mapping) and value else value
        for key, value in after.items()
        if key not in known or known[key] != value
    }


def _replaced(
    before: Mapping[str, T],
    again: Mapping[str, T],
    headings: Collection[str],
    heading_of: Callable[[str], str],
) -> dict[str, T]:
    """What stood, with what stands under some headings in its place."""
    kept = {key: value for key, value in before.items() if heading_of(key) not in headings}
    return kept | {key: value for key, value in again.items() if heading_of(key) in headings}
