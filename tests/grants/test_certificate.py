"""That the works are complete was recorded by mistake: the approval stands as before (section 37)."""

import pytest

from shared.contracts.codes import PaymentStage
from shared.contracts.payments import AccountReopened, PaymentMade, PaymentReturned
from tests.grants.test_mistakes import lines
from tests.grants.test_repayment import charged
from tests.grants.test_service import DAY, GrantCase, awaited
from tests.platform.answers import nothing_changes
from tests.platform.running import STROUD

CERTIFIED = {"certified_on": "2026-03-09"}
CORRECTION = "works-certification/correction"
WHY = {"reason": "The handrails are still missing"}


@pytest.fixture
def certified(platform):
    """A case whose works are said to be complete, of which nothing was paid."""
    case = GrantCase(platform).approved()
    case.does("works-certification", CERTIFIED)
    return case


def paid(case, stage, amount="10000.00"):
    """An invoice of that stage was paid."""
    about = {"case_id": case.id, "district": case.district, "payment_id": case.id}
    money = {"amount": amount, "paid_to_date": amount}
    return case.hears(PaymentMade(**about, paid_on=DAY, stage=stage, **money))


def refused(case):
    with nothing_changes(case.platform, "grants", "cases"):
        return awaited(case.post(CORRECTION, WHY))


def test_the_approval_stands_as_before_and_its_time_runs(certified):
    shown = certified.does(CORRECTION, WHY)
    assert (shown["state"], shown["certified_on"]) == ("approved", None)
    assert (shown["waiting_for"], shown["clocks"][0]["limit"]) == ("contractor", "completion")
    kind, event = certified.platform.told("grants", certified.id)[-1]
    assert kind == "grants.certificate-corrected"
    assert (event["certified_on"], event["corrected_on"]) == ("2026-03-09", "2026-03-10")
    assert WHY["reason"] not in str(event)


def test_what_was_recorded_stays_with_the_reason_and_the_right_day_is_certified(certified):
    certified.does(CORRECTION, WHY)
    *_, complete, struck = lines(certified)
    assert (complete["kind"], struck["kind"]) == ("works_complete", "struck_out")
    assert struck["entry"] == WHY | {"number": complete["number"]}
    shown = certified.does("works-certification", {"certified_on": "2026-03-10"})
    assert (shown["state"], shown["certified_on"]) == ("certified", "2026-03-10")
    assert certified.told()[-2:] == ["grants.certificate-corrected", "grants.works-certified"]


def test_only_a_certificate_is_taken_back(platform):
    assert "the case is approved" in refused(GrantCase(platform).approved())


def test_an_interim_payment_does_not_hinder_it(certified):
    assert paid(certified, PaymentStage.INTERIM).does(CORRECTION, WHY)["state"] == "approved"


def test_what_the_final_payment_was_made_on_stands_until_it_comes_back(certified):
    assert "final payment" in refused(paid(certified, PaymentStage.FINAL))
    about = {"case_id": certified.id, "district": certified.district, "payment_id": certified.id}
    money = {"amount": "10000.00", "paid_to_date": "0.00"}
    certified.hears(PaymentReturned(**about, returned_on=DAY, **money))
    assert certified.does(CORRECTION, WHY)["state"] == "approved"


def test_nothing_is_taken_back_once_the_account_is_settled(certified):
    assert "settled" in refused(certified.hears(certified.settlement()))


def test_an_account_that_is_open_again_is_not_settled(certified):
    about = {"case_id": certified.id, "district": certified.district}
    certified.hears(certified.settlement(), AccountReopened(**about, reopened_on=DAY))
    assert certified.state()["settled_on"] is None
    assert certified.does(CORRECTION, WHY)["state"] == "approved"


def test_the_years_of_a_registered_charge_run_from_it(platform):
    assert "land charge" in refused(charged(platform, STROUD, closed=False))


def test_of_a_nil_grant_the_certificate_alone_had_settled_the_account(platform):
    """Guidance B114: nothing is paid, so nothing hangs on it."""
    nil = GrantCase(platform).approved(reduction="40000.00")
    nil.does("works-certification", CERTIFIED)
    nil.hears(nil.settlement("0.00"))
    assert nil.does(CORRECTION, WHY)["state"] == "approved"


def test_the_clients_word_is_asked_anew(certified):
    """6.17: what they said was of works that were not complete."""
    certified.does(
        "acceptance", {"signed_on": "2026-03-10", "accepted": True, "signed_by_client": True}
    )
    certified.does(CORRECTION, WHY)
    certified.does("works-certification", {"certified_on": "2026-03-10"})
    pack = certified.officer.get(f"/v1/cases/{certified.id}/completion-pack").json()
    assert (pack["acceptance"], pack["whole"]) == (None, False)
