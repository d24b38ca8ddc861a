"""Facts that the input learned to say later, added to a random household from a draw of their own.

The households themselves stay those that the first edition of the readings was recorded with.
"""

import datetime as dt
import random

from services.means_test.parameters import figures_on
from tests.means_test.households import Json

FIFTY_PLUS = 0.2

IN_HOSPITAL = (
    "attendance_allowance",
    "dla_care_highest",
    "dla_care_lowest",
    "dla_mobility",
    "pip_daily_living_enhanced",
    "pip_mobility",
)


def with_newer_facts(document: Json, seed: int) -> Json:
    """The household without what nobody has on its day, and with joint owners and the like."""
    draw = random.Random(f"newer facts {seed}")
    on = dt.date.fromisoformat(document["application"]["made_on"])
    available = figures_on(on).available
    had = {b for b, span in available.benefits.items() if span.why_not(on) is None}
    people = [_with_facts(p, had, draw) for p in document["people"]]
    income = [i for i in document["income"] if available.income[i["kind"]].why_not(on) is None]
    if "wtc_50_plus_element" in had and draw.random() < FIFTY_PLUS:
        _in_work_after_fifty(people[0], income)
    return document | {"people": people, "income": _named(income, draw)}


def _in_work_after_fifty(entry: Json, income: list[Json]) -> None:
    """Few days of the parameter sets had this element: more households have it then."""
    entry["receives"] = [*entry["receives"], "wtc_50_plus_element"]
    entry["hours_worked"] = 12
    pay = {"of": entry["id"], "kind": "employment", "every": "week", "amount": "150.00"}
    income.append(pay)


def _with_facts(entry: Json, had: set[str], draw: random.Random) -> Json:
    receives = [b for b in entry["receives"] if b in had]
    facts: Json = {"receives": receives}
    if draw.random() < 0.1:
        facts["joint"] = draw.choice(("owner", "tenant"))
    if draw.random() < 0.12:
        facts["suspended_in_hospital"] = [
            draw.choice([b for b in IN_HOSPITAL if b in had and b not in receives])
        ]
    return entry | facts


def _named(income: list[Json], draw: random.Random) -> list[Json]:
    """Some payments have a name; a student's are over one number of weeks each."""
    named = []
    for line in income:
        name = str(line["weeks"]) if "weeks" in line else draw.choice((None, None, "p", "q"))
        named.append(line | ({"payment": name} if name else {}))
    return named
