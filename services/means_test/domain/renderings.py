"""The working in words: a table for officers, a short letter's text for the applicant."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from services.means_test.domain.amounts import NIL, exact_text, to_the_penny
from services.means_test.domain.assessment import Result, Tested
from services.means_test.domain.codes import Outcome
from services.means_test.domain.working import Line, Step

TITLES: dict[Step, str] = {
    "relevant_persons": "Whose means are tested",
    "passport": "Passports",
    "applicable_amount": "Applicable amount, a week",
    "income": "Income, a week",
    "capital": "Capital",
    "tariff_income": "Tariff income, a week",
    "financial_resources": "Financial resources, a week",
    "excess": "Excess, a week",
    "bands": "Assessed reduction",
    "earlier_grants": "Earlier grants",
    "reduction": "Reduction of the grant",
    "remarks": "To check",
}

_WIDTHS = (64, 12, 14)
"""Of the columns for item, person and amount."""


def render_for_officer(tested: Tested) -> str:
    """Every line with its provision, each step added up; both results where they differ."""
    rules = tested.local.local_rules
    parts = [
        f"Means test under {tested.parameter_set}",
        *(f"Local rule: {r.rule} {r.value} ({r.clause})" for r in rules),
        *_steps(tested.local.working),
        _conclusion("Result", tested.local),
    ]
    if tested.statutory != tested.local:
        parts.append(_conclusion("Under the Regulations alone", tested.statutory))
    return "\n".join(parts) + "\n"


def _steps(lines: Iterable[Line]) -> Iterator[str]:
    for step, of_step in groupby(lines, key=lambda line: line.step):
        step_lines = list(of_step)
        yield f"\n{TITLES[step]}"
        yield from map(_row, step_lines)
        amounts = [line.amount for line in step_lines if line.amount is not None]
        if amounts:
            yield _columns("total", "", exact_text(sum(amounts, NIL)), "")


def _row(line: Line) -> str:
    amount = "" if line.amount is None else exact_text(line.amount)
    return _columns(line.item, line.of or "", amount, line.provision)


def _columns(item: str, of: str, amount: str, provision: str) -> str:
    wide, who, right = _WIDTHS
    return f"  {item:<{wide}} {of:<{who}} {amount:>{right}}  {provision}".rstrip()


def _conclusion(title: str, result: Result) -> str:
    reduction = "none set here" if result.outcome == "not_tested" else f"{result.reduction}"
    return f"\n{title}: {result.outcome.replace('_', ' ')}, reduction {reduction}"


def render_for_applicant(tested: Tested) -> str:
    """What the result means for the household, in plain English."""
    result = tested.local
    body = _IN_WORDS.get(result.outcome) or _assessed(result)
    return "\n\n".join((*body, _LAST)) + "\n"


_IN_WORDS: dict[Outcome, tuple[str, str]] = {
    "not_tested": (
        "We do not look at your income or savings, because you are applying as a landlord.",
        "The council will work out the grant in another way and tell you how.",
    ),
    "exempt": (
        "You do not have to pay anything towards the grant works.",
        "We do not look at your income or savings, because of the disabled person's age.",
    ),
    "passported": (
        "You do not have to pay anything towards the grant works.",
        "This is because of a benefit that you or your partner receive: nothing else counts.",
    ),
}

_LAST = (
    "If something here is wrong or has changed, please tell us and we will look again. You can "
    "ask for the full working, with the rule behind each figure."
)


def _assessed(result: Result) -> tuple[str, ...]:
    resources, needs = result.financial_resources or NIL, result.applicable_amount or NIL
    compared = (
        f"We counted {_pounds(resources)} a week coming in{_from_savings(result)}. The rules allow "
        f"a household like yours {_pounds(needs)} a week before you are asked to pay."
    )
    if not result.assessed_reduction:
        return ("You do not have to pay anything towards the grant works.", compared)
    contribution = (
        f"That leaves {_pounds(result.excess or NIL)} a week. From this the rules work out what "
        f"you could afford to borrow: {_pounds(result.assessed_reduction)}."
    )
    return (_asked_for(result), compared, contribution, *_earlier(result))


def _asked_for(result: Result) -> str:
    if not result.reduction:
        return "You do not have to pay anything towards the grant works."
    pays = f"£{result.reduction:,}"
    return f"You would pay the first {pays} of the grant works. The grant is for the rest."


def _from_savings(result: Result) -> str:
    tariff = result.tariff_income
    return f", of which {_pounds(tariff)} is for your savings" if tariff else ""


def _earlier(result: Result) -> tuple[str, ...]:
    earlier = result.earlier_grants_deducted
    if not earlier:
        return ()
    return (f"We have taken off {_pounds(earlier)} that you paid for an earlier grant here.",)


def _pounds(amount: Fraction) -> str:
    return f"£{to_the_penny(amount):,}"
