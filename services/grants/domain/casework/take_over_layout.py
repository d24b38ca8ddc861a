"""The layout of a sheet of cases to take over: its columns, and the stages that each belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.grants.domain.casework.entries_of_take_over import ENDED, OldCase, Stage
from shared.problems import FieldError
from shared.sheets.tables import Headings

LIVE = tuple(stage for stage in Stage if stage not in ENDED)
"""In the order in which a case comes to them."""


def _from(stage: str | None) -> tuple[Stage, ...]:
    """The stages that a live case comes to from this one on; none where it never does."""
    return LIVE[LIVE.index(Stage(stage)) :] if stage else ()


@dataclass(frozen=True, slots=True)
class OldColumn:
    """A column: where its answer belongs, under which headings it comes, at which stages."""

    at: str
    kind: str
    """What its cells hold: a kind of `shared.sheets.cells`."""
    names: tuple[str, ...]
    """The first is the one that people are shown."""
    says: str
    may: frozenset[Stage]
    """At which stages it may be filled."""
    must: frozenset[Stage]
    """At which it has to be."""
    nil: bool
    """Whether a past nil grant has to have it too."""
    codes: tuple[str, ...]

    @classmethod
    def read(cls, at: str, written: Mapping[str, Any], codes: tuple[str, ...]) -> "OldColumn":
        """A column as it is written down."""
        ended = tuple(Stage(stage) for stage in written.get("ended", ()))
        may = tuple(Stage(stage) for stage in written.get("may_ended", ENDED))
        only = (Stage(written["only"]),) if "only" in written else _from(written.get("must"))
        return cls(
            at=at,
            kind=written["kind"],
            names=tuple(written["names"]),
            says=written["says"],
            may=frozenset((*_from(written.get("may")), *may)),
            must=frozenset((*only, *ended)),
            nil=written.get("nil", True),
            codes=codes,
        )

    @property
    def stands_with(self) -> str:
        """What is there or not as a whole: all columns of one of the works are."""
        return ".".join(self.at.split(".")[:2])


@dataclass(frozen=True, slots=True)
class Layout:
    """All columns of a sheet."""

    columns: tuple[OldColumn, ...]

    def headings(self) -> Headings:
        """The headings under which a council sends its cases."""
        document = {
            column.at: {
                "kind": column.kind,
                "names": column.names,
                "choices": {code: (code, code.replace("_", " ")) for code in column.codes},
            }
            for column in self.columns
        }
        return Headings({"columns": document}, key="stage", called="stage")

    def faults(self, case: OldCase) -> Iterator[FieldError]:
        """What the stage asks for and is not there, and what comes after it."""
        works = {f"works.{n}" for n, _ in enumerate(case.works, start=1)}
        stated = case.model_fields_set | works
        for column in self.columns:
            there = column.stands_with in stated
            if _has_to_be(column, case) and not there:
                yield FieldError(f"/{column.names[0]}", f"required at this stage: {case.stage}")
            if there and case.stage not in column.may:
                why = "not of a case that is" if case.stage in ENDED else "comes after this stage:"
                yield FieldError(f"/{column.names[0]}", f"{why} {case.stage}")


def _has_to_be(column: OldColumn, case: OldCase) -> bool:
    """Of a refusal that may still be looked at the application too, as where it waits for a decision.

    Nobody certifies the works of a nil grant that were never done.
    """
    stages = {case.stage}
    if case.stage is Stage.REFUSED and not case.is_closed:
        stages.add(Stage.APPLIED)
    past_nil = case.stage is Stage.PAST and case.is_nil
    return bool(stages & column.must) and (column.nil or not past_nil)
