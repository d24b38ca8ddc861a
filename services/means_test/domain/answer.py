"""The result in the published shape of the command line and the API."""

from fractions import Fraction

from services.means_test.domain.amounts import exact_text
from services.means_test.domain.assessment import Result, Tested
from services.means_test.domain.readings import Readings
from services.means_test.domain.working import Line


def answer(tested: Tested) -> dict[str, object]:
    """Contract 1's output, ready for JSON: exact decimals as text, null where not reached."""
    result, statutory = tested.local, tested.statutory
    return {
        "outcome": result.outcome,
        "relevant_people": list(result.relevant_people),
        "applicable_amount": _text(result.applicable_amount),
        "income": _text(result.income),
        "tariff_income": _text(result.tariff_income),
        "financial_resources": _text(result.financial_resources),
        "excess": _text(result.excess),
        "assessed_reduction": _text(result.assessed_reduction),
        "earlier_grants_deducted": _text(result.earlier_grants_deducted),
        "reduction": _reduction(result, tested.readings),
        "statutory": {
            "outcome": statutory.outcome,
            "reduction": _reduction(statutory, tested.readings),
        },
        "parameter_set": tested.parameter_set,
        "local_rules": [
            {"rule": r.rule, "value": r.value, "clause": r.clause} for r in result.local_rules
        ],
        "working": [_line(line) for line in result.working],
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "step": line.step,
        "of": line.of,
        "item": line.item,
        "amount": _text(line.amount),
        "provision": line.provision,
    }


def _reduction(result: Result, readings: Readings) -> str | None:
    """To the penny; null only where an early edition said so of a landlord."""
    if result.outcome == "not_tested" and not readings.nil_for_landlords:
        return None
    return str(result.reduction)


def _text(amount: Fraction | None) -> str | None:
    return None if amount is None else exact_text(amount)
