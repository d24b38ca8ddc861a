"""Documents to vary: between them each field has somewhere to act."""

from collections.abc import Iterator
from typing import get_args

from services.grants.domain.codes import ApplicantKind, Assistance
from services.means_test.domain.codes import CapitalKind, IncomeKind
from tests.grants.cases import CANNOCK, GLOUCESTER, STROUD, ask, case, works
from tests.means_test.households import (
    CANNOCK_CHASE,
    WITH_TAX_CREDITS,
    Json,
    child,
    household,
    income,
    partner,
    person,
    savings,
)
from tests.payments.runs import payment, run
from tests.referral.waiting import answered, by_groups, by_points, needing
from tests.register.homes import EXIT, LEVEL, LIFT, RAMP, STAIRS, WC, answers

PIP, DLA = "pip_daily_living_standard", "dla_care_middle"
EARLIER = {
    "made_on": "2016-06-02",
    "certificate": "owner",
    "dwelling": "home",
    "relevant_people": ["a"],
    "reduction": "1000.00",
}
PAY = {"tax": "10.00", "national_insurance": "5.00", "pension_contributions": "4.00"}
RICH = income("900.00")


def households() -> Iterator[Json]:
    """Of every role, every kind of income and of capital, below and above pension age."""
    care = [{"for": "c", "amount": "60.00", "every": "week"}]
    yield household(person(hours_worked=20), partner(), child(), income=[RICH], child_care=care)
    jobs = [income("200.00", "employment", of=who, **PAY) for who in ("a", "b")]
    family = (
        person(receives=[PIP], hours_worked=20),
        partner(receives=[PIP], hours_worked=20),
        child(receives=[DLA]),
    )
    others = (person("n", 30, "non_dependant"), person("o", 50, "other"))
    young = (person("n", 17, "non_dependant"), person("o", 17, "other"))
    idle = (person(hours_worked=20), partner(17), child())
    unpaid = EARLIER | {"grant_paid": False}
    yield household(*idle, income=[RICH], child_care=care, earlier_grants=[unpaid])
    yield household(*idle[:1], *young, income=[RICH])
    yield household(*family, income=jobs, child_care=care, earlier_grants=[EARLIER])
    yield household(*family, *others, income=[*jobs, RICH], child_care=care)
    yield household(person(receives=[PIP]), *others, income=[RICH])
    yield household(person(receives=[PIP]), person("d", 18, "dependant", of="a"), income=[RICH])
    yield household(person(age=80, receives=[PIP]), partner(80), child(), income=[RICH])
    yield from _of_two(family)
    yield from _of_each_kind()
    tax_credits = {"made_on": WITH_TAX_CREDITS}
    had = person(receives=["child_tax_credit"], tax_credit_income="20000.00", hours_worked=20)
    theirs = partner(receives=["working_tax_credit"], tax_credit_income="20000.00")
    pay = [income("200.00", "employment")]
    yield household(had, theirs, child(), income=[*pay, RICH], application=tax_credits)
    local = {"authority": CANNOCK_CHASE}
    yield household(person(receives=["council_tax_reduction"]), income=[RICH], application=local)


def _of_two(family: tuple[Json, ...]) -> Iterator[Json]:
    """Two who are tested, so that each may be a non-dependant of the other."""
    second = person("z", 45)
    alone = person(receives=[PIP])
    couple = (person(receives=[PIP]), partner(receives=[PIP]))
    yield household(alone, second, income=[RICH])
    yield household(*couple, second, income=[RICH])
    yield household(*family, person("m", 8), income=[RICH])


def _of_each_kind() -> Iterator[Json]:
    for kind in get_args(IncomeKind):
        line = income("100.00", kind)
        if kind.startswith("student"):
            line |= {"every": "year", "weeks": 40, "amount": "9000.00"}
        more = income("100.00", kind) | ({"every": "year", "weeks": 40} if "weeks" in line else {})
        day = {"made_on": "2016-06-02"} if kind in _ENDED else {}
        yield household(person(), child(14), income=[line, more, RICH], application=day)
    for kind in get_args(CapitalKind):
        yield household(capital=[savings("30000.00", kind=kind)], income=[RICH])


_ENDED = ("incapacity_benefit", "severe_disablement_allowance", "tax_credits")


def cases() -> Iterator[Json]:
    """Of every kind of applicant, and every help of three districts with nothing in its way."""
    for kind in get_args(ApplicantKind):
        tested = {"outcome": "not_tested" if kind == "landlord" else "assessed"}
        yield case(applicant={"kind": kind}, means_test=tested | {"reduction": "0.00"})
    yield case(documents=[])
    yield case(works=[works(estimates=2)])
    yield case(works=[works(estimates=1)])
    yield case(works=[works(estimates=1, kind="stairlift")])
    yield case(works=[works(owner_has_legal_duty=True)])
    yield case(works_state="started", dwelling={"intends_five_years": False})
    yield case(earlier_awards=[{"kind": "mandatory"} | AWARDED])
    for authority in (GLOUCESTER, STROUD, CANNOCK):
        for kind in get_args(Assistance):
            yield _helped(authority, kind)
            yield _helped(authority, kind) | {"disabled_person": {"age": 70}}
        yield case(
            authority=authority, services_and_charges=[{"kind": "plans", "amount": "350.00"}]
        )
        yield _helped(authority, "relocation", destination="elsewhere")
        for fact in ("abortive", "safety_concern"):
            yield _helped(authority, "professional_fees", **{fact: False})
        for facts in ({"being_discharged_from_hospital": True}, {"at_risk_of_admission": True}):
            yield case(
                authority=authority,
                disabled_person=facts,
                assistance=[ask("hospital_discharge", **FACTS["hospital_discharge"])],
            )
    yield case(
        authority=STROUD,
        disabled_person={"life_expectancy_under_two_years": True},
        reduction="4000.00",
        assistance=[ask("client_contribution_support", unaffordable=False)],
    )


def _helped(authority: str, kind: str, **facts: object) -> Json:
    """Asked for in Gloucester, Stroud or Cannock Chase, where it is open if they have it."""
    outcome = "passported" if kind == "safe_and_warm" else "assessed"
    passported = kind in {"safe_and_warm", "extended_warranty"}
    reduction = "0.00" if passported else REDUCTIONS.get(kind, "0.00")
    return case(
        authority=authority,
        means_test={"outcome": outcome, "reduction": reduction},
        works=[works("85000.00" if kind == "top_up" else "24000.00", kind="stairlift")],
        disabled_person={
            "age": 12 if kind == "child_second_home" else 70,
            "diagnoses": DIAGNOSES.get(kind, ()),
            "needs_24_hour_carer": True,
            "being_discharged_from_hospital": True,
        },
        applicant={"age": 70},
        dwelling={"main_residence": kind != "child_second_home"},
        assistance=[ask(kind, AMOUNTS.get(kind, "900.00"), **FACTS.get(kind, {}) | facts)],
        earlier_awards=[] if kind in ONCE else [{"kind": kind} | AWARDED],
    )


AWARDED = {"approved_on": "2010-02-02", "amount": "100.00"}
AMOUNTS = {"top_up": "50000.00"}
ONCE = ("rapidly_progressing", "neurodiversity")
"""One award ever."""
REDUCTIONS = {
    "client_contribution_support": "4000.00",
    "hospital_discharge": "4000.00",
    "neurodiversity": "4000.00",
    "rapidly_progressing": "40000.00",
}
DIAGNOSES: dict[str, list[str]] = {
    "dementia_friendly": ["dementia"],
    "rapidly_progressing": ["rapidly_progressing"],
    "neurodiversity": ["neurodiversity"],
    "safe_and_warm": ["chronic_condition_worsened_by_housing"],
}
FACTS: dict[str, Json] = {
    "rapidly_progressing": {
        "clinical_lead_approved": True,
        "referred_by": "occupational_therapist",
        "finances_affected": True,
    },
    "neurodiversity": {"clinical_lead_approved": True, "referred_by": "occupational_therapist"},
    "hospital_discharge": {"referred_by": "medical_practitioner"},
    "dementia_friendly": {"referred_by": "gp"},
    "hoarding": {"clutter_rating": 9},
    "professional_fees": {"abortive": True, "through_no_fault": True, "safety_concern": True},
    "relocation": {
        "destination": "within_district",
        "new_authority_agrees": True,
        "adaptation_here_ruled_out": True,
        "before_move": True,
        "quotations": 3,
        "supported_by": "occupational_therapist",
        "new_home_suitable": True,
        "adaptation_costs_there": "500.00",
        "cost_here": "30000.00",
        "net_equity_released": "20000.00",
        "expenses": [{"kind": "removal", "amount": "900.00"}],
    },
    "top_up": {"agreed_above_limit": False},
    "safe_and_warm": {"category_1_hazard": True},
    "carer_support": {"no_existing_provision": True},
    "assistive_technology": {"referred_by": "occupational_therapist"},
    "ot_assessment": {"charitable_organisation": True},
}


def homes() -> Iterator[Json]:
    """Of one level and of several; each way in alone, with a ramp, a steep one, steps, a lift."""
    steep = RAMP | {"run": 900, "alternative_steps": 0}
    in_parts = RAMP | {"sections": [{"rise": 100, "run": 2000}]}
    for entrance in ("communal_entrance", "property_entrance", "second_exit"):
        for ramp in (steep, in_parts, None):
            stepped = EXIT if entrance == "second_exit" else LEVEL
            stepped = stepped | {"ramp": ramp, "steps": 2, "steps_bypassed_by_lift": False}
            yield answers({entrance: stepped})
    yield answers({"property_entrance.steps": 4, "second_exit": EXIT})
    upstairs = {"internal.rooms_on_access_level": [], "separate_wc": WC, "entry_level": "upper"}
    yield answers(upstairs | {"communal_lift": LIFT, "communal_lifts": 1})
    elsewhere = {"separate_wc": WC | {"on_access_level": False}}
    yield answers(elsewhere | {"internal.rooms_on_access_level": ["living_room"]})
    inside = {"internal.stairs": STAIRS, "internal.platform_lift": FLOOR}
    yield answers(inside)
    yield answers(inside | {"internal.through_floor_lift": FLOOR, "internal.steps": 1})
    yield answers({"override": OVERRIDE})


FLOOR = {"length": 1400, "width": 1100}
OVERRIDE = {"category": "B", "reason": "seen", "by": "surveyor", "on": "2026-03-02"}


def lists_by_points() -> Iterator[Json]:
    yield by_points(answered("one", 1), answered("two", 2), threshold=1)
    yield by_points(answered("one", *range(1, 11)), answered("two", since="2026-03-01"))


def lists_by_groups() -> Iterator[Json]:
    for needs in (0, 1, 2):
        since = {"since": "2026-03-01"}
        yield by_groups(needing("one", needs, **since), needing("two", 1))
        backed = {"ex_service": True, "supported_by": "gp"}
        yield by_groups(needing("one", needs, **backed), needing("two", 1))


def runs() -> Iterator[Json]:
    yield run(payment(), payment(2))
