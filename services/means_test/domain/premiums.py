"""The premiums of a relevant person (Schedule 1 Parts III and IV, Schedule 1A Parts 3 and 4).

Pounds a week. Of the pensioner, higher pensioner and disability premiums only the highest is given
(Sch 1 para 5); the others are added to it (Sch 1 para 6, Sch 1A para 6).
"""

from collections.abc import Sequence
from typing import NamedTuple

from services.means_test.domain.facts import Person
from services.means_test.domain.figures import Figure, Provisions, Schedule, Schedule1
from services.means_test.domain.people import Family
from services.means_test.domain.working import Sheet

PENSIONER_AGE = 60
"""Years: the end of the disability premium and the start of the pensioner premiums."""

NON_DEPENDANT = "para 13(2) of Sch 1, 7(2) of Sch 1A: non-dependants"
CARED_FOR = "para 13(2) of Sch 1, 7(2) of Sch 1A: carers"
NOT_WITH_PENSIONER = "Sch 1 para 6(2)"
ONLY_THE_HIGHEST = "Sch 1 para 5"


class Premiums(NamedTuple):
    """What the disregards of Schedules 2 and 3 ask about the applicable amount."""

    family: bool
    """A family premium, under either Schedule."""
    disability_condition: bool
    """The qualifying conditions of the disability premium are met (Sch 1 para 11)."""
    severe: bool
    carers: frozenset[str]
    """Ids of those for whom the carer premium is given."""
    under_sch1: bool
    """The applicable amount comes from Schedule 1."""


def premiums(family: Family, schedule: Schedule, sheet: Sheet) -> Premiums:
    """Every premium that applies, put down; and what the later rules need to know of them."""
    disabled = disability_condition(family, sheet)
    under_sch1 = isinstance(schedule, Schedule1)
    severe = _severe_disability(family, schedule, sheet)
    if isinstance(schedule, Schedule1):
        pensioner = _pensioner_or_disability(family, schedule, sheet, disabled=disabled)
        _enhanced_adult(family, schedule, sheet, pensioner=pensioner)
    for child in family.children:
        _enhanced_child(child, schedule, sheet)
        _disabled_child(child, schedule, sheet)
    carers = _carers(family, schedule, sheet)
    return Premiums(bool(family.children), disabled, severe, carers, under_sch1)


def additional_condition(person: Person, sheet: Sheet) -> bool:
    """In receipt of a listed benefit, or but for a hospital stay, or severely sight-impaired.

    Sch 1 para 12(1)(a).
    """
    return (
        person.severely_sight_impaired
        or person.receives_any(sheet.figures.additional_condition)
        or person.suspended_any(sheet.figures.additional_condition_in_hospital)
    )


def disability_condition(family: Family, sheet: Sheet) -> bool:
    """One of the adults is under sixty and meets the additional condition (Sch 1 para 11)."""
    ages = sheet.roll.ages
    return any(ages[p.id] < PENSIONER_AGE and additional_condition(p, sheet) for p in family.adults)


def _pensioner_or_disability(
    family: Family, sch1: Schedule1, sheet: Sheet, *, disabled: bool
) -> bool:
    """The highest of the group that applies (Sch 1 paras 5, 8 to 11); whether a pensioner's.

    Nobody of 75 is under Schedule 1, so the rows from that age cannot arise, and a pensioner
    premium is always higher than the disability premium.
    """
    who = family.relevant.id
    if any(sheet.roll.ages[p.id] >= PENSIONER_AGE for p in family.adults):
        if disabled:
            item = "disability premium not added to a pensioner premium"
            sheet.note("applicable_amount", who, item, ONLY_THE_HIGHEST)
        _pensioner(family, sch1, sheet)
        return True
    if disabled:
        figure = sch1.disability_couple if family.couple else sch1.disability_single
        sheet.add("applicable_amount", who, "disability premium", *figure)
    return False


def _pensioner(family: Family, sch1: Schedule1, sheet: Sheet) -> None:
    """The higher one where an adult meets the additional condition (Sch 1 paras 8, 10)."""
    if any(additional_condition(p, sheet) for p in family.adults):
        figure = sch1.higher_pensioner_couple if family.couple else sch1.higher_pensioner_single
        item = "higher pensioner premium"
    else:
        figure = sch1.pensioner_couple if family.couple else sch1.pensioner_single
        item = "pensioner premium"
    sheet.add("applicable_amount", family.relevant.id, item, *figure)


def _severe_disability(family: Family, schedule: Schedule, sheet: Sheet) -> bool:
    """The severe disability premium (Sch 1 para 13, Sch 1A para 7).

    Every adult is in receipt, no adult non-dependant is counted, and nobody is paid carer's
    allowance for all of them. A partner who is not in receipt but severely sight-impaired is
    treated as no partner.
    """
    who = family.relevant.id
    as_if_paid = _as_if_paid(family, schedule, sheet)
    adults = [
        p
        for p in family.adults
        if p.id == who
        or p.id in as_if_paid
        or _severely_disabled(p, sheet)
        or not p.severely_sight_impaired
    ]
    if len(adults) == 1:
        as_if_paid = frozenset()
    if not all(p.id in as_if_paid or _severely_disabled(p, sheet) for p in adults):
        return False
    why_not = _why_no_severe_disability(family, adults, sheet)
    if why_not is not None:
        sheet.note("applicable_amount", who, *why_not)
        return False
    figure = _severe_figure(adults, schedule, one_is_in_hospital=bool(as_if_paid))
    sheet.add("applicable_amount", who, "severe disability premium", *figure)
    return True


def _as_if_paid(family: Family, schedule: Schedule, sheet: Sheet) -> frozenset[str]:
    """Members of a couple who would be in receipt but for a hospital stay (Sch 1 para 13(4))."""
    if not (family.couple and isinstance(schedule, Schedule1)):
        return frozenset()
    listed = sheet.figures.severe_in_hospital
    return frozenset(
        p.id for p in family.adults if p.suspended_any(listed) and not _severely_disabled(p, sheet)
    )


def _why_no_severe_disability(
    family: Family, adults: Sequence[Person], sheet: Sheet
) -> tuple[str, str] | None:
    """What stands against it though all are in receipt, with the provision (para 13(2))."""
    if any(_counts_as_non_dependant(p, sheet) for p in _non_dependants(family, sheet)):
        return "no severe disability premium: an adult non-dependant", NON_DEPENDANT
    if all(p.carers_allowance_paid_for_them for p in adults):
        return "no severe disability premium: carer's allowance is paid", CARED_FOR
    return None


def _severe_figure(
    adults: Sequence[Person], schedule: Schedule, *, one_is_in_hospital: bool
) -> Figure:
    """The lower one of a couple where somebody cares for one, or one is in hospital (para 18(5))."""
    if len(adults) == 1:
        return schedule.severe_single
    if one_is_in_hospital or any(p.carers_allowance_paid_for_them for p in adults):
        return schedule.severe_couple_lower
    return schedule.severe_couple_higher


def _non_dependants(family: Family, sheet: Sheet) -> tuple[Person, ...]:
    """Of eighteen or over (reg 6)."""
    readings = sheet.readings
    if readings.by_regulation_6:
        return sheet.roll.non_dependants_of(family, partners_co_owner=readings.partners_co_owner)
    return sheet.roll.non_dependants_by_label()


def _severely_disabled(person: Person, sheet: Sheet) -> bool:
    """In receipt of a care benefit at a rate that counts (Sch 1 para 13(2)(a)(i))."""
    return person.receives_any(sheet.figures.severe_disability)


def _counts_as_non_dependant(person: Person, sheet: Sheet) -> bool:
    """Not one who is in receipt of such a benefit or severely sight-impaired (para 13(5))."""
    return not (person.severely_sight_impaired or _severely_disabled(person, sheet))


def _enhanced_adult(family: Family, sch1: Schedule1, sheet: Sheet, *, pensioner: bool) -> None:
    """Once, for an adult under sixty; never beside a pensioner premium (paras 6(2), 13A)."""
    ages = sheet.roll.ages
    for person in family.adults:
        if ages[person.id] < PENSIONER_AGE and _enhanced_condition(person, sheet):
            if pensioner:
                item = "enhanced disability premium not added to a pensioner premium"
                sheet.note("applicable_amount", person.id, item, NOT_WITH_PENSIONER)
            else:
                figure = sch1.enhanced_couple if family.couple else sch1.enhanced_single
                sheet.add("applicable_amount", person.id, "enhanced disability premium", *figure)
            return


def _enhanced_condition(person: Person, sheet: Sheet) -> bool:
    """The highest or enhanced rate for care is paid, or would be but for a hospital stay."""
    return person.receives_any(sheet.figures.enhanced_disability) or person.suspended_any(
        sheet.figures.enhanced_in_hospital
    )


def _enhanced_child(child: Person, schedule: Schedule, sheet: Sheet) -> None:
    """For each child or young person who meets it (Sch 1 para 13A, Sch 1A para 8)."""
    if _enhanced_condition(child, sheet):
        item = "enhanced disability premium, child"
        sheet.add("applicable_amount", child.id, item, *schedule.enhanced_child)


def _disabled_child(child: Person, schedule: Schedule, sheet: Sheet) -> None:
    """For each child who meets it (Sch 1 para 14, Sch 1A para 9).

    The limit on the child's own capital is Schedule 1's alone, and not for a child who is severely
    sight-impaired.
    """
    if not child.severely_sight_impaired:
        paid, in_hospital = disabled_child_payments(child, sheet)
        if not (child.receives_any(paid) or child.suspended_any(in_hospital)):
            return
        if isinstance(schedule, Schedule1) and child.capital is not None:
            limit, provision = schedule.disabled_child_capital
            if child.capital > limit:
                item = f"no disabled child premium: capital of their own above {limit}"
                sheet.note("applicable_amount", child.id, item, provision)
                return
    sheet.add("applicable_amount", child.id, "disabled child premium", *schedule.disabled_child)


def disabled_child_payments(child: Person, sheet: Sheet) -> tuple[Provisions, Provisions]:
    """What makes them a disabled child: in payment, and not only because of a hospital.

    Personal and armed forces independence payment make a young person one, and nobody younger
    (Sch 1 para 14(1)(d), (e), Sch 1A para 9(1)(d), (e)).
    """
    of = sheet.figures
    if sheet.readings.young_persons_payments and sheet.roll.is_child(child):
        return of.disabled_child, of.child_in_hospital
    paid = {**of.disabled_child, **of.disabled_young_person}
    return paid, {**of.child_in_hospital, **of.young_person_in_hospital}


def _carers(family: Family, schedule: Schedule, sheet: Sheet) -> frozenset[str]:
    """For each adult with carer's allowance (Sch 1 para 15, Sch 1A para 10)."""
    carers = [p.id for p in family.adults if p.has_carers_allowance]
    for who in carers:
        sheet.add("applicable_amount", who, "carer premium", *schedule.carer)
    return frozenset(carers)
