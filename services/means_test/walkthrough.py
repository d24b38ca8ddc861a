"""The page that walks a benefits officer through one case, made from a real run of the test."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from services.means_test.calculate import assess_on_its_day
from services.means_test.domain.amounts import NIL, exact_text
from services.means_test.domain.household import Household
from services.means_test.domain.renderings import TITLES, render_for_applicant
from services.means_test.domain.working import Line, Step

CASE: dict[str, Any] = {
    "application": {"made_on": "2026-03-02", "certificate": "owner", "dwelling": "12-elm-row"},
    "people": [
        {
            "id": "jo",
            "date_of_birth": "1974-05-11",
            "role": "disabled_occupant",
            "receives": ["pip_daily_living_standard"],
        },
        {
            "id": "sam",
            "date_of_birth": "1976-09-30",
            "role": "partner",
            "of": "jo",
            "hours_worked": 24,
        },
        {"id": "ali", "date_of_birth": "2017-01-20", "role": "dependant", "of": "jo"},
    ],
    "income": [
        {
            "of": "sam",
            "kind": "employment",
            "every": "month",
            "amount": "1430.00",
            "tax": "65.00",
            "national_insurance": "31.20",
            "pension_contributions": "71.50",
        },
        {"of": "jo", "kind": "occupational_pension", "every": "month", "amount": "260.00"},
        {"of": "jo", "kind": "disability_benefit", "every": "four_weeks", "amount": "295.60"},
        {"of": "sam", "kind": "child_benefit", "every": "four_weeks", "amount": "104.20"},
    ],
    "capital": [
        {"of": "jo", "kind": "home", "amount": "240000.00"},
        {"of": "jo", "kind": "savings", "amount": "9150.00", "equal_owners": 2},
        {"of": "sam", "kind": "savings", "amount": "9150.00", "equal_owners": 2},
    ],
    "earlier_grants": [
        {
            "made_on": "2019-06-03",
            "certificate": "owner",
            "dwelling": "12-elm-row",
            "relevant_people": ["jo"],
            "reduction": "412.50",
        }
    ],
}

INTRODUCTION = """# The means test, walked through one case

Jo is 51, disabled, and owns a home with Sam, who works part time. They have one child of nine.
Jo receives the daily living component of personal independence payment and a small works pension.
They have savings together, and paid towards an earlier grant for the same home.

Every table below is the test's own working. The lines of a table add up to its total, and each
line names the provision that it comes from: `reg` and `Sch` are the Housing Renewal Grants
Regulations 1996 as amended, the Act is the Housing Grants, Construction and Regeneration Act 1996.
"""

EXPLAINED: dict[Step, str] = {
    "relevant_persons": "The test asks for the means of the disabled occupant and any partner, and "
    "makes one of a couple the relevant person.",
    "applicable_amount": "What a family like this is taken to need in a week: an allowance for the "
    "adults and each child, a premium for each circumstance, and one amount for the application.",
    "income": "All that comes in, by the week: a month is twelve fifty-seconds of its payment. Then "
    "what the Schedules say is not to be counted.",
    "capital": "What the couple own, each with an equal share of what they hold together. The home "
    "does not count.",
    "tariff_income": "Capital above the threshold is taken to yield a pound a week for each step, "
    "a part of one counting as a whole.",
    "financial_resources": "Income and tariff income together.",
    "excess": "What the resources leave above the applicable amount.",
    "bands": "Each slice of the excess is multiplied as a loan would be: the further the excess "
    "goes, the more each further pound counts.",
    "earlier_grants": "What was paid towards an earlier grant is not asked for twice, if that "
    "application was made recently enough, for the same dwelling and by the same people.",
    "reduction": "The grant is reduced by what remains. The one rounding is here, to the penny.",
}


def page() -> str:
    """The page in Markdown."""
    assessment = assess_on_its_day(Household.model_validate(CASE))
    parts = [INTRODUCTION]
    steps = groupby(assessment.local.working, key=lambda line: line.step)
    for number, (step, lines) in enumerate(steps, start=1):
        parts.append(f"## {number}. {TITLES[step]}\n\n{EXPLAINED[step]}\n")
        parts.append("\n".join(_table(list(lines))) + "\n")
    letter = "\n".join(
        f"> {line}".rstrip() for line in render_for_applicant(assessment).splitlines()
    )
    parts.append(f"## What the applicant is told\n\n{letter}\n")
    parts.append(
        f"## To run it again\n\n{_COMMAND}\n\n```json\n{json.dumps(CASE, indent=2)}\n```\n"
    )
    return "\n".join(parts)


_COMMAND = "`python -m services.means_test calculate case.json`, with this in `case.json`:"


def _table(lines: list[Line]) -> Iterator[str]:
    yield "| what | whose | pounds | provision |"
    yield "| --- | --- | ---: | --- |"
    for line in lines:
        amount = "" if line.amount is None else exact_text(line.amount)
        yield f"| {line.item} | {line.of or ''} | {amount} | {line.provision} |"
    amounts = [line.amount for line in lines if line.amount is not None]
    if amounts:
        yield f"| **total** | | **{exact_text(sum(amounts, NIL))}** | |"
