"""Who the people are to each other on the day of the application: ages, couples, families."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from services.means_test.domain.facts import Income, Person

CHILD_UNDER = 16
YOUNG_PERSON_UNDER = 20
ADULT = 18

BENEFITS_OF_ADULTS = frozenset(
    {
        "income_support",
        "income_based_jsa",
        "income_related_esa",
        "contributory_esa_main_phase",
        "contributory_esa_support",
        "long_term_incapacity_benefit",
    }
)
"""In receipt of one, a person is not a young person (reg 2(1), SI 2009/1807 reg 3(1)(f))."""

INCOMES_OF_ADULTS = frozenset({"contributory_esa", "contributory_jsa", "incapacity_benefit"})
"""The same benefits, where the input shows them as income."""


def age_on(born: dt.date, on: dt.date) -> int:
    """Whole years. Somebody born on 29 February is a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def first_monday_in_september_after(birthday: int, born: dt.date) -> dt.date:
    """The first Monday of a September that follows the birthday (Sch 1 para 2(2))."""
    year = born.year + birthday
    monday = _first_monday(dt.date(year, 9, 1))
    if (born.month, born.day) < (monday.month, monday.day):
        return monday
    return _first_monday(dt.date(year + 1, 9, 1))


def under_one(born: dt.date, on: dt.date) -> bool:
    """Until the Monday on or after the first birthday (Sch 1 para 3(3), Sch 1A para 3(2))."""
    leap = (born.month, born.day) == (2, 29)
    birthday = dt.date(born.year + 1, 3, 1) if leap else born.replace(year=born.year + 1)
    return on < _first_monday(birthday)


def _first_monday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=-day.weekday() % 7)


def chosen(marriage: tuple[Person, ...]) -> Person:
    """The one of a couple that the officer chose, else the disabled occupant listed first."""
    willing = [p for p in marriage if p.relevant is not False]
    by_officer = [p for p in willing if p.relevant]
    occupants = [p for p in willing if p.role == "disabled_occupant"]
    return (by_officer or occupants or willing)[0]


@dataclass(frozen=True, slots=True)
class Family:
    """A relevant person with those whose needs and means are taken together (reg 2(1))."""

    adults: tuple[Person, ...]
    """The relevant person first, then any partners."""
    children: tuple[Person, ...]
    """Children and young persons in the household for whom they are responsible."""

    @property
    def relevant(self) -> Person:
        """Whose needs and means the family's are taken to be (reg 16)."""
        return self.adults[0]

    @property
    def partners(self) -> tuple[Person, ...]:
        """One in a couple, more in a polygamous marriage."""
        return self.adults[1:]

    @property
    def couple(self) -> bool:
        """Of two or more: what the Regulations say of a couple holds for such a marriage."""
        return len(self.adults) > 1

    @property
    def lone_parent(self) -> bool:
        """No partner, and responsible for a child or young person (reg 2(1))."""
        return bool(self.children) and not self.couple


class Roll:
    """The people by id, with their ages, marriages and standing as child or young person."""

    def __init__(self, on: dt.date, people: Iterable[Person], income: Iterable[Income]) -> None:
        self.on = on
        self.people = tuple(people)
        self.by_id = {p.id: p for p in self.people}
        self.ages = {p.id: age_on(p.date_of_birth, on) for p in self.people}
        with_adult_income = {i.of for i in income if i.kind in INCOMES_OF_ADULTS}
        self.minors = frozenset(
            p.id
            for p in self.people
            if self.is_child(p) or (p.id not in with_adult_income and self._may_be_young(p))
        )
        """Ids of the children and young persons."""
        self._marriages = self._all_marriages()

    def is_child(self, person: Person) -> bool:
        """Under sixteen (reg 2(1))."""
        return self.ages[person.id] < CHILD_UNDER

    def _may_be_young(self, person: Person) -> bool:
        """A qualifying young person not on an adult's benefit (reg 2(1))."""
        return person.qualifying_young_person and not BENEFITS_OF_ADULTS & set(person.receives)

    def marriage_of(self, person: Person) -> tuple[Person, ...]:
        """The couple or polygamous marriage that a person is in, in the order listed."""
        return self._marriages.get(person.id, (person,))

    def partner_named_by(self, person: Person) -> Person | None:
        """Whom a person's entry names as partner.

        A disabled occupant who is `of` another one is their child where young enough to be a
        dependant, else one of a couple of two.
        """
        if person.of is None or person.role not in {"partner", "disabled_occupant"}:
            return None
        named = self.by_id[person.of]
        if person.role == "partner":
            return named
        partner = self.ages[person.id] >= YOUNG_PERSON_UNDER and named.role == "disabled_occupant"
        return named if partner else None

    def _all_marriages(self) -> dict[str, tuple[Person, ...]]:
        marriages: dict[str, set[str]] = {}
        for person in self.people:
            named = self.partner_named_by(person)
            if named is not None:
                members = marriages.get(person.id, {person.id}) | marriages.get(
                    named.id, {named.id}
                )
                marriages.update(dict.fromkeys(members, members))
        return {
            id_: tuple(p for p in self.people if p.id in members)
            for id_, members in marriages.items()
        }

    def marriages_of_occupants(self) -> list[tuple[Person, ...]]:
        """Each disabled occupant with any partners, each couple once, in the order listed."""
        seen: dict[tuple[str, ...], tuple[Person, ...]] = {}
        for person in self.people:
            if person.role == "disabled_occupant":
                marriage = self.marriage_of(person)
                seen.setdefault(tuple(p.id for p in marriage), marriage)
        return list(seen.values())

    def family_of(self, relevant: Person) -> Family:
        """The relevant person, the partners, and the minors who are theirs."""
        marriage = self.marriage_of(relevant)
        ids = {p.id for p in marriage}
        partners = tuple(p for p in marriage if p is not relevant)
        children = tuple(p for p in self.people if p.of in ids and p.id in self.minors)
        return Family((relevant, *partners), children)

    def non_dependants_of(self, family: Family, *, partners_co_owner: bool) -> tuple[Person, ...]:
        """Those of eighteen or over who reside with the relevant person and are not taken out.

        Reg 6(1), (2). Another disabled occupant is one, and so are a partner and an adult
        dependant of theirs; and the relevant person's own dependant who is no longer a child or
        young person.
        """
        theirs = {p.id for p in (*family.adults, *family.children)}
        with_whom = family.adults if partners_co_owner else family.adults[:1]
        return tuple(
            p
            for p in self.people
            if self.ages[p.id] >= ADULT
            and p.id not in theirs
            and not self._taken_out_by_kind(p)
            and not self._joint(p, with_whom)
        )

    def _taken_out_by_kind(self, person: Person) -> bool:
        """A commercial lodger, a landlord, a charity's carer, and who is theirs (reg 6(2)(e), (f))."""
        if person.role == "dependant" and person.of is not None:
            person = self.by_id[person.of]
        return any(p.role == "other" for p in self.marriage_of(person))

    def _joint(self, person: Person, with_whom: tuple[Person, ...]) -> bool:
        """Joint owners or tenants (reg 6(2)(d)); it is enough that one of the two is marked.

        The paragraph speaks of a co-owner with the relevant person or a partner, as the housing
        benefit rules of the same origin do (SI 2006/213 reg 3(2)(d)). A couple are of one family
        without any mark, so that one of theirs speaks of somebody outside it.
        """
        if person.joint is not None:
            return True
        return person.id in self._relevant and any(p.joint is not None for p in with_whom)

    @cached_property
    def _relevant(self) -> frozenset[str]:
        """Ids of the relevant persons under the Regulations alone (reg 5)."""
        marriages = self.marriages_of_occupants()
        adult = (m for m in marriages if not any(p.id in self.minors for p in m))
        return frozenset(chosen(m).id for m in adult)

    def non_dependants_by_label(self) -> tuple[Person, ...]:
        """As they were read before: those so labelled, their partners, and adult dependants."""
        return tuple(p for p in self.people if self._is_so_labelled(p))

    def _is_so_labelled(self, person: Person) -> bool:
        if self.ages[person.id] < ADULT:
            return False
        if person.role == "dependant":
            return person.id not in self.minors
        return any(p.role == "non_dependant" for p in self.marriage_of(person))
