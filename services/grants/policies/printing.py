"""The comparison for people: comma-separated values, and tables that fit a meeting's paper."""

import csv
import io

from rich.console import Console
from rich.table import Table

from services.grants.domain.determination.trial import WhatIf
from services.grants.domain.policy.comparison import Comparison, OfferRow
from shared.schema import pounds_text

WIDTH = 150


def as_csv(comparison: Comparison) -> str:
    """One line an offer, in the order of the comparison; lists separated by `; `."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(OfferRow.model_fields)
    for row in comparison.offers:
        writer.writerow([_cell(value) for value in row.model_dump(mode="json").values()])
    return out.getvalue()


def as_table(comparison: Comparison) -> str:
    """The amounts side by side, a line an assistance; then the gaps by name."""
    names = list(dict.fromkeys(row.name for row in comparison.offers))
    table = Table("assistance", *names, title="Offers in pounds (t tested, c charged)")
    for kind in dict.fromkeys(row.assistance for row in comparison.offers):
        cells = (_amounts(comparison, kind, name) for name in names)
        table.add_row(kind.replace("_", " "), *cells)
    gaps = Table("not offered", "by")
    for gap in comparison.gaps:
        gaps.add_row(gap.assistance.replace("_", " "), ", ".join(gap.not_offered_by))
    sources = Table("district", "from", "source")
    for district in comparison.districts:
        sources.add_row(district.name, district.version.partition("/")[2], district.source)
    readings = Table("clause", "reading taken", "by")
    for taken in comparison.readings:
        readings.add_row(taken.clause, taken.reading, ", ".join(taken.names))
    return _printed(table, gaps, sources, _corrections(comparison), readings)


def _corrections(comparison: Comparison) -> Table:
    table = Table("district", "corrected on", "clause", "was")
    for district in comparison.districts:
        for one in district.corrections:
            table.add_row(district.name, str(one.made_on), one.clause, one.was)
    return table


def as_report(what_if: WhatIf) -> str:
    """What a new version changes and what that means, for the forum's table."""
    changed = Table("what", "before", "after", title=f"{what_if.version} against {what_if.against}")
    for change in what_if.changes:
        changed.add_row(change.at, change.before or "", change.after or "")
    tables = [changed]
    if what_if.effects:
        money = Table("pounds", "before", "after", title=f"{what_if.effects.cases:,} cases")
        before, after = what_if.effects.before, what_if.effects.after
        for name in type(before).model_fields:
            values = (f"{getattr(sums, name):,.2f}" for sums in (before, after))
            money.add_row(name.replace("_", " "), *values)
        groups = Table("by", "group", "cases", "winners", "losers", "gain")
        for by, named in what_if.effects.groups.items():
            for name, group in named.items():
                counts = (f"{n:,}" for n in (group.cases, group.winners, group.losers))
                groups.add_row(by, name.replace("_", " "), *counts, f"{group.gain:,.2f}")
        tables += [money, groups]
    return _printed(*tables)


def _amounts(comparison: Comparison, kind: str, name: str) -> str:
    rows = [r for r in comparison.offers if r.assistance == kind and r.name == name]
    return " / ".join(map(_amount, rows)) or "-"


def _amount(row: OfferRow) -> str:
    marks = ("t" if row.tested != "no" else "") + ("c" if row.land_charge != "none" else "")
    amount = "at cost" if row.amount is None else pounds_text(row.amount).removesuffix(".00")
    return f"{amount} {marks}".strip()


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _printed(*tables: Table) -> str:
    console = Console(width=WIDTH, file=io.StringIO(), record=True, highlight=False)
    for table in tables:
        console.print(table)
    return console.export_text()
