"""What is published of a financial year for all who take part in the forum.

The tables are fixed: no dates of one's choice, no year that rolls on. They are made once, when the
year is over, of what is known that day; what is learnt later stands in the tables of later years.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from services.forum.domain.course import StageDone
from services.forum.domain.outcomes import KINDS, kind_of
from services.forum.domain.outcomes import Course as Referral
from shared.averages import percentile
from shared.disclosure import Counts, may_rank, protect
from shared.schema import Model

EDITION = 1
"""Of the definitions below: a publication says by which it was made."""
REFERRALS = (
    "Referrals of the year by the day of the enquiry, by what had become of them on the day of"
    " publication: went_on has a complete application; test_of_resources refused the test or was to"
    " pay too much; stopped went no further for another reason; helped_otherwise had minor works or"
    " moved; under_way is none of these yet."
)
STAGE = (
    "Cases in which stage {} of guidance 4.15 ended in the year, by whether it kept to its target of"
    " 4.16, without the days on which a recorded stop held the clock."
)
MET, MISSED = "met", "missed"


class PublishedRow(Model):
    """One district, or all together."""

    name: str
    """ONS code of the district, or `total`."""
    counts: tuple[int | None, ...]
    """By column; null where it is hidden, which is not nought."""


class TypicalDays(Model):
    """Working days that a stage took in the county, without stopped clocks."""

    median: int | None
    """Within which half were done; null where too few stand behind it."""
    percentile_90: int | None
    """Within which nine of ten were done; null where too few stand behind it."""


class PublishedTable(Model):
    """One table of a publication."""

    name: str
    """What it is of: `referrals`, or `stage_1` to `stage_4`."""
    definition: str
    """What is counted, in words."""
    columns: tuple[str, ...]
    """The headings; the last is the total."""
    rows: tuple[PublishedRow, ...]
    """The districts, and all together."""
    days: TypicalDays | None = None
    """How long it took, of a stage."""


class Publication(Model):
    """All that is published of one financial year."""

    edition: int
    """Of the definitions by which it was made."""
    rule: Literal["1 to 7 hidden, and what would give one away"]
    """What is hidden."""
    tables: tuple[PublishedTable, ...]
    """The tables."""


def publication(
    referrals: Mapping[str, Sequence[Referral]], done: Mapping[str, Sequence[tuple[int, StageDone]]]
) -> Publication:
    """The tables of a year, of its referrals and of the stages that ended in it, by district."""
    stages = [
        _stage(
            number, {name: [d for n, d in stages if n == number] for name, stages in done.items()}
        )
        for number in range(1, 5)
    ]
    return Publication(
        edition=EDITION,
        rule="1 to 7 hidden, and what would give one away",
        tables=(_table("referrals", REFERRALS, _kinds(referrals)), *stages),
    )


def _kinds(referrals: Mapping[str, Sequence[Referral]]) -> Counts:
    kinds = {name: [kind_of(each) for each in cases] for name, cases in referrals.items()}
    return {name: {kind: found.count(kind) for kind in KINDS} for name, found in kinds.items()}


def _stage(number: int, done: Mapping[str, Sequence[StageDone]]) -> PublishedTable:
    aimed = {name: [d for d in cases if d.target is not None] for name, cases in done.items()}
    met = {name: [d.met(gross=False) for d in cases] for name, cases in aimed.items()}
    counts = {name: {MET: m.count(True), MISSED: m.count(False)} for name, m in met.items()}
    days = [d.took.working_days for cases in aimed.values() for d in cases]
    table = _table(f"stage_{number}", STAGE.format(number), counts)
    return table.model_copy(update={"days": _typical(days)})


def _typical(days: Sequence[int]) -> TypicalDays:
    median, most = (percentile(days, p) if may_rank(days, p) else None for p in (50, 90))
    return TypicalDays(median=median, percentile_90=most)


def _table(name: str, definition: str, counts: Counts) -> PublishedTable:
    table = protect(counts)
    rows = dict.fromkeys(row for row, _ in table.cells)
    columns = tuple(dict.fromkeys(column for _, column in table.cells))
    return PublishedTable(
        name=name,
        definition=definition,
        columns=columns,
        rows=tuple(
            PublishedRow(name=row, counts=tuple(table.shown(row, c) for c in columns))
            for row in rows
        ),
    )
