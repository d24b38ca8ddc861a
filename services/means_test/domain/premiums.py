"""The premiums of a relevant person (Schedule 1 Parts III and IV, Schedule 1A Parts 3 and 4).

Pounds a week. Of the pensioner, higher pensioner and disability premiums only the highest is given
(Sch 1 para 5); the others are added to it (Sch 1 para 6, Sch 1A para 6).
"""

from typing import NamedTuple

from services.means_test.domain.facts import Person
from services.means_test.domain.figures import Figure
from services.means_test.domain.people import Family
from services.means_test.domain.working import Sheet

PENSIONER_AGE = 60
"""Years: the end of the disability premium and the start of the pensioner premiums."""


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


def premiums(family: Family, sheet: Sheet, *, pensioner: bool) -> Premiums:
    """Every premium that applies, put down; and what the later rules need to know of them."""
    highest = False if pensioner else _highest_of_group(family, sheet)
    severe = _severe_disability(family, sheet, pensioner=pensioner)
    if not pensioner and not highest:
        _enhanced_adult(family, sheet)
    for child in family.children:
        _enhanced_child(child, sheet, pensioner=pensioner)
        _disabled_child(child, sheet, pensioner=pensioner)
    carers = _carers(family, sheet, pensioner=pensioner)
    return Premiums(
        family=bool(family.children),
        disability_condition=disability_condition(family, sheet),
        severe=severe,
        carers=carers,
        under_sch1=not pensioner,
    )


def additional_condition(person: Person, sheet: Sheet) -> bool:
    """In receipt of a listed benefit, or severely sight-impaired (Sch 1 para 12(1)(a))."""
    return person.severely_sight_impaired or person.receives_any(sheet.figures.additional_condition)


def disability_condition(family: Family, sheet: Sheet) -> bool:
    """One of the adults is under sixty and meets the additional condition (Sch 1 para 11)."""
    return any(
        sheet.roll.ages[p.id] < PENSIONER_AGE and additional_condition(p, sheet)
        for p in family.adults
    )


def _highest_of_group(family: Family, sheet: Sheet) -> bool:
    """A pensioner, higher pensioner or disability premium (Sch 1 paras 5, 8 to 11).

    Under Schedule 1 nobody is 75, so the rows from that age cannot arise, and a pensioner premium
    is always the highest. True where it is one of the pensioner premiums.
    """
    who, couple = family.relevant.id, bool(family.partners)
    if any(sheet.roll.ages[p.id] >= PENSIONER_AGE for p in family.adults):
        if any(additional_condition(p, sheet) for p in family.adults):
            figure = (
                sheet.figures.sch1_higher_pensioner_couple
                if couple
                else sheet.figures.sch1_higher_pensioner_single
            )
            sheet.add("applicable_amount", who, "higher pensioner premium", *figure)
        else:
            figure = (
                sheet.figures.sch1_pensioner_couple
                if couple
                else sheet.figures.sch1_pensioner_single
            )
            sheet.add("applicable_amount", who, "pensioner premium", *figure)
        return True
    if disability_condition(family, sheet):
        figure = (
            sheet.figures.sch1_disability_couple if couple else sheet.figures.sch1_disability_single
        )
        sheet.add("applicable_amount", who, "disability premium", *figure)
    return False


def _severe_disability(family: Family, sheet: Sheet, *, pensioner: bool) -> bool:
    """The severe disability premium (Sch 1 para 13, Sch 1A para 7).

    Every adult is in receipt, no adult non-dependant is counted, and nobody is paid carer's
    allowance for all of them. A partner who is not in receipt but severely sight-impaired is
    treated as no partner.
    """
    adults = [
        p
        for p in family.adults
        if p is family.relevant or _severely_disabled(p, sheet) or not p.severely_sight_impaired
    ]
    if not all(_severely_disabled(p, sheet) for p in adults):
        return False
    if any(_counts_as_non_dependant(p, sheet) for p in sheet.roll.non_dependants()):
        return False
    cared_for = sum(p.carers_allowance_paid_for_them for p in adults)
    if cared_for == len(adults):
        return False
    figure = _severe_figure(
        sheet, single=len(adults) == 1, cared_for=cared_for > 0, pensioner=pensioner
    )
    sheet.add("applicable_amount", family.relevant.id, "severe disability premium", *figure)
    return True


def _severe_figure(sheet: Sheet, *, single: bool, cared_for: bool, pensioner: bool) -> Figure:
    if single:
        return sheet.figures.sch1a_severe_single if pensioner else sheet.figures.sch1_severe_single
    if cared_for:
        return (
            sheet.figures.sch1a_severe_couple_lower
            if pensioner
            else sheet.figures.sch1_severe_couple_lower
        )
    return (
        sheet.figures.sch1a_severe_couple_higher
        if pensioner
        else sheet.figures.sch1_severe_couple_higher
    )


def _severely_disabled(person: Person, sheet: Sheet) -> bool:
    """In receipt of a care benefit at a rate that counts (Sch 1 para 13(2)(a)(i))."""
    return person.receives_any(sheet.figures.severe_disability)


def _counts_as_non_dependant(person: Person, sheet: Sheet) -> bool:
    """Not one who is in receipt of such a benefit or severely sight-impaired (para 13(5))."""
    return not (person.severely_sight_impaired or _severely_disabled(person, sheet))


def _enhanced_adult(family: Family, sheet: Sheet) -> None:
    """Once, for an adult under sixty; never beside a pensioner premium (paras 6(2), 13A)."""
    for person in family.adults:
        if sheet.roll.ages[person.id] < PENSIONER_AGE and person.receives_any(
            sheet.figures.enhanced_disability
        ):
            single = not family.partners
            figure = (
                sheet.figures.sch1_enhanced_single if single else sheet.figures.sch1_enhanced_couple
            )
            sheet.add("applicable_amount", person.id, "enhanced disability premium", *figure)
            return


def _enhanced_child(child: Person, sheet: Sheet, *, pensioner: bool) -> None:
    """For each child or young person who meets it (Sch 1 para 13A, Sch 1A para 8)."""
    if child.receives_any(sheet.figures.enhanced_disability):
        figure = (
            sheet.figures.sch1a_enhanced_child if pensioner else sheet.figures.sch1_enhanced_child
        )
        sheet.add("applicable_amount", child.id, "enhanced disability premium, child", *figure)


def _disabled_child(child: Person, sheet: Sheet, *, pensioner: bool) -> None:
    """For each child who meets it (Sch 1 para 14, Sch 1A para 9).

    The limit on the child's own capital is Schedule 1's alone, and not for a child who is severely
    sight-impaired.
    """
    limit = sheet.figures.sch1_disabled_child_capital.value
    has_too_much = not pensioner and child.capital is not None and child.capital > limit
    in_receipt = child.receives_any(sheet.figures.disabled_child) and not has_too_much
    if in_receipt or child.severely_sight_impaired:
        figure = (
            sheet.figures.sch1a_disabled_child if pensioner else sheet.figures.sch1_disabled_child
        )
        sheet.add("applicable_amount", child.id, "disabled child premium", *figure)


def _carers(family: Family, sheet: Sheet, *, pensioner: bool) -> frozenset[str]:
    """For each adult with carer's allowance (Sch 1 para 15, Sch 1A para 10)."""
    figure = sheet.figures.sch1a_carer if pensioner else sheet.figures.sch1_carer
    carers = [p.id for p in family.adults if p.has_carers_allowance]
    for who in carers:
        sheet.add("applicable_amount", who, "carer premium", *figure)
    return frozenset(carers)
