"""Random households, each from a seed. They lean towards what is rare in life.

In ten thousand of them every rule of the test is met at least two hundred times.
"""

import datetime as dt
import random
from typing import Any, get_args

from services.means_test.domain.codes import Benefit, CapitalKind, IncomeKind, Period
from tests.means_test.households import CANNOCK_CHASE, GLOUCESTER, STROUD, Json
from tests.means_test.leanings import lean
from tests.means_test.newer_facts import with_newer_facts


class RandomHousehold:
    """Draws one household from a seed."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.made_on = self._made_on()
        self.people: list[Json] = []
        self.more_income: list[Json] = []
        self.with_authority = False

    def build(self) -> Json:
        self._people()
        if self.people[0]["id"] == "a" and self.chance(0.85):
            lean(self)
        return {
            "application": self._application(),
            "people": self.people,
            "income": self._incomes() + self.more_income,
            "capital": self._capital(),
            "child_care": self._child_care(),
            "earlier_grants": self._earlier_grants(),
        }

    def chance(self, probability: float) -> bool:
        return self.draw.random() < probability

    def _made_on(self) -> dt.date:
        spans = (
            (0.66, dt.date(2022, 1, 1), dt.date(2026, 12, 31)),
            (0.16, dt.date(2006, 1, 1), dt.date(2008, 5, 21)),
            (0.18, dt.date(2008, 5, 22), dt.date(2021, 12, 31)),
        )
        _, first, last = self.draw.choices(spans, [s[0] for s in spans])[0]
        return first + dt.timedelta(days=self.draw.randrange((last - first).days))

    def _application(self) -> Json:
        certificate = self.draw.choices(
            ("owner", "tenant", "occupier", "landlord"), (50, 32, 15, 3)
        )[0]
        application = {
            "made_on": self.made_on.isoformat(),
            "certificate": certificate,
            "dwelling": "home",
        }
        if any(p["id"] == "s2" for p in self.people):
            application["polygamous_marriage"] = True
        if self.chance(0.4):
            later = self.made_on + dt.timedelta(days=self.draw.randrange(200))
            application["decided_on"] = later.isoformat()
        begun = {GLOUCESTER: dt.date(2026, 2, 1), STROUD: dt.date(2025, 4, 1)}
        begun[CANNOCK_CHASE] = dt.date(2020, 6, 1)
        covering = [code for code, day in begun.items() if day <= self.made_on]
        if covering and (self.with_authority or self.chance(0.4)):
            application["authority"] = self.draw.choice(covering)
        return application

    def _people(self) -> None:
        kind = self.draw.choices(("adult", "minor", "two"), (89, 4, 7))[0]
        if kind == "minor":
            self._minor_occupant()
        else:
            self._add("a", "disabled_occupant", self._adult_age(), occupant=True)
            if self.chance(0.55):
                self._partners()
        if kind == "two":
            couple = len(self.people) == 1 and self.chance(0.4)
            of = {"of": "a"} if couple else {}
            self._add("a2", "disabled_occupant", self._adult_age(), occupant=True, **of)
        for i in range(self.draw.choices((0, 1, 2, 3), (52, 20, 18, 10))[0]):
            self.dependant(f"c{i}")
        if self.chance(0.15):
            self.non_dependant()

    def non_dependant(self) -> None:
        if all(p["id"] != "n" for p in self.people):
            self._add("n", "non_dependant", self.draw.randint(16, 85))

    def _minor_occupant(self) -> None:
        young = self.chance(0.5)
        self._add("m", "other", self.draw.randint(25, 60))
        age = self.draw.randint(16, 19) if young else self.draw.randint(0, 15)
        self._add("a", "disabled_occupant", age, of="m", qualifying_young_person=young)
        if self.chance(0.5):
            self._add("f", "partner", self.draw.randint(25, 60), of="m")

    def _adult_age(self) -> int:
        ages = ((16, 18), (18, 24), (25, 59), (60, 67), (60, 64), (65, 90))
        low, high = self.draw.choices(ages, (9, 10, 38, 15, 12, 16))[0]
        return self.draw.randint(low, high)

    def _partners(self) -> None:
        self.partner()
        if self.chance(0.15):
            self.second_partner()
        if self.chance(0.2):
            self.draw.choice(self.people)["relevant"] = True

    def partner(self) -> Json:
        """The partner of the first disabled occupant, who is given one if they have none."""
        found = [p for p in self.people if p["role"] == "partner" and p["id"] == "s"]
        if not found and all(p["id"] != "a2" or "of" not in p for p in self.people):
            self._add("s", "partner", self._adult_age(), occupant=True, of="a")
            return self.people[-1]
        return found[0] if found else next(p for p in self.people if p["id"] == "a2")

    def second_partner(self) -> None:
        self._add("s2", "partner", self._adult_age(), occupant=True, of="a")

    def age(self, entry: Json, years: int) -> None:
        """Make somebody that old on the day of the application."""
        entry["date_of_birth"] = self._date_of_birth(years)

    def earn(self, who: str, most: int = 400) -> None:
        amount = self._amount(most)
        self.more_income.append(
            {"of": who, "kind": "employment", "every": "week", "amount": amount}
        )

    def pay(self, kind: str, **facts: Any) -> None:
        payment = {"of": "a", "kind": kind, "every": "week", "amount": self._amount(200)}
        self.more_income.append(payment | facts)

    def dependant(self, id_: str, age: int | None = None) -> None:
        parents = [p["id"] for p in self.people if p["role"] in {"disabled_occupant", "partner"}]
        parent = self.draw.choice([p for p in parents if p not in self._minor_ids()] or ["m"])
        if age is None:
            age = self.draw.choices((0, 1, 8, 15, 16, 18, 19), (20, 10, 32, 12, 8, 10, 8))[0]
        young = age >= 16 and self.chance(0.8)
        facts: Json = {"of": parent, "qualifying_young_person": young}
        if self.chance(0.2):
            facts["capital"] = self.draw.choice(("5999.99", "6000.00", "6000.01", "9000.00"))
        self._add(id_, "dependant", age, disabled=0.35, **facts)

    def _minor_ids(self) -> set[str]:
        return {"a"} if self.people and self.people[0]["id"] == "m" else set()

    def _add(
        self,
        id_: str,
        role: str,
        age: int,
        *,
        disabled: float = 0.45,
        occupant: bool = False,
        **facts: Any,
    ) -> None:
        receives = self._disability_benefits(age) if self.chance(disabled) else set()
        if occupant and self.chance(0.1):
            receives.add(self.draw.choice(get_args(Benefit)))
        entry = {"id": id_, "date_of_birth": self._date_of_birth(age), "role": role, **facts}
        if receives & {"working_tax_credit", "child_tax_credit"}:
            entry["tax_credit_income"] = self.draw.choice(("9000.00", "15049.99", "15050.00"))
        entry["receives"] = sorted(receives)
        entry |= self._circumstances(age)
        self.people.append(entry)

    def _date_of_birth(self, age: int) -> str:
        day = self.made_on - dt.timedelta(days=self.draw.randrange(365))
        return day.replace(year=day.year - age, day=min(day.day, 28)).isoformat()

    def _disability_benefits(self, age: int) -> set[str]:
        care = ("dla_care_lowest", "dla_care_middle", "dla_care_highest")
        old = (*care, "dla_care_highest", "dla_care_middle", "dla_mobility")
        new = ("pip_daily_living_standard", "pip_daily_living_enhanced", "pip_mobility")
        others = (
            "armed_forces_independence_payment",
            "contributory_esa_support",
            "contributory_esa_main_phase",
            "severe_disablement_allowance",
            "wtc_disability_element",
        )
        if age < 16:
            return {self.draw.choice(old)}
        if age >= 66:
            return {self.draw.choice(("attendance_allowance", *old))}
        return {self.draw.choice((*old, *new, *new, *others))}

    def _circumstances(self, age: int) -> Json:
        facts: Json = {}
        adult = age >= 16
        if adult and self.chance(0.5):
            facts["hours_worked"] = self.draw.choice((8, 15.5, 16, 20, 29.5, 30, 37.5))
        if adult and self.chance(0.12):
            facts["entitled_to_carers_allowance"] = True
        rare = (
            "carers_allowance_paid_for_them",
            "severely_sight_impaired",
            *(("incapacitated", "in_hospital", "in_prison") if adult else ()),
        )
        return facts | {key: True for key in rare if self.chance(0.12)}

    def _amount(self, most: int) -> str:
        return f"{self.draw.randrange(most * 100) / 100:.2f}"

    def _incomes(self) -> list[Json]:
        return [self._job(p) for p in self.people if self._works(p)] + [
            self._other_income() for _ in range(self.draw.choice((0, 1, 1, 2, 3)))
        ]

    def _works(self, entry: Json) -> bool:
        return "hours_worked" in entry and self.chance(0.8)

    def _job(self, entry: Json) -> Json:
        every = self.draw.choice(get_args(Period))
        weeks = {"week": 1, "fortnight": 2, "four_weeks": 4, "month": 4, "quarter": 13, "year": 52}
        amount = self.draw.choice((15, 40, 250, 500)) * weeks[every]
        kind = "self_employment" if self.chance(0.2) else "employment"
        job = {"of": entry["id"], "kind": kind, "every": every, "amount": self._amount(amount)}
        if self.chance(0.6):
            pay = float(job["amount"])
            job["tax"] = f"{pay * 0.12:.2f}"
            job["national_insurance"] = f"{pay * 0.06:.2f}"
        if self.chance(0.3):
            job["pension_contributions"] = f"{float(job['amount']) * 0.05:.2f}"
        return job

    def _other_income(self) -> Json:
        kinds = [k for k in get_args(IncomeKind) if k not in {"employment", "self_employment"}]
        kind = self.draw.choice((*kinds, "maintenance", "war_pension", "widowed_parents_allowance"))
        payment = {
            "of": self.draw.choice(self.people)["id"],
            "kind": kind,
            "amount": self._amount(180),
        }
        if kind in {"student_grant", "student_loan"}:
            return payment | {
                "weeks": self.draw.choice((30, 38, 43, 52)),
                "amount": self._amount(9000),
            }
        payment["every"] = self.draw.choice(("week", "week", "fortnight", "four_weeks", "month"))
        if kind == "lodger":
            payment["heating"] = self.chance(0.5)
        if kind == "charitable_payment":
            payment["for_essentials"] = self.chance(0.6)
        return payment

    def _capital(self) -> list[Json]:
        return [self._asset() for _ in range(self.draw.choice((0, 1, 1, 2, 3)))]

    def _asset(self) -> Json:
        kind = self.draw.choice((*get_args(CapitalKind), "savings", "savings", "property"))
        most = self.draw.choice((3000, 8000, 20000, 150000))
        asset = {
            "of": self.draw.choice(self.people)["id"],
            "kind": kind,
            "amount": self._amount(most),
        }
        if self.chance(0.3):
            asset["equal_owners"] = self.draw.choice((2, 3, 7))
        if self.chance(0.3):
            asset["secured_debt"] = self._amount(most)
        if self.chance(0.2):
            asset["sale_costs"] = self.chance(0.5)
        return asset

    def _child_care(self) -> list[Json]:
        children = [p["id"] for p in self.people if p["role"] == "dependant"]
        every = self.draw.choice(("week", "week", "month"))
        return [
            {"for": id_, "amount": self._amount(420 if every == "week" else 1500), "every": every}
            for id_ in children
            if self.chance(0.7)
        ]

    def _earlier_grants(self) -> list[Json]:
        return [self._earlier_grant() for _ in range(self.draw.choices((0, 1, 2), (60, 25, 15))[0])]

    def _earlier_grant(self) -> Json:
        days = self.draw.choice((400, 1000, 1700, 1900, 3600, 3700))
        return {
            "made_on": (self.made_on - dt.timedelta(days=days)).isoformat(),
            "certificate": self.draw.choice(("owner", "tenant", "occupier", "landlord")),
            "dwelling": "home" if self.chance(0.85) else "elsewhere",
            "relevant_people": ["a"] if self.chance(0.85) else ["somebody-else"],
            "reduction": self._amount(4000),
            "grant_paid": self.chance(0.7),
            "works_satisfactory": self.chance(0.5),
        }


def household_of_before(seed: int) -> Json:
    """As the first edition of the readings was recorded with: some could not be had on the day."""
    return RandomHousehold(seed).build()


def random_household(seed: int) -> Json:
    return with_newer_facts(household_of_before(seed), seed)
