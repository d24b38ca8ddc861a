"""What is stated of people and does not count: said at the end of the working, with why.

A line of income or of capital says so where it stands. The needs and means of who is passported do
not count at all, which the passport says.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from services.means_test.domain.child_care import cared_for, disability_payments
from services.means_test.domain.facts import Person
from services.means_test.domain.figures import Figures
from services.means_test.domain.people import ADULT, BENEFITS_OF_ADULTS, Family
from services.means_test.domain.premiums import disabled_child_payments
from services.means_test.domain.working import Sheet

NOT_OF_A_FAMILY = "regs 16, 17"
OF_A_CHILD = "reg 17(4)"
TAX_CREDITS = "reg 10(3)(c)"
ONE_OF_A_COUPLE = "reg 5(2)"
NO_PASSPORT = "reg 10(3)"
IN_HOSPITAL = "Sch 1 para 12(1)(a)(iii)"
CAPITAL_LIMIT = "Sch 1 para 14(1)(a)"
CHILD_CARE = "reg 18(1A)"

_OF_ADULTS = (
    "tax_credit_income",
    "carers_allowance_paid_for_them",
    "hours_worked",
    "entitled_to_carers_allowance",
    "incapacitated",
    "in_hospital",
    "in_prison",
)
"""Asked of a relevant person and of partners alone."""
_OF_CHILDREN = ("capital", "qualifying_young_person")
_OF_RESIDENTS = ("severely_sight_impaired", "joint")
"""Asked of whoever of eighteen or over lives there and is not taken out by kind (reg 6)."""
_SUMS = ("tax_credit_income", "capital")


class Uncounted(NamedTuple):
    """Why some facts of a person do not count, which they are, and under which provision."""

    why: str
    facts: Iterable[str]
    provision: str


def say_what_does_not_count(
    assessed: Collection[Family], passported: Collection[Family], sheet: Sheet
) -> None:
    """Remark the facts of people that were stated and that no rule of this test asks for."""
    adults = {p.id: f for f in assessed for p in f.adults}
    children = {p.id for f in assessed for p in f.children}
    covered = {p.id for f in passported for p in (*f.adults, *f.children)}
    treated_as_children = _treated_as_children(assessed, sheet)
    for person in sheet.household.people:
        if person.id in covered:
            continue
        if person.id in adults:
            found = _of_adult(person, adults[person.id], sheet.figures)
        elif person.id in children:
            found = _of_child(person, sheet)
        elif person.id in treated_as_children:
            found = _of_one_treated_as_a_child(person, sheet.figures)
        else:
            found = _of_another(person, sheet)
        for why, facts, provision in found:
            if names := ", ".join(fact.replace("_", " ") for fact in facts):
                sheet.note("remarks", person.id, f"not counted, {why}: {names}", provision)
    parents = {*adults, *covered} if sheet.readings.treated_as_children else set()
    _say_whose_care_does_not_count(children | covered, parents, sheet)


def _say_whose_care_does_not_count(
    children: Collection[str], parents: Collection[str], sheet: Sheet
) -> None:
    """A charge for one who is theirs has its line in the income, or the passport speaks of it."""
    for charge in sheet.household.child_care:
        child = sheet.roll.by_id[charge.child]
        if child.id not in children and child.of not in parents:
            item = "child care: not of a child of the family"
            sheet.note("remarks", child.id, item, CHILD_CARE)


def _treated_as_children(assessed: Collection[Family], sheet: Sheet) -> frozenset[str]:
    """Whose care is deducted: where they are no child of the family, they are treated as one."""
    if not sheet.readings.treated_as_children:
        return frozenset()
    return frozenset().union(*(cared_for(family, sheet) for family in assessed))


def _of_adult(person: Person, family: Family, figures: Figures) -> Iterator[Uncounted]:
    """Nobody of an assessed family is passported: by none of these benefits."""
    tax_credits = figures.tax_credit_passports
    passports = {*figures.passports, *tax_credits}
    theirs = [b for b in person.receives if b in passports]
    if person is family.relevant:
        limit = figures.tax_credit_limit
        why = f"awarded on {limit.value} or more" if limit else "no passport yet"
        yield Uncounted(why, theirs, TAX_CREDITS)
    else:
        why = "a partner's passports who is chosen as the relevant person"
        yield Uncounted(why, theirs, ONE_OF_A_COUPLE)
    others = (b for b in person.receives if b not in passports and b not in _asked(figures))
    yield Uncounted("it passports nobody", others, NO_PASSPORT)
    listed = {*figures.additional_condition_in_hospital, *figures.severe_in_hospital}
    yield _hospital(person, listed)
    if not any(p.receives_any(tax_credits) for p in family.adults):
        yield Uncounted("no tax credit", _stated(person, ("tax_credit_income",)), TAX_CREDITS)


def _asked(figures: Figures) -> frozenset[str]:
    """Benefits of an adult that a premium, an allowance or a disregard asks about."""
    return frozenset(
        {
            *figures.additional_condition,
            *figures.main_phase_esa,
            *figures.severe_disability,
            *figures.enhanced_disability,
            *("carers_allowance", "wtc_30_hour_element", "wtc_50_plus_element"),
        }
    )


def _of_child(child: Person, sheet: Sheet) -> Iterator[Uncounted]:
    """Their disability counts, and with it their own capital; and what makes them no child.

    What makes only a young person a disabled child is asked of a younger one for child care.
    """
    figures = sheet.figures
    asked = {
        *figures.disabled_child,
        *figures.disabled_young_person,
        *figures.enhanced_disability,
        *figures.child_care_disabled,
        *BENEFITS_OF_ADULTS,
    }
    benefits = (b for b in child.receives if b not in asked)
    yield Uncounted("of a child", (*_stated(child, _OF_ADULTS), *benefits), OF_A_CHILD)
    yield _hospital(child, {*figures.child_in_hospital, *figures.young_person_in_hospital})
    paid, _ = disabled_child_payments(child, sheet)
    disabled = child.receives_any(paid) or child.suspended_in_hospital
    if child.severely_sight_impaired or not disabled:
        why = "it only limits the premium for a disabled child"
        yield Uncounted(why, _stated(child, ("capital",)), CAPITAL_LIMIT)


def _of_one_treated_as_a_child(person: Person, figures: Figures) -> Iterator[Uncounted]:
    """Their disability says to which age care is deducted (reg 19(8)(b)), and nothing else."""
    dla, pip, afip = disability_payments(figures)
    facts = (
        *_stated(person, (*_OF_ADULTS, *_OF_CHILDREN, "joint")),
        *(b for b in person.receives if b not in {*dla, *pip, *afip}),
        *(b for b in person.suspended_in_hospital if b not in {*dla, *pip}),
    )
    yield Uncounted("not of a family that is assessed", facts, NOT_OF_A_FAMILY)


def _of_another(person: Person, sheet: Sheet) -> Iterator[Uncounted]:
    """Of whoever else lives there it is asked alone whether they are a non-dependant."""
    resident = sheet.roll.ages[person.id] >= ADULT and person.role != "other"
    asked = sheet.figures.severe_disability if resident else {}
    facts = (
        *_stated(person, (*_OF_ADULTS, *_OF_CHILDREN)),
        *(() if resident else _stated(person, _OF_RESIDENTS)),
        *(b for b in person.receives if b not in asked),
        *person.suspended_in_hospital,
    )
    yield Uncounted("not of a family that is assessed", facts, NOT_OF_A_FAMILY)


def _hospital(person: Person, listed: Collection[str]) -> Uncounted:
    unlisted = (b for b in person.suspended_in_hospital if b not in listed)
    return Uncounted("no condition speaks of it in hospital", unlisted, IN_HOSPITAL)


def _stated(person: Person, facts: Iterable[str]) -> tuple[str, ...]:
    """Those of the facts that say something: a sum of nil does, a no or no hours do not."""
    values = {fact: getattr(person, fact) for fact in facts}
    return tuple(f for f, v in values.items() if v or (v is not None and f in _SUMS))
