"""Every figure of the policies as an officer reads it: which district, where, how much, by clause."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from shared import policies

with (Path(__file__).parent / "figures.csv").open(newline="") as file:
    ROWS = list(csv.DictReader(file))

ON = dt.date(2026, 11, 24)


def documents():
    in_force = (policies.load(authority, ON) for authority in policies.authorities())
    return {d.header.name: d for d in (*in_force, policies.national(ON))}


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['authority']} {r['at']}")
def test_a_figure_stands_where_its_clause_says(row):
    value, clause = documents()[row["authority"]].sections[row["section"]].values, None
    for step in row["at"].split("."):
        value = value[int(step)] if step.isdigit() else value.get(step)
        clause = value.get("clause", clause) if isinstance(value, dict) else clause
    assert clause == row["clause"]
    if not isinstance(value, dict):
        assert str("" if value is None else value) == row["value"]
