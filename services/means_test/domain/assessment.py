"""The test of resources from household to reduction, in the order of the Regulations (Part II)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from services.means_test.domain import child_care
from services.means_test.domain.allowances import (
    children_and_family_premium,
    personal_allowance,
    schedule_of,
)
from services.means_test.domain.amounts import NIL, to_the_penny
from services.means_test.domain.capital import capital_of, tariff_income
from services.means_test.domain.codes import Outcome
from services.means_test.domain.earnings import disregard_earnings, net_earnings
from services.means_test.domain.facts import Capital, Income
from services.means_test.domain.figures import Figures
from services.means_test.domain.household import Household
from services.means_test.domain.other_income import other_income
from services.means_test.domain.passports import Passport, passport_of
from services.means_test.domain.passports import applicable_amount as amount_of_passported
from services.means_test.domain.passports import income as income_of_passported
from services.means_test.domain.people import Family
from services.means_test.domain.policy import ExemptBelowAge, LocalAmendments, LocalPassport
from services.means_test.domain.premiums import Premiums, premiums
from services.means_test.domain.readings import Readings
from services.means_test.domain.reduction import reduction
from services.means_test.domain.relevant_persons import relevant_families
from services.means_test.domain.remarks import remark
from services.means_test.domain.working import Line, Sheet, Step

LANDLORD = "s.31 of the Act; reg 2(1)"
NO_RELEVANT_PERSON = "reg 5(1)"
CHILDS_MEANS = "reg 17(4)"
OTHERS_MEANS = "regs 16, 17"
MORE_GENEROUS = "Regulatory Reform (Housing Assistance) Order 2002, SI 2002/1860"

STATUTE_ALONE = LocalAmendments()


@dataclass(frozen=True, slots=True)
class LocalRule:
    """An amendment of the authority's policy that was applied."""

    rule: str
    """`passport` or `exempt_below_age`."""
    value: str
    """The benefit, or the age in years."""
    clause: str

    def __str__(self) -> str:
        return f"{self.rule} {self.value}".replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one body of rules makes of a household. Pounds, exact; None where not reached."""

    outcome: Outcome
    relevant_people: tuple[str, ...] = ()
    applicable_amount: Fraction | None = None
    income: Fraction | None = None
    tariff_income: Fraction | None = None
    financial_resources: Fraction | None = None
    excess: Fraction | None = None
    assessed_reduction: Fraction | None
    earlier_grants_deducted: Fraction | None
    reduction: Decimal
    """Nil where nothing was tested."""
    local_rules: tuple[LocalRule, ...]
    working: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """The result with the authority's amendments, and the one under the Regulations alone."""

    parameter_set: str
    readings: Readings
    local: Result
    statutory: Result


def assess(
    household: Household,
    figures: Figures,
    readings: Readings,
    amendments: LocalAmendments | None = None,
) -> Tested:
    """Test the household under the figures of its day. Amendments are None with no authority."""
    statutory = local = _test(Sheet(household, figures, readings), STATUTE_ALONE)
    if amendments is not None:
        local = _test(Sheet(household, figures, readings), amendments)
        if readings.statute_at_most and local.reduction > statutory.reduction:
            local = _without_effect(local, statutory)
    return Tested(figures.parameter_set, readings, local, statutory)


def _without_effect(local: Result, statutory: Result) -> Result:
    """What the Regulations come to, with the local rules that would ask for more.

    An authority may only be more generous (SI 2002/1860). Whoever its policy takes out takes their
    allowance out of the sum too, and the others of the application miss it (regs 10(1), 11).
    """
    why = f"has no effect: with it the reduction would be {local.reduction}"
    said = (
        Line("reduction", None, f"local {rule} {why}", None, f"{MORE_GENEROUS}; {rule.clause}")
        for rule in local.local_rules
    )
    steps = [line for line in statutory.working if line.step != "remarks"]
    remarks = statutory.working[len(steps) :]
    return replace(statutory, working=(*steps, *said, *remarks))


def _test(sheet: Sheet, amendments: LocalAmendments) -> Result:
    if sheet.household.application.certificate == "landlord":
        sheet.note("relevant_persons", None, "a landlord's application is not tested", LANDLORD)
        return _untested("not_tested", None, (), sheet)
    families, exemption = relevant_families(amendments.exempt_below_age, sheet)
    rules = [] if exemption is None else [_rule_of_exemption(exemption)]
    if not families:
        item = "no relevant person: no reduction"
        sheet.note("relevant_persons", None, item, NO_RELEVANT_PERSON)
        return _untested("exempt", NIL, rules, sheet)
    passports = [passport_of(f, sheet, amendments.passports) for f in families]
    rules += [_rule_of_passport(p.local) for p in passports if p is not None and p.local]
    _means(families, passports, sheet)
    reduction(families, sheet)
    assessed = [f for f, p in zip(families, passports, strict=True) if p is None]
    remark(assessed, [f for f in families if f not in assessed], sheet)
    outcome: Outcome = "passported" if all(passports) else "assessed"
    return _tested(outcome, families, rules, sheet)


def _means(families: Sequence[Family], passports: Sequence[Passport | None], sheet: Sheet) -> None:
    """The applicable amount and the financial resources of the one application (regs 10, 11)."""
    held: list[tuple[Family, Premiums]] = []
    for family, passport in zip(families, passports, strict=True):
        if passport is None:
            held.append((family, _applicable_amount(family, sheet)))
        else:
            amount_of_passported(passport, family, sheet)
    sheet.add("applicable_amount", None, "for the application", *sheet.figures.grant_premium)
    for family, passport in zip(families, passports, strict=True):
        if passport is not None:
            income_of_passported(passport, family, sheet)
    for family, premiums_held in held:
        _income(family, premiums_held, sheet)
    _left_out(families, sheet)
    owned = [(family, capital_of(family, sheet)) for family, _ in held]
    for family, capital in owned:
        tariff_income(family, capital, sheet)
        child_care.to_nil_at_most(family, sheet)


def _applicable_amount(family: Family, sheet: Sheet) -> Premiums:
    """Of one relevant person who is not passported; the premiums in it (reg 10(4))."""
    schedule = schedule_of(family, sheet)
    personal_allowance(family, schedule, sheet)
    children_and_family_premium(family, schedule, sheet)
    return premiums(family, schedule, sheet)


def _income(family: Family, held: Premiums, sheet: Sheet) -> None:
    """Of one relevant person (reg 18(1)): earnings, other income, less child care."""
    earned = net_earnings(family, sheet)
    charges = child_care.charges_of(family, sheet)
    deductible = charges.deductible(sheet)
    disregard_earnings(family, earned, held, deductible, sheet)
    other_income(family, held, sheet)
    child_care.deduct(family, charges, sheet)


def _left_out(families: Sequence[Family], sheet: Sheet) -> None:
    """The means of children and of everybody else do not count (regs 16, 17)."""
    counted = {p.id for f in families for p in f.adults}
    parts: tuple[Income | Capital, ...] = (*sheet.household.income, *sheet.household.capital)
    for part in parts:
        if part.of not in counted:
            minor = part.of in sheet.roll.minors
            step: Step = "income" if isinstance(part, Income) else "capital"
            item = f"{part.kind.replace('_', ' ')}: left out"
            sheet.add(step, part.of, item, NIL, CHILDS_MEANS if minor else OTHERS_MEANS)


def _tested(
    outcome: Outcome, families: Sequence[Family], rules: Sequence[LocalRule], sheet: Sheet
) -> Result:
    return Result(
        outcome=outcome,
        relevant_people=tuple(f.relevant.id for f in families),
        applicable_amount=sheet.total("applicable_amount"),
        income=sheet.total("income"),
        tariff_income=sheet.total("tariff_income"),
        financial_resources=sheet.total("financial_resources"),
        excess=sheet.total("excess"),
        assessed_reduction=sheet.total("bands"),
        earlier_grants_deducted=sheet.total("earlier_grants"),
        reduction=to_the_penny(sheet.total("reduction")),
        local_rules=tuple(rules),
        working=tuple(sheet.lines),
    )


def _untested(
    outcome: Outcome, reached: Fraction | None, rules: Sequence[LocalRule], sheet: Sheet
) -> Result:
    return Result(
        outcome=outcome,
        assessed_reduction=reached,
        earlier_grants_deducted=reached,
        reduction=to_the_penny(NIL),
        local_rules=tuple(rules),
        working=tuple(sheet.lines),
    )


def _rule_of_exemption(exemption: ExemptBelowAge) -> LocalRule:
    return LocalRule("exempt_below_age", str(exemption.age), exemption.clause)


def _rule_of_passport(passport: LocalPassport) -> LocalRule:
    return LocalRule("passport", passport.benefit, passport.clause)
