"""Capital of the relevant person and partners, and the income it is taken to yield (regs 33 to 40).

Pounds; the tariff income is pounds a week.
"""

from fractions import Fraction
from math import ceil

from services.means_test.domain.amounts import NIL, exact_text
from services.means_test.domain.facts import Capital
from services.means_test.domain.people import Family
from services.means_test.domain.premiums import PENSIONER_AGE
from services.means_test.domain.working import Sheet

COUNTED = "reg 36"
INCUMBRANCE = "reg 36(a)(ii)"
INCUMBRANCE_BEFORE = "reg 36(b)"
EQUAL_SHARE = "reg 39"


def capital_of(family: Family, sheet: Sheet) -> Fraction:
    """Everything that the adults own and that counts, put down and added up (regs 33 to 39)."""
    ids = {p.id for p in family.adults}
    before = sheet.total("capital")
    for asset in sheet.household.capital:
        if asset.of in ids:
            _value(asset, sheet)
    return sheet.total("capital") - before


def tariff_income(family: Family, capital: Fraction, sheet: Sheet) -> None:
    """What the family's capital above the threshold is taken to yield a week (reg 40)."""
    who = family.relevant.id
    threshold, provision = sheet.figures.tariff_threshold
    if capital <= threshold:
        if capital:
            item = f"on capital of {exact_text(capital)}: none up to {threshold}"
            sheet.add("tariff_income", who, item, NIL, provision)
        return
    older = sheet.roll.ages[who] >= PENSIONER_AGE
    step, provision = sheet.figures.tariff_step if older else sheet.figures.tariff_step_under_60
    steps = ceil((capital - threshold) / step)
    item = f"on capital of {exact_text(capital)}: each {step} above {threshold}, or part of it"
    sheet.add("tariff_income", who, item, Fraction(steps), provision)


def _value(asset: Capital, sheet: Sheet) -> None:
    """Market value, less the costs of a sale and what is secured on it, shared equally."""
    name = asset.kind.replace("_", " ")
    if asset.kind in sheet.figures.capital_left_out:
        provision = sheet.figures.capital_left_out[asset.kind]
        sheet.add("capital", asset.of, f"{name}: left out", NIL, provision)
        return
    amount = Fraction(asset.amount)
    sheet.add("capital", asset.of, name, amount, COUNTED)
    worth = amount - _deductions(asset, amount, sheet)
    if asset.equal_owners > 1:
        others = worth * (1 - asset.equal_owners) / asset.equal_owners
        sheet.add("capital", asset.of, f"{name}: the other owners' shares", others, EQUAL_SHARE)


def _deductions(asset: Capital, amount: Fraction, sheet: Sheet) -> Fraction:
    """A tenth where selling would cost, then debts secured on it, never below nothing (reg 36(a))."""
    name = asset.kind.replace("_", " ")
    costs = NIL
    if asset.sale_costs or (asset.sale_costs is None and asset.kind == "property"):
        share, provision = sheet.figures.sale_cost_share
        costs = amount * share
        sheet.add("capital", asset.of, f"{name}: costs of sale", -costs, provision)
    debt = min(Fraction(asset.secured_debt), amount - costs)
    if debt:
        provision = INCUMBRANCE if sheet.readings.incumbrances else INCUMBRANCE_BEFORE
        sheet.add("capital", asset.of, f"{name}: secured debt", -debt, provision)
    return costs + debt
