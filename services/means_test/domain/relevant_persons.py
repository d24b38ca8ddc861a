"""Whose means are tested (reg 5): disabled occupants and their partners, one of each couple."""

from services.means_test.domain.facts import Person
from services.means_test.domain.people import Family, chosen
from services.means_test.domain.policy import ExemptBelowAge
from services.means_test.domain.working import Sheet

CHILD_OR_YOUNG_PERSON = "reg 5(1)"
DISABLED_OCCUPANT = "reg 5(1)(a)"
PARTNER = "reg 5(1)(b)"
ONE_OF_A_COUPLE = "reg 5(2)"


def relevant_families(
    exempt_below: ExemptBelowAge | None, sheet: Sheet
) -> tuple[tuple[Family, ...], ExemptBelowAge | None]:
    """The family of every relevant person, and the local exemption if it took anyone out."""
    families: list[Family] = []
    used = None
    for marriage in sheet.roll.marriages_of_occupants():
        if _locally_exempt(marriage, exempt_below, sheet):
            used = exempt_below
        elif _is_tested(marriage, sheet):
            families.append(sheet.roll.family_of(_the_one(marriage, sheet)))
    return tuple(families), used


def _locally_exempt(
    marriage: tuple[Person, ...], below: ExemptBelowAge | None, sheet: Sheet
) -> bool:
    """Whether local policy takes a tested disabled occupant, with any partner, out by age."""
    if below is None or any(p.id in sheet.roll.minors for p in marriage):
        return False
    for person in marriage:
        if person.role == "disabled_occupant" and sheet.roll.ages[person.id] < below.age:
            sheet.note(
                "relevant_persons",
                person.id,
                f"not a relevant person: under {below.age}",
                below.clause,
            )
            return True
    return False


def _is_tested(marriage: tuple[Person, ...], sheet: Sheet) -> bool:
    """No child, young person or partner of a young person is a relevant person (reg 5(1))."""
    for person in marriage:
        if person.id in sheet.roll.minors:
            kind = "child" if sheet.roll.is_child(person) else "young person"
            partner = " (nor is a partner)" if len(marriage) > 1 else ""
            sheet.note(
                "relevant_persons",
                person.id,
                f"not a relevant person: a {kind}{partner}",
                CHILD_OR_YOUNG_PERSON,
            )
            return False
    return True


def _the_one(marriage: tuple[Person, ...], sheet: Sheet) -> Person:
    """One member only of a couple or polygamous marriage is the relevant person (reg 5(2))."""
    person = chosen(marriage)
    is_occupant = person.role == "disabled_occupant"
    sheet.note(
        "relevant_persons",
        person.id,
        "relevant person: " + ("disabled occupant" if is_occupant else "partner"),
        DISABLED_OCCUPANT if is_occupant else PARTNER,
    )
    for other in marriage:
        if other is not person:
            sheet.note(
                "relevant_persons",
                other.id,
                "partner of the relevant person, whose means count with theirs",
                ONE_OF_A_COUPLE,
            )
    return person
