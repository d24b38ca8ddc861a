"""The personal allowances and the family premium of a relevant person (regs 14, 15).

Schedule 1 below the qualifying age for state pension credit, Schedule 1A where the relevant person
or a partner has reached it. Pounds a week.
"""

from services.means_test.domain.amounts import NIL
from services.means_test.domain.facts import Person
from services.means_test.domain.figures import Figure, Schedule, Schedule1, Schedule1A
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

AFTER_NINETEEN = "para 2(b) of Sch 1 or 1A"
OTHER_SPOUSES = "reg 15(b)"


def schedule_of(family: Family, sheet: Sheet) -> Schedule1 | Schedule1A:
    """Schedule 1A where an adult has reached the qualifying age, else Schedule 1 (reg 14)."""
    figures = sheet.figures
    if any(figures.pension_age_reached(p.date_of_birth, sheet.roll.on) for p in family.adults):
        return figures.sch1a
    return figures.sch1


def personal_allowance(family: Family, schedule: Schedule1 | Schedule1A, sheet: Sheet) -> None:
    """The amount for the relevant person and any partners (para 1 of either Schedule)."""
    oldest = max(sheet.roll.ages[p.id] for p in family.adults)
    if isinstance(schedule, Schedule1):
        item, figure = _sch1(family, oldest, schedule, sheet)
        other_spouse = Figure(schedule.couple.value - schedule.single.value, OTHER_SPOUSES)
    else:
        item, figure = _sch1a(family, oldest, schedule)
        older = oldest >= PENSIONER_RATE_AGE
        other_spouse = schedule.spouse if older else schedule.spouse_under_65
    sheet.add("applicable_amount", family.relevant.id, f"personal allowance, {item}", *figure)
    for spouse in family.partners[1:]:
        sheet.add("applicable_amount", spouse.id, "each other spouse", *other_spouse)


def _sch1(family: Family, oldest: int, sch1: Schedule1, sheet: Sheet) -> tuple[str, Figure]:
    """Schedule 1 para 1. Main phase employment and support allowance is a row for the single."""
    if family.couple:
        if oldest < ADULT:
            return "couple both under 18", sch1.couple_under_18
        return "couple", sch1.couple
    if family.lone_parent:
        if oldest < ADULT:
            return "lone parent under 18", sch1.lone_parent_under_18
        return "lone parent", sch1.lone_parent
    main_phase = sch1.single_main_phase_esa
    if main_phase and family.relevant.receives_any(sheet.figures.main_phase_esa):
        return "single, main phase employment and support allowance", main_phase
    if oldest < FULL_ALLOWANCE_AGE:
        return "single under 25", sch1.single_under_25
    return "single", sch1.single


def _sch1a(family: Family, oldest: int, sch1a: Schedule1A) -> tuple[str, Figure]:
    """Schedule 1A para 1. It has no row for a lone parent: the single person's is used."""
    older = oldest >= PENSIONER_RATE_AGE
    ages = "65 or over" if older else "under 65"
    if not family.couple:
        return f"single {ages}", sch1a.single if older else sch1a.single_under_65
    if family.partners[1:]:
        figure = sch1a.polygamous if older else sch1a.polygamous_under_65
        return f"two spouses, oldest of the marriage {ages}", figure
    return f"couple, older {ages}", sch1a.couple if older else sch1a.couple_under_65


def children_and_family_premium(family: Family, schedule: Schedule, sheet: Sheet) -> None:
    """An amount for each child or young person, and the family premium (paras 2, 3)."""
    for child in family.children:
        _child(child, schedule, sheet)
    if not family.children:
        return
    who = family.relevant.id
    sheet.add("applicable_amount", who, "family premium", *schedule.family_premium)
    if any(under_one(c.date_of_birth, sheet.roll.on) for c in family.children):
        sheet.add("applicable_amount", who, "with a child under one", *schedule.baby_addition)


def _child(child: Person, schedule: Schedule, sheet: Sheet) -> None:
    """To the first Monday in September after sixteen, then to nineteen; nothing after."""
    if sheet.roll.ages[child.id] >= CHILD_ALLOWANCE_UNDER:
        sheet.add("applicable_amount", child.id, "aged nineteen: no amount", NIL, AFTER_NINETEEN)
    elif sheet.roll.on < first_monday_in_september_after(CHILD_UNDER, child.date_of_birth):
        sheet.add("applicable_amount", child.id, "child", *schedule.child)
    else:
        sheet.add("applicable_amount", child.id, "young person", *schedule.young_person)
