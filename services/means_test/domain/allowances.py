"""The weekly applicable amount of a relevant person who is not passported (regs 14, 15).

Schedule 1 below the qualifying age for state pension credit, Schedule 1A where the relevant person
or a partner has reached it. Pounds a week.
"""

from services.means_test.domain.amounts import NIL
from services.means_test.domain.facts import Person
from services.means_test.domain.figures import Figure
from services.means_test.domain.people import (
    ADULT,
    CHILD_UNDER,
    Family,
    first_monday_in_september_after,
    under_one,
)
from services.means_test.domain.working import Sheet

FULL_ALLOWANCE_AGE = 25
PENSIONER_RATE_AGE = 65
CHILD_ALLOWANCE_UNDER = 19
AFTER_NINETEEN = "Sch 1 para 2(b); Sch 1A para 2(b)"
OTHER_SPOUSES = "reg 15(b)"


def pension_age_reached(family: Family, sheet: Sheet) -> bool:
    """Which Schedule: whether one of the adults has reached the qualifying age (reg 14)."""
    return any(
        sheet.figures.pension_age_reached(p.date_of_birth, sheet.roll.on) for p in family.adults
    )


def personal_allowance(family: Family, sheet: Sheet, *, pensioner: bool) -> None:
    """The amount for the relevant person and any partners (para 1 of either Schedule)."""
    who = family.relevant.id
    item, figure = (_sch1a if pensioner else _sch1)(family, sheet)
    sheet.add("applicable_amount", who, f"personal allowance, {item}", *figure)
    more = family.partners[1:]
    if more:
        value, provision = _other_spouse(family, sheet, pensioner=pensioner)
        for spouse in more:
            sheet.add("applicable_amount", spouse.id, "each other spouse", value, provision)


def _sch1(family: Family, sheet: Sheet) -> tuple[str, Figure]:
    """Schedule 1 para 1. Main phase employment and support allowance is a row for the single."""
    oldest = max(sheet.roll.ages[p.id] for p in family.adults)
    if family.partners:
        if oldest < ADULT:
            return "couple both under 18", sheet.figures.sch1_couple_under_18
        return "couple", sheet.figures.sch1_couple
    if family.children:
        if oldest < ADULT:
            return "lone parent under 18", sheet.figures.sch1_lone_parent_under_18
        return "lone parent", sheet.figures.sch1_lone_parent
    main_phase = sheet.figures.sch1_single_main_phase_esa
    if main_phase is not None and family.relevant.receives_any(sheet.figures.main_phase_esa):
        return "single, main phase employment and support allowance", main_phase
    if oldest < FULL_ALLOWANCE_AGE:
        return "single under 25", sheet.figures.sch1_single_under_25
    return "single", sheet.figures.sch1_single


def _sch1a(family: Family, sheet: Sheet) -> tuple[str, Figure]:
    """Schedule 1A para 1. It has no row for a lone parent: the single person's is used."""
    one_is_65 = any(sheet.roll.ages[p.id] >= PENSIONER_RATE_AGE for p in family.adults)
    if len(family.partners) > 1:
        if one_is_65:
            return "two spouses, one of the marriage 65 or over", sheet.figures.sch1a_polygamous
        return "two spouses, none of the marriage 65", sheet.figures.sch1a_polygamous_under_65
    if family.partners:
        if one_is_65:
            return "couple, one or both 65 or over", sheet.figures.sch1a_couple
        return "couple both under 65", sheet.figures.sch1a_couple_under_65
    if one_is_65:
        return "single 65 or over", sheet.figures.sch1a_single
    return "single under 65", sheet.figures.sch1a_single_under_65


def _other_spouse(family: Family, sheet: Sheet, *, pensioner: bool) -> Figure:
    """For each spouse after the first: the couple's rate less the single one, or the table's."""
    if not pensioner:
        return Figure(
            sheet.figures.sch1_couple.value - sheet.figures.sch1_single.value, OTHER_SPOUSES
        )
    if any(sheet.roll.ages[p.id] >= PENSIONER_RATE_AGE for p in family.adults):
        return sheet.figures.sch1a_spouse
    return sheet.figures.sch1a_spouse_under_65


def children_and_family_premium(family: Family, sheet: Sheet, *, pensioner: bool) -> None:
    """An amount for each child or young person, and the family premium (paras 2, 3)."""
    for child in family.children:
        _child(child, sheet, pensioner=pensioner)
    if not family.children:
        return
    premium = sheet.figures.sch1a_family_premium if pensioner else sheet.figures.sch1_family_premium
    sheet.add("applicable_amount", family.relevant.id, "family premium", *premium)
    if any(under_one(c.date_of_birth, sheet.roll.on) for c in family.children):
        baby = sheet.figures.sch1a_baby_addition if pensioner else sheet.figures.sch1_baby_addition
        sheet.add("applicable_amount", family.relevant.id, "with a child under one", *baby)


def _child(child: Person, sheet: Sheet, *, pensioner: bool) -> None:
    """To the first Monday in September after sixteen, then to nineteen; nothing after."""
    if sheet.roll.ages[child.id] >= CHILD_ALLOWANCE_UNDER:
        sheet.add("applicable_amount", child.id, "aged nineteen: no amount", NIL, AFTER_NINETEEN)
    elif sheet.roll.on < first_monday_in_september_after(CHILD_UNDER, child.date_of_birth):
        figure = sheet.figures.sch1a_child if pensioner else sheet.figures.sch1_child
        sheet.add("applicable_amount", child.id, "child", *figure)
    else:
        figure = sheet.figures.sch1a_young_person if pensioner else sheet.figures.sch1_young_person
        sheet.add("applicable_amount", child.id, "young person", *figure)
