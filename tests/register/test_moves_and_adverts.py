"""The rules of adverts and of a move followed to its end; what each district offers towards it."""

import datetime as dt
from decimal import Decimal

import pytest

from services.register.data import matching_policy, rule_set
from services.register.domain.adverts import (
    Advert,
    Bid,
    BidOutcome,
    Kind,
    NotAdvertisable,
    check_advertisable,
    check_bid,
    check_dates,
    check_letting,
    check_outcome,
    domains_of,
    particulars,
)
from services.register.domain.fitting import home_facts
from services.register.domain.life import MoveStep, State
from services.register.domain.nominations import NominationRight, hold
from services.register.domain.policy import AlternativesLimit, DistrictPolicy
from services.register.domain.relocation import (
    Spending,
    Standing,
    offers,
    outcome,
    take,
)
from shared.policies import load
from shared.problems import InvalidInput, WrongState
from tests.register.homes import ABSENT, home

CHELTENHAM, GLOUCESTER, STROUD, CANNOCK = "E07000078", "E07000081", "E07000082", "E07000192"
TODAY = dt.date(2026, 6, 1)
POLICY = matching_policy(TODAY, Decimal("1000.00"), Decimal("30000.00"))


def facts(changes=None):
    return home_facts("h", GLOUCESTER, home(changes), rule_set())


def day(number):
    return dt.date(2026, 5, number)


# What each district offers towards a move


@pytest.mark.parametrize(
    ("deciding", "there", "limit", "clause"),
    [
        (GLOUCESTER, GLOUCESTER, "30000.00", "Gloucester B2.9"),
        (GLOUCESTER, STROUD, "5000.00", "Gloucester B2.9"),
        (STROUD, STROUD, "10000.00", "Stroud App 4 B2.10"),
        (CHELTENHAM, GLOUCESTER, "10000.00", "Stroud App 4 B2.10"),
        (STROUD, CANNOCK, "5000.00", "Stroud App 4 B2.10"),
        (CANNOCK, CANNOCK, "7000.00", "Cannock Chase 11 Relocation Assistance"),
    ],
)
def test_a_move_is_helped_by_the_deciding_district_and_by_where_it_goes(
    deciding, there, limit, clause
):
    [(district, offer)] = offers(
        load(deciding, TODAY).section("register", DistrictPolicy), [there]
    ).items()
    assert (district, offer.limit, offer.clause) == (there, Decimal(limit), clause)


def test_cannock_chase_offers_nothing_out_of_the_district():
    policy = load(CANNOCK, TODAY).section("register", DistrictPolicy)
    assert offers(policy, [GLOUCESTER]) == {}


@pytest.mark.parametrize(
    ("limit", "cost", "looked_for"),
    [
        (None, "0.01", True),
        ("30000.00", "30000.00", False),
        ("30000.00", "30000.01", True),
    ],
)
def test_alternatives_are_looked_for_above_the_limit_and_always_where_none_is_named(
    limit, cost, looked_for
):
    rule = AlternativesLimit(amount=None if limit is None else Decimal(limit), clause="any")
    assert rule.passed_by(Decimal(cost)) is looked_for


# A move, step by step


def standing(stage, since=5, therapist_satisfied=None):
    return Standing(stage=stage, since=day(since), therapist_satisfied=therapist_satisfied)


@pytest.mark.parametrize(
    ("stage", "step", "then"),
    [
        ("proposed", MoveStep.VIEW, "viewed"),
        ("offered", MoveStep.ACCEPT, "accepted"),
        ("accepted", MoveStep.MOVE_IN, "moved"),
        ("moved", MoveStep.COMPLETE, "completed"),
        ("proposed", MoveStep.REFUSE, "refused"),
        ("accepted", MoveStep.REFUSE, "refused"),
    ],
)
def test_each_step_follows_the_one_before(stage, step, then):
    assert take(step, standing(stage), day(5), TODAY) == then


@pytest.mark.parametrize(
    ("stage", "step"),
    [
        ("proposed", MoveStep.OFFER),
        ("viewed", MoveStep.ACCEPT),
        ("refused", MoveStep.VIEW),
        ("moved", MoveStep.REFUSE),
        ("completed", MoveStep.REFUSE),
        ("offered", MoveStep.MOVE_IN),
    ],
)
def test_no_step_is_left_out_and_none_comes_after_the_end(stage, step):
    with pytest.raises(WrongState, match=f"the move is {stage}"):
        take(step, standing(stage), day(5), TODAY)


def test_nothing_is_offered_of_which_the_therapist_is_not_satisfied():
    """Gloucester B2.9, Stroud B2.10, Cannock Chase 11: it suits, or can be adapted reasonably."""
    take(MoveStep.OFFER, standing("viewed", therapist_satisfied=True), day(6), TODAY)
    with pytest.raises(WrongState, match="therapist"):
        take(MoveStep.OFFER, standing("viewed", therapist_satisfied=False), day(6), TODAY)


@pytest.mark.parametrize("on", [day(4), TODAY + dt.timedelta(days=1)])
def test_a_step_lies_between_the_one_before_and_today(on):
    with pytest.raises(InvalidInput):
        take(MoveStep.VIEW, standing("proposed"), on, TODAY)


def spent(paid, *, settled=True):
    return Spending(paid=Decimal(paid), settled=settled)


def test_the_saving_is_what_was_planned_less_all_that_was_paid():
    """The county's example: an extension at 120,000 became a 15,000 adaptation elsewhere."""
    came_to = outcome(Decimal("120000.00"), spent("4800.00"), spent("15000.00"))
    assert came_to.actual_cost == Decimal("19800.00")
    assert came_to.saving == Decimal("100200.00")


def test_a_home_that_needed_nothing_cost_nothing_and_a_dear_move_saved_nothing():
    assert outcome(Decimal("9000.00"), None, None).saving == Decimal("9000.00")
    assert outcome(Decimal("9000.00"), spent("9500.00"), None).saving == Decimal("-500.00")


@pytest.mark.parametrize("here, there", [(False, True), (True, False)])
def test_the_outcome_waits_for_every_account(here, there):
    with pytest.raises(WrongState, match="settled"):
        outcome(Decimal(1), spent("1.00", settled=here), spent("1.00", settled=there))


# Adverts


def test_a_surveyed_home_is_advertised_with_its_category_and_every_domain():
    check_advertisable(facts())
    found = particulars(facts({"hall.turning_width": 1100}), POLICY)
    assert {p.domain for p in found} == set(POLICY.domains.values())
    by_domain = {p.domain: p for p in found}
    assert by_domain["corridors"].category != "A"
    assert by_domain["kitchen"].category == "A"
    assert not any(p.verify for p in found)


def test_a_domain_with_something_unmeasured_is_to_be_verified():
    found = {p.domain: p for p in particulars(facts({"kitchen": ABSENT}), POLICY)}
    assert found["kitchen"].verify
    assert not found["bathroom"].verify


def test_a_provisional_category_cannot_be_advertised():
    """A or B though a bathroom or kitchen measurement is unknown."""
    with pytest.raises(NotAdvertisable) as refused:
        check_advertisable(facts({"kitchen.turning": ABSENT}))
    assert [e.pointer for e in refused.value.errors] == ["/survey/kitchen/turning"]


def test_a_home_without_a_category_cannot_be_advertised():
    with pytest.raises(NotAdvertisable):
        check_advertisable(facts({"entry_level": ABSENT}))


def test_an_advert_cannot_have_closed_before_it_opens():
    check_dates(Advert(available_from=TODAY, closes_on=TODAY), TODAY)
    with pytest.raises(InvalidInput):
        check_dates(Advert(available_from=TODAY, closes_on=day(31)), TODAY)


def bid(kind=Kind.BID, band_date=TODAY):
    return Bid(kind=kind, band="gold", band_date=band_date)


def test_bids_come_up_to_the_last_day_and_nominations_until_the_home_is_let():
    check_bid(bid(), State.OPEN, TODAY, TODAY)
    check_bid(bid(Kind.NOMINATION), State.OPEN, day(31), TODAY)
    with pytest.raises(WrongState):
        check_bid(bid(), State.OPEN, day(31), TODAY)
    with pytest.raises(WrongState):
        check_bid(bid(Kind.NOMINATION), State.LET, TODAY, TODAY)
    with pytest.raises(InvalidInput):
        check_bid(bid(band_date=TODAY + dt.timedelta(days=1)), State.OPEN, TODAY, TODAY)


def test_a_refusal_names_whose_it_is_and_the_domains_where_the_home_fell_short():
    domains = domains_of(POLICY)
    full = {"decision": "refused", "refused_by": "household", "domains": ["bathroom", "hoisting"]}
    check_outcome(BidOutcome.model_validate(full), domains)
    check_outcome(BidOutcome(decision="let"), domains)
    for changes in (
        {"refused_by": None},
        {"domains": []},
        {"domains": ["bathroom", "garage"]},
        {"decision": "passed_over"},
    ):
        with pytest.raises(InvalidInput):
            check_outcome(BidOutcome.model_validate(full | changes), domains)


def test_while_the_authority_may_nominate_the_home_goes_to_a_nominee():
    """General Consent 1996, additional condition 4: four weeks; on the last day, and one later."""
    right = NominationRight(approved_on="2025-03-01", period_ends_on="2035-02-28")
    held = hold(right, day(1)).ends_before
    last = dt.date(2026, 5, 28)
    check_letting(Kind.NOMINATION, held, last)
    with pytest.raises(WrongState, match="2026-05-29"):
        check_letting(Kind.BID, held, last)
    check_letting(Kind.BID, held, last + dt.timedelta(days=1))
    check_letting(Kind.BID, None, last)
