"""Triage: complexity, urgency and target timescales (guidance 4.16, 4.27, 4.35 to 4.39)."""

import datetime as dt

import pytest

from services.referral.domain.answering import answer_by
from services.referral.domain.policy import NationalPolicy
from services.referral.domain.screening import (
    Circumstance,
    Screening,
    assess_by,
    check_screening,
    stage_targets,
    triage,
)
from services.referral.domain.suggestions import SituationFound, suggestions
from services.referral.in_force.policies import minor_limit, signposting
from shared.contracts.codes import Complexity, Urgency, WorkKind
from shared.policies import national
from shared.problems import InvalidInput

MONDAY = dt.date(2026, 3, 2)
STROUD = "E07000082"
DAYS = national(MONDAY).section("referral", NationalPolicy).target_working_days


def screened(*circumstances, major=False, complicated=False):
    return triage(
        Screening(
            major_adaptation=major,
            complicated_situation=complicated,
            circumstances=frozenset(circumstances),
        ),
        MONDAY,
        DAYS,
    )


@pytest.mark.parametrize(
    "major,complicated,complexity",
    [
        (True, True, "complex"),
        (True, False, "simple"),
        (False, True, "simple"),
        (False, False, "simple"),
    ],
)
def test_only_what_is_both_major_and_complicated_is_complex(major, complicated, complexity):
    """Guidance 4.36, the complexity model."""
    assert screened(major=major, complicated=complicated).complexity == complexity


@pytest.mark.parametrize(
    "circumstance",
    [
        "leaving_hospital_at_risk",
        "living_alone_at_risk",
        "severe_cognitive_dysfunction_at_risk",
        "carer_elderly_or_disabled",
        "no_heating_or_hot_water_at_risk",
        "limited_life_expectancy",
    ],
)
def test_each_circumstance_of_4_38_alone_makes_a_case_urgent(circumstance):
    assert screened(Circumstance(circumstance)).urgency == "urgent"


def test_4_38_names_six_circumstances_and_without_one_a_case_is_not_urgent():
    assert len(Circumstance) == 6
    assert screened(major=True, complicated=True).urgency == "non_urgent"
    assert screened(*Circumstance).urgency == "urgent"


@pytest.mark.parametrize(
    "urgency,complexity,days,due",
    [
        ("urgent", "simple", (5, 25, 5, 20), ("2026-03-09", "2026-04-15", "2026-04-22", "2026-05-21")),
        ("non_urgent", "simple", (20, 50, 20, 40), ("2026-03-30", "2026-06-12", "2026-07-10", "2026-09-07")),
        ("urgent", "complex", (20, 45, 5, 60), ("2026-03-30", "2026-06-05", "2026-06-12", "2026-09-07")),
        ("non_urgent", "complex", (35, 55, 20, 80), ("2026-04-22", "2026-07-10", "2026-08-07", "2026-11-30")),
    ],
)  # fmt: skip
def test_every_cell_of_the_table_in_4_16(urgency, complexity, days, due):
    """Counted on from the enquiry (4.27), in working days: Good Friday, Easter Monday, the early
    May, spring and summer bank holidays of 2026 lie between.

    The table gives 180 as the total of the last row; its four stages come to 190. The stages are
    what officers work to, so the days are counted from them.
    """
    targets = stage_targets(DAYS.of(Urgency(urgency), Complexity(complexity)), MONDAY)
    assert tuple(t.stage for t in targets) == (1, 2, 3, 4)
    assert tuple(t.working_days for t in targets) == days
    assert tuple(t.due_on.isoformat() for t in targets) == due


@pytest.mark.parametrize(
    "received,first_due,why",
    [
        ("2026-03-02", "2026-03-09", "a plain week"),
        ("2026-03-06", "2026-03-13", "a Friday counts from Monday on"),
        ("2026-03-07", "2026-03-13", "a Saturday does too"),
        ("2026-03-08", "2026-03-13", "and a Sunday"),
        ("2026-04-02", "2026-04-13", "Good Friday and Easter Monday"),
        ("2026-05-01", "2026-05-11", "the early May bank holiday"),
        ("2026-05-22", "2026-06-01", "the spring bank holiday"),
        ("2026-08-28", "2026-09-07", "the summer bank holiday"),
        (
            "2026-12-24",
            "2027-01-05",
            "Christmas Day, Boxing Day in lieu on the 28th, New Year's Day",
        ),
        ("2026-11-27", "2026-12-04", "Saint Andrew's Day is none in England"),
    ],
)
def test_bank_holidays_and_weekends_are_no_working_days(received, first_due, why):
    first, *_ = stage_targets(
        DAYS.of(Urgency.URGENT, Complexity.SIMPLE), dt.date.fromisoformat(received)
    )
    assert first.due_on.isoformat() == first_due, why


def leaving_hospital(on, *fittings):
    return Screening(
        major_adaptation=False,
        complicated_situation=False,
        discharge_on=on,
        temporary_fittings=frozenset(fittings),
    )


@pytest.mark.parametrize(
    "leaves, by",
    [("2026-03-06", "2026-03-06"), ("2026-03-09", "2026-03-09"), ("2026-03-10", "2026-03-09")],
)
def test_who_leaves_hospital_is_assessed_before_or_within_the_target(leaves, by):
    """Guidance 3.21; the target itself stays as 4.16 has it."""
    target = dt.date(2026, 3, 9)
    screening = leaving_hospital(dt.date.fromisoformat(leaves))
    assert assess_by(screening, target) == dt.date.fromisoformat(by)
    assert assess_by(leaving_hospital(None), target) == target


@pytest.mark.parametrize(
    "screening, pointer",
    [
        (leaving_hospital(None, WorkKind.RAMP), "/temporary_fittings"),
        (leaving_hospital(MONDAY - dt.timedelta(days=1)), "/discharge_on"),
    ],
    ids=["fittings for nobody who leaves hospital", "a discharge before the enquiry"],
)
def test_a_discharge_that_cannot_be(screening, pointer):
    with pytest.raises(InvalidInput) as refused:
        check_screening(screening, MONDAY)
    assert [fault.pointer for fault in refused.value.errors] == [pointer]
    check_screening(leaving_hospital(MONDAY, WorkKind.RAMP), MONDAY)


def test_until_an_enquiry_is_screened_it_may_be_an_urgent_one():
    """Guidance 4.25: so it is looked at in the time that an urgent one has, five working days."""
    assert answer_by(DAYS, MONDAY) == dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    "situation, service, clause",
    [
        ({"equipment_would_do": True}, "community_equipment", "guidance 2.24"),
        ({"estimated_cost": "1000.00"}, "minor_adaptations", "guidance 2.24"),
        ({"hazard": True}, "housing_standards", "guidance 2.23"),
        ({"cold_home": True}, "warm_and_well", "Stroud App 4 5"),
    ],
)
def test_screening_goes_by_agreed_criteria_for_other_help(situation, service, clause):
    """Guidance 4.22: whether the person is first, or also, to be looked at by another service."""
    found = SituationFound(**situation)
    [named] = suggestions(found, STROUD, minor_limit(STROUD, MONDAY), signposting(STROUD, MONDAY))
    assert (named.to, named.clause, named.instead) == (service, clause, False)
