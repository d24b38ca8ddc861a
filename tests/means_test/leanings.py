"""What a random household leans towards: rare circumstances, so that rare rules are met."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.means_test.random_households import RandomHousehold

CARE = ("attendance_allowance", "dla_care_middle", "dla_care_highest")
OWN = ("income_support", "income_based_jsa", "housing_benefit", "guarantee_credit")
NEWER = ("income_related_esa", "universal_credit")


def own_passport(h: "RandomHousehold") -> None:
    h.people[0]["receives"] = [h.draw.choice((*OWN, *NEWER, *NEWER))]


def guarantee_credit(h: "RandomHousehold") -> None:
    h.people[0]["receives"] = ["guarantee_credit"]


def income_support(h: "RandomHousehold") -> None:
    h.people[0]["receives"] = ["income_support"]


def partners_passport(h: "RandomHousehold") -> None:
    h.people[0]["receives"] = []
    h.partner()["receives"] = [h.draw.choice(("guarantee_credit", "universal_credit"))]


def tax_credit(h: "RandomHousehold") -> None:
    benefit = h.draw.choice(("working_tax_credit", "child_tax_credit"))
    income = h.draw.choice(("0.00", "15049.99", "15049.99", "15050.00"))
    h.people[0] |= {"receives": [benefit], "tax_credit_income": income}


def local_rules(h: "RandomHousehold") -> None:
    h.people[0]["receives"] = ["council_tax_reduction"]
    h.with_authority = True


def tax_credit_elements(h: "RandomHousehold") -> None:
    element = h.draw.choice(("wtc_30_hour_element", "wtc_50_plus_element", "wtc_50_plus_element"))
    h.people[0] |= {"receives": [element], "hours_worked": 12}
    h.earn("a")


def both_severely_disabled(h: "RandomHousehold") -> None:
    for entry in (h.people[0], h.partner()):
        entry["receives"] = [h.draw.choice(CARE)]
        entry["carers_allowance_paid_for_them"] = h.chance(0.35)
    h.people[:] = [p for p in h.people if p["role"] != "non_dependant"]


def older_and_severely_disabled(h: "RandomHousehold") -> None:
    for entry in (h.people[0], h.partner()):
        h.age(entry, h.draw.randint(68, 85))
    both_severely_disabled(h)
    h.people[0]["carers_allowance_paid_for_them"] = h.chance(0.5)
    h.partner()["carers_allowance_paid_for_them"] = False


def severe_but(h: "RandomHousehold") -> None:
    h.people[:] = h.people[:1]
    h.age(h.people[0], h.draw.choice((45, 64, 75)))
    h.people[0]["receives"] = [h.draw.choice(CARE)]
    h.people[0]["carers_allowance_paid_for_them"] = h.chance(0.4)
    if h.chance(0.4):
        h.non_dependant()


def children_of_their_own(h: "RandomHousehold") -> None:
    h.people[:] = h.people[:1]
    h.age(h.people[0], h.draw.choice((45, 75)))
    for id_, age in (("c0", 8), ("c1", 18)):
        h.dependant(id_, age=age)
        h.people[-1] |= {"receives": ["dla_care_highest"], "capital": "6000.01"}
        h.people[-1]["severely_sight_impaired"] = False


def early_sixties(h: "RandomHousehold") -> None:
    h.people[:] = h.people[:1]
    h.people[0]["receives"] = []
    if h.chance(0.6):
        h.partner()["receives"] = ["pip_daily_living_enhanced"] if h.chance(0.6) else []
    h.age(h.people[0], h.draw.randint(60, 64))


def student(h: "RandomHousehold") -> None:
    h.pay("student_grant", weeks=43, every="year", amount="3000.00")
    if h.chance(0.5):
        h.pay("student_loan", weeks=43, every="year", amount="6000.00")


def main_phase(h: "RandomHousehold") -> None:
    h.people[:] = h.people[:1]
    h.age(h.people[0], h.draw.randint(16, 59))
    benefits = ("contributory_esa_main_phase", "contributory_esa_support")
    h.people[0]["receives"] = [h.draw.choice(benefits)]


def young_family(h: "RandomHousehold") -> None:
    h.people[:] = h.people[:1]
    couple = h.chance(0.5)
    for entry in (h.people[0], *((h.partner(),) if couple else ())):
        h.age(entry, h.draw.randint(16, 17))
    h.dependant("c0")


def lone_parent_at_work(h: "RandomHousehold") -> None:
    h.people[:] = h.people[:1]
    h.dependant("c0", age=h.draw.choice((0, 8)))
    h.dependant("c1", age=h.draw.choice((1, 8)))
    h.age(h.people[0], h.draw.randint(18, 45))
    h.people[0] |= {"receives": [], "hours_worked": h.draw.choice((16, 24))}
    h.earn("a")


def carer_and_earner(h: "RandomHousehold") -> None:
    carer, earner = h.people[0], h.partner()
    for entry in (carer, earner):
        entry |= {"receives": [], "severely_sight_impaired": False}
        h.age(entry, h.draw.randint(25, 58))
    carer["receives"] = ["carers_allowance"]
    if h.chance(0.5):
        h.earn("a", 30)
    h.earn(earner["id"])


def several_capped(h: "RandomHousehold") -> None:
    h.pay("war_pension")
    h.pay("widowed_parents_allowance")
    h.pay("charitable_payment", for_essentials=h.chance(0.6))


def other_payments(h: "RandomHousehold") -> None:
    h.pay("lodger", heating=True)
    h.pay("boarder")
    h.pay("maintenance")
    h.pay("charitable_payment", for_essentials=False)
    h.pay("disability_benefit")
    h.pay("other")


def older_marriage_of_three(h: "RandomHousehold") -> None:
    h.people[:] = h.people[:1]
    h.partner()
    h.second_partner()
    for entry in h.people:
        h.age(entry, h.draw.randint(61, 63))


def well_off(h: "RandomHousehold") -> None:
    for _ in range(3):
        h.pay("occupational_pension")


LEANINGS = (
    (own_passport, 33),
    (partners_passport, 9),
    (tax_credit, 5),
    (local_rules, 7),
    (tax_credit_elements, 11),
    (both_severely_disabled, 14),
    (older_and_severely_disabled, 5),
    (severe_but, 9),
    (children_of_their_own, 4),
    (early_sixties, 7),
    (student, 3),
    (main_phase, 3),
    (young_family, 12),
    (lone_parent_at_work, 7),
    (carer_and_earner, 5),
    (several_capped, 3),
    (other_payments, 5),
    (older_marriage_of_three, 3),
    (well_off, 7),
)

BEFORE_2008 = (
    (guarantee_credit, 18),
    (income_support, 18),
    (partners_passport, 36),
    (older_marriage_of_three, 18),
    (early_sixties, 10),
    (well_off, 10),
)


def lean(h: "RandomHousehold") -> None:
    leanings = BEFORE_2008 if h.made_on.year < 2008 else LEANINGS
    functions, weights = zip(*leanings, strict=True)
    h.draw.choices(functions, weights)[0](h)
