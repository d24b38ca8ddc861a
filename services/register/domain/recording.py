"""What a home's surveys come to: the answers that count, each with its source."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.register.domain.provenance import Record, Source, merged, without

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
        last = source.on if self.surveyed_on is None else max(self.surveyed_on, source.on)
        return self._of(merged(self.record, incoming, source), last)

    def without(
        self, taken: Mapping[str, Any], source: Source, others: "HomeRecord"
    ) -> "HomeRecord":
        """The record without one survey's answers, as far as no other says the same."""
        after = without(self.record, taken, source, others.record)
        return self._of(after, others.surveyed_on)

    @property
    def record(self) -> Record:
        """The answers with their sources."""
        return Record(answers=answers_in(self.survey), sources=dict(self.sources))

    def _of(self, after: Record, surveyed_on: dt.date | None) -> "HomeRecord":
        beside = {key: self.survey[key] for key in BESIDE_THE_ANSWERS & self.survey.keys()}
        return HomeRecord({**after.answers, **beside}, after.sources, surveyed_on)


def answers_in(survey: Mapping[str, Any]) -> dict[str, Any]:
    """What was measured or seen."""
    return {key: value for key, value in survey.items() if key not in BESIDE_THE_ANSWERS}
