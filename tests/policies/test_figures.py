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


@pytest.mark.parametrize("authority", policies.authorities())
def test_a_home_is_adaptable_up_to_the_mandatory_grant_with_the_districts_top_up(authority):
    district, law = policies.load(authority, ON).sections, policies.national(ON).sections
    [top_up] = [o for o in district["grants"].values["offers"] if o["kind"] == "top_up"]
    limit = district["register"].values["adaptable_limit"]
    together = law["grants"].values["maximum"]["amount"] + top_up["limit"]["amount"]
    assert limit["amount"] == together
    assert limit["clause"] == top_up["clause"]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['authority']} {r['at']}")
def test_a_figure_stands_where_its_clause_says(row):
    value, clause = documents()[row["authority"]].sections[row["section"]].values, None
    for step in row["at"].split("."):
        value = value[int(step)] if step.isdigit() else value.get(step)
        clause = value.get("clause", clause) if isinstance(value, dict) else clause
    assert clause == row["clause"]
    if not isinstance(value, dict):
        assert str("" if value is None else value) == row["value"]
