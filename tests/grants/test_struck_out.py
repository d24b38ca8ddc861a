"""What others were told of and was recorded by mistake: charges, repayment, another contractor."""

import uuid

import pytest

from shared.contracts.contractors import contractor_id
from shared.contracts.payments import DemandCorrected, GrantDemanded
from tests.grants.cases import works
from tests.grants.test_clocks import told
from tests.grants.test_mistakes import mistake
from tests.grants.test_notices import decided
from tests.grants.test_repayment import SOLD, charged, decides, decision
from tests.grants.test_repayment import shown as shown_charge
from tests.grants.test_service import awaited
from tests.grants.test_variations import FIRST, TODAY, change, variation
from tests.platform.running import GLOUCESTER, STROUD

RECOVERY = uuid.uuid4()


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("district", [GLOUCESTER, STROUD])
def test_a_charge_that_is_not_on_the_register_is_registered_with_its_day(
    platform, district, closed
):
    """Before the case is closed, and after; until then nothing can be demanded for it."""
    case = charged(platform, district, closed=closed)
    case.does("mistakes", mistake(case, "charge_registered"))
    [gone] = told(case, "grants.land-charge-corrected")
    assert (gone["registered_on"], gone["amount"], gone["ends_on"]) == (None, None, None)
    assert shown_charge(case)["registered_on"] is None
    assert "no charge" in awaited(case.post("disposal", SOLD))
    assert closed or "land charge" in awaited(case.post("closure"))
    case.does("land-charge-registration", {"registered_on": "2026-03-11"})
    assert shown_charge(case)["registered_on"] == "2026-03-11"
    assert told(case, "grants.land-charge-registered")[-1]["registered_on"] == "2026-03-11"


def test_a_charge_that_was_not_taken_off_is_there_again(platform):
    """Its years run on, and what comes of it can be recorded."""
    case = charged(platform, STROUD)
    case.does("disposal", SOLD)
    assert decides(case, decision(STROUD, "0.00")).is_success
    case.does("land-charge-removal", {"removed_on": "2030-06-05"})
    assert "came of it" in awaited(case.post("mistakes", mistake(case, "charge_registered")))
    shown = case.does("mistakes", mistake(case, "charge_removed"))
    assert [clock["limit"] for clock in shown["clocks"]] == ["charge_end"]
    assert shown_charge(case)["removed_on"] is None
    [again] = told(case, "grants.land-charge-corrected")
    assert again["registered_on"] == "2026-03-10"
    assert (again["amount"], again["ends_on"]) == ("10000.00", "2036-03-09")
    case.does("land-charge-removal", {"removed_on": "2030-06-05"})


def test_a_registration_on_which_a_disposal_stands_is_struck_out_after_it(platform):
    case = charged(platform, STROUD)
    case.does("disposal", SOLD)
    assert "came of it" in awaited(case.post("mistakes", mistake(case, "charge_registered")))
    case.does("mistakes", mistake(case, "home_disposed"))
    case.does("mistakes", mistake(case, "charge_registered"))


def demanded(case, kind, **facts):
    """Payments tells of money that is demanded, or is not any more."""
    case.hears(kind(case_id=case.id, district=STROUD, recovery_id=RECOVERY, amount="1.00", **facts))


def test_a_decision_on_repayment_by_mistake_leaves_the_disposal_to_decide_on(platform):
    case = charged(platform, STROUD)
    case.does("disposal", SOLD)
    assert decides(case, decision(STROUD, "9000.00")).is_success
    case.does("mistakes", mistake(case, "repayment_decided"))
    [struck] = told(case, "grants.repayment-decision-struck-out")
    assert (struck["decided_on"], struck["demanded"]) == ("2030-06-05", "9000.00")
    [made] = told(case, "grants.repayment-decided")
    assert struck["decision"] == made["decision"] is not None
    assert shown_charge(case)["decisions"] == []
    taken_off = {"removed_on": "2030-06-05"}
    assert "no repayment was decided" in awaited(case.post("land-charge-removal", taken_off))
    assert decides(case, decision(STROUD, "0.00")).is_success
    assert told(case, "grants.repayment-decided")[-1]["decision"] != made["decision"]
    case.does("land-charge-removal", taken_off)
    assert "came of it" in awaited(case.post("mistakes", mistake(case, "repayment_decided")))


def test_what_payments_demands_is_taken_back_there_first(platform):
    case = charged(platform, STROUD)
    case.does("disposal", SOLD)
    assert decides(case, decision(STROUD, "9000.00")).is_success
    on = platform.now.date()
    demanded(case, GrantDemanded, of_charge=True, demanded_on=on)
    assert "taken back there" in awaited(case.post("mistakes", mistake(case, "repayment_decided")))
    demanded(case, DemandCorrected, corrected_on=on)
    case.does("mistakes", mistake(case, "repayment_decided"))


def test_a_demand_on_another_ground_or_before_the_decision_hinders_nothing(platform):
    case = charged(platform, STROUD)
    on = platform.now.date()
    demanded(case, GrantDemanded, of_charge=True, demanded_on=on)
    case.does("disposal", SOLD)
    assert decides(case, decision(STROUD, "9000.00")).is_success
    demanded(case, GrantDemanded, of_charge=False, demanded_on=on)
    case.does("mistakes", mistake(case, "repayment_decided"))


def test_a_demand_hinders_the_decision_on_which_it_was_made_whatever_was_told_first(platform):
    """Of two disposals: the demand on the first is told after the second was decided on."""
    case = charged(platform, STROUD)
    for part in ("3000.00", "2000.00"):
        case.does("disposal", SOLD)
        assert decides(case, decision(STROUD, part)).is_success
    first, second = (each["decision"] for each in told(case, "grants.repayment-decided"))
    on = platform.now.date()
    demanded(case, GrantDemanded, of_charge=True, demanded_on=on, decision=first)
    case.does("mistakes", mistake(case, "repayment_decided"))
    assert told(case, "grants.repayment-decision-struck-out")[-1]["decision"] == second
    case.does("mistakes", mistake(case, "home_disposed"))
    assert "taken back there" in awaited(case.post("mistakes", mistake(case, "repayment_decided")))


def struck_out(case):
    """What is told once the last agreement is struck out."""
    case.does("mistakes", mistake(case, "contractor_agreed"))
    event = told(case, "grants.contractor-agreement-struck-out")[-1]
    return event["contractor_id"], event["estimate"]


def test_an_agreement_by_mistake_leaves_what_the_approval_or_another_has(platform):
    case = decided(platform, STROUD, works=[FIRST])
    vale, named = contractor_id(case.id, "Vale Bathrooms"), FIRST["estimates"][0]["contractor"]
    for estimate in ("4000.00", "4500.00"):
        case.does("contractor-change", change(estimate=estimate))
    assert struck_out(case) == (str(vale), "4000.00")
    assert struck_out(case) == (str(vale), None)
    case.does("contractor-change", change(estimate="3000.00", contractor=named))
    assert struck_out(case) == (str(contractor_id(case.id, named)), "4860.00")
    case.does("contractor-change", change())
    case.does("works-certification", {"certified_on": "2026-03-10"})
    assert struck_out(case) == (str(vale), None)


def test_an_agreement_before_a_variation_leaves_what_that_says(platform):
    case = decided(platform, STROUD, works=[FIRST])
    named = FIRST["estimates"][0]["contractor"]
    case.does("contractor-change", change(estimate="3000.00", contractor=named))
    case.does("variation", variation(works("4700.00"), cause="applicant_asked"))
    case.does("variation/decision", TODAY)
    assert struck_out(case) == (
        str(contractor_id(case.id, named)),
        told(case, "grants.varied")[-1]["contractors"][0]["estimate"],
    )
