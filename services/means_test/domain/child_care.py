"""Child care charges deducted from income (regs 18(1), 18(1A), 19). Pounds a week."""

from fractions import Fraction
from typing import NamedTuple

from services.means_test.domain.amounts import NIL, a_week
from services.means_test.domain.earnings import in_remunerative_work
from services.means_test.domain.facts import ChildCare, Person
from services.means_test.domain.figures import Figure, Figures, Provisions
from services.means_test.domain.people import Family, first_monday_in_september_after
from services.means_test.domain.working import Sheet

LAST_BIRTHDAY = 15
LAST_BIRTHDAY_IF_DISABLED = 16
NOT_WORKING = "reg 19(1)"
TOO_OLD = "reg 19(5)"
CHARGES = "reg 18(1)"


class Charges(NamedTuple):
    """What is charged and may be deducted, before and after the maximum."""

    charged: Fraction
    children: int
    """With charges of their own: the higher maximum needs charges for two (reg 18(1A))."""

    def deductible(self, sheet: Sheet) -> Fraction:
        """The charges up to the maximum."""
        return min(self.charged, self.maximum(sheet).value)

    def maximum(self, sheet: Sheet) -> Figure:
        """For one child, or for two or more."""
        return sheet.figures.child_care_two if self.children > 1 else sheet.figures.child_care_one


def charges_of(family: Family, sheet: Sheet) -> Charges:
    """The charges for the family's children that may be deducted; the others put down as not."""
    children: set[str] = set()
    total = NIL
    for charge in _charges_for_theirs(family, sheet):
        why_not = _why_not(sheet.roll.by_id[charge.child], family, sheet)
        if why_not is not None:
            item, provision = why_not
            sheet.add("income", charge.child, f"child care: {item}", NIL, provision)
        elif charge.amount:
            total += a_week(Fraction(charge.amount), charge.every)
            children.add(charge.child)
    return Charges(total, len(children))


def cared_for(family: Family, sheet: Sheet) -> frozenset[str]:
    """Ids of those whose charges may be deducted.

    One of sixteen is treated as a child until the first Monday in September, so that their disability
    counts though they are of no family (reg 19(8)).
    """
    theirs = (sheet.roll.by_id[charge.child] for charge in _charges_for_theirs(family, sheet))
    return frozenset(c.id for c in theirs if _why_not(c, family, sheet) is None)


def _charges_for_theirs(family: Family, sheet: Sheet) -> list[ChildCare]:
    adults = {p.id for p in family.adults}
    return [c for c in sheet.household.child_care if sheet.roll.by_id[c.child].of in adults]


def _why_not(child: Person, family: Family, sheet: Sheet) -> tuple[str, str] | None:
    """Why charges for a child are not deducted, with the provision; None where they may be."""
    if sheet.readings.care_of_parents and not (family.couple or family.lone_parent):
        return "neither a lone parent nor a couple", NOT_WORKING
    if not _work_condition(family, sheet):
        return "parents not at work", NOT_WORKING
    if not _young_enough(child, sheet):
        return "child too old", TOO_OLD
    return None


def deduct(family: Family, charges: Charges, sheet: Sheet) -> None:
    """Put down the charges, and what is above the maximum."""
    if not charges.charged:
        return
    who = family.relevant.id
    sheet.add("income", who, "child care charges", -charges.charged, CHARGES)
    beyond = charges.charged - charges.deductible(sheet)
    if beyond:
        maximum, provision = charges.maximum(sheet)
        sheet.add("income", who, f"child care is deducted up to {maximum}", beyond, provision)


def to_nil_at_most(family: Family, sheet: Sheet) -> None:
    """Charges make nobody's income less than nil, nor another relevant person's less (reg 18(1))."""
    adults = {p.id for p in family.adults}
    counted = ("income", "tariff_income")
    left = sum((x.amount or NIL for x in sheet.lines if x.step in counted and x.of in adults), NIL)
    if sheet.readings.income_of_each and left < NIL:
        item = "child care charges above the income: nil"
        sheet.add("income", family.relevant.id, item, -left, CHARGES)


def _work_condition(family: Family, sheet: Sheet) -> bool:
    """A lone parent at work, a couple both at work, or one while the other cannot (reg 19(1))."""
    at_work = [in_remunerative_work(p, sheet) for p in family.adults]
    return any(at_work) and all(
        works or (family.couple and _cannot_care(p))
        for works, p in zip(at_work, family.adults, strict=True)
    )


def _cannot_care(person: Person) -> bool:
    """Incapacitated, in hospital or in prison (reg 19(1)(c))."""
    return person.incapacitated or person.in_hospital or person.in_prison


def _young_enough(child: Person, sheet: Sheet) -> bool:
    """To the first Monday in September after fifteen, or sixteen if disabled (reg 19(5))."""
    birthday = LAST_BIRTHDAY_IF_DISABLED if _disabled(child, sheet) else LAST_BIRTHDAY
    return sheet.roll.on < first_monday_in_september_after(birthday, child.date_of_birth)


def _disabled(child: Person, sheet: Sheet) -> bool:
    """Sight, or a payment for the disability, of which some may have stopped in hospital.

    Disability living allowance, personal and armed forces independence payment (reg 19(8)(b)).
    """
    dla, pip, afip = disability_payments(sheet.figures)
    if child.severely_sight_impaired or child.receives_any(dla):
        return True
    if sheet.readings.care_in_hospital and (child.suspended_any(dla) or child.receives_any(afip)):
        return True
    paid = child.receives_any(pip) or child.suspended_any(pip)
    return sheet.readings.pip_for_child_care and paid


def disability_payments(figures: Figures) -> tuple[Provisions, Provisions, Provisions]:
    """By which a child is disabled: the first two also where they stopped in hospital."""
    return figures.child_care_disabled, figures.child_care_pip, figures.child_care_afip
