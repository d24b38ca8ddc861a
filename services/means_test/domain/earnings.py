"""Earnings of the relevant person and partners, and what of them is disregarded.

Regs 18(1)(a), (b) and 24 to 28, Schedule 2. Pounds a week.
"""

from collections.abc import Iterable
from fractions import Fraction

from services.means_test.domain.amounts import NIL, a_week, exact_text, payment_text
from services.means_test.domain.facts import Income, Person
from services.means_test.domain.figures import Figure
from services.means_test.domain.people import Family
from services.means_test.domain.premiums import Premiums
from services.means_test.domain.working import Sheet

EARNINGS = frozenset({"employment", "self_employment"})

GROSS_PAY = "reg 24"
NET_PROFIT = "reg 26"
EMPLOYEES_DEDUCTIONS = "reg 25(3)"
SELF_EMPLOYED_DEDUCTIONS = "reg 27"

Earned = dict[str, Fraction]
"""Net earnings of each adult of a family, by id."""


def net_earnings(family: Family, sheet: Sheet) -> Earned:
    """Each adult's pay or profit less tax, national insurance and half of pension contributions."""
    earned = {p.id: NIL for p in family.adults}
    for job in sheet.household.income:
        if job.kind in EARNINGS and job.of in earned:
            earned[job.of] += _net(job, sheet)
    return earned


def _net(job: Income, sheet: Sheet) -> Fraction:
    """One employment, never less than nil: no loss is set against another (reg 27(10))."""
    employed = job.kind == "employment"
    gross = Fraction(job.amount)
    item = f"{'pay' if employed else 'net profit'} of {payment_text(job.amount, job.period)}"
    weekly = a_week(gross, job.period)
    sheet.add("income", job.of, item, weekly, GROSS_PAY if employed else NET_PROFIT)
    deducted = _deducted(job, sheet)
    if not deducted:
        return weekly
    less = a_week(min(deducted, gross), job.period)
    provision = EMPLOYEES_DEDUCTIONS if employed else SELF_EMPLOYED_DEDUCTIONS
    item = "tax, national insurance and half of pension contributions"
    sheet.add("income", job.of, item, -less, provision)
    return weekly - less


def _deducted(job: Income, sheet: Sheet) -> Fraction:
    """For the same period as the pay (regs 25(3), 27(3))."""
    share = sheet.figures.pension_contribution_share.value
    taxes = Fraction(job.tax or 0) + Fraction(job.national_insurance or 0)
    return taxes + Fraction(job.pension_contributions or 0) * share


def disregard_earnings(
    family: Family,
    earned: Earned,
    premiums: Premiums,
    child_care: Fraction,
    sheet: Sheet,
) -> None:
    """One main disregard, then the additional one (Sch 2 paras 3 to 10, 18).

    `child_care` is what is deductible for child care, which the additional one asks about.
    """
    total = sum(earned.values(), NIL)
    if not total:
        return
    main = _main_disregard(family, earned, premiums, sheet)
    value, provision = sheet.figures.earnings_additional
    if total >= main + child_care + value:
        head = _additional_head(family, premiums, sheet)
        if head:
            item = "additional earnings disregard"
            sheet.add("income", family.relevant.id, item, -value, provision + head)


def _main_disregard(family: Family, earned: Earned, premiums: Premiums, sheet: Sheet) -> Fraction:
    """The one that applies, in the order of Schedule 2; what was in fact disregarded.

    Paragraphs 3, 5 and 6 look at premiums under Schedule 1 alone. A couple has one allowance: a
    partner uses only what the relevant person's earnings leave of it.
    """
    adults = [p.id for p in family.adults]
    if family.lone_parent:
        return _use(sheet.figures.earnings_lone_parent, adults, earned, sheet)
    if premiums.under_sch1 and (premiums.disability_condition or premiums.severe):
        return _use(sheet.figures.earnings_disability, adults, earned, sheet)
    if premiums.under_sch1 and premiums.carers:
        return _carers_disregard(family, earned, premiums, sheet)
    if family.couple:
        return _use(sheet.figures.earnings_couple, adults, earned, sheet)
    return _use(sheet.figures.earnings_single, adults, earned, sheet)


def _carers_disregard(family: Family, earned: Earned, premiums: Premiums, sheet: Sheet) -> Fraction:
    """The carers' earnings first; of an ordinary earner's, up to ten of what is left (para 6)."""
    carers = [p.id for p in family.adults if p.id in premiums.carers]
    used = _use(sheet.figures.earnings_carer, carers, earned, sheet)
    spare = sheet.figures.earnings_carer.value - used
    limit, provision = sheet.figures.earnings_carers_partner
    others = [p.id for p in family.adults if p.id not in premiums.carers]
    return used + _use(Figure(min(limit, spare), provision), others, earned, sheet)


def _use(figure: Figure, people: Iterable[str], earned: Earned, sheet: Sheet) -> Fraction:
    """Disregard up to the figure of these people's earnings, in order."""
    limit, provision = figure
    left = limit
    for who in people:
        amount = min(left, earned[who])
        if amount:
            item = f"earnings disregard of {exact_text(limit)}"
            sheet.add("income", who, item, -amount, provision)
            left -= amount
    return limit - left


def _additional_head(family: Family, premiums: Premiums, sheet: Sheet) -> str:
    """The head of Sch 2 para 18(2) that is met, or an empty string.

    Head (c) looks at a family premium under Schedule 1. Head (e) is met by the disability premium,
    or by a member of a couple who meets its conditions.
    """
    if any("wtc_30_hour_element" in p.receives for p in family.adults):
        return "(2)(a)"
    if any(_full_time(p, sheet) for p in family.adults):
        return "(2)(b)"
    if any(in_remunerative_work(p, sheet) for p in family.adults):
        if family.couple and premiums.family and premiums.under_sch1:
            return "(2)(c)"
        if family.lone_parent:
            return "(2)(d)"
        if premiums.disability_condition:
            return "(2)(e)"
    if any("wtc_50_plus_element" in p.receives for p in family.adults):
        return "(2)(f)"
    return ""


def in_remunerative_work(person: Person, sheet: Sheet) -> bool:
    """Sixteen hours a week or more (reg 7(1))."""
    return person.hours_worked >= sheet.figures.remunerative_work_hours.value


def _full_time(person: Person, sheet: Sheet) -> bool:
    """Twenty-five or over and working thirty hours a week or more (Sch 2 para 18(2)(b))."""
    old_enough = sheet.roll.ages[person.id] >= sheet.figures.additional_full_time_age.value
    return old_enough and person.hours_worked >= sheet.figures.additional_full_time_hours.value
