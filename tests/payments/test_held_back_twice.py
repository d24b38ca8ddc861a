"""What was held back is due with the final invoice, also where the works then went on (B129)."""

import pytest

from tests.payments.accounts import certify
from tests.payments.never import LOOK
from tests.payments.test_corrected_certificate import WHY, not_complete

PLAN = {
    "stages": [{"name": "Floor", "amount": "5000.00"}, {"name": "Roof", "amount": "4000.00"}],
    "retention_percent": 5,
}


def claims(desk, case_id):
    """What is due of what was held back."""
    found = desk.prepares.get(f"/v1/accounts/{case_id}/invoices").json()["items"]
    return [each for each in found if each["kind"] == "retention"]


@pytest.mark.parametrize("first", ["Floor", "Roof"])
def test_of_works_that_were_not_complete_each_part_is_due_once(platform, approve, desk, first):
    """Whichever of the two came in first."""
    case_id = approve(total="10000.00", pays="0.00")
    officer = platform.client("payments", "grant_officer")
    assert officer.post(f"/v1/accounts/{case_id}/stage-plan", json=PLAN).status_code == 201
    came_in = {
        stage: desk.receive(case_id, amount, plan_stage=stage).json()
        for stage, amount in [("Floor", "4000.00"), ("Roof", "3000.00")]
    }
    second = "Roof" if first == "Floor" else "Floor"
    assert desk.decide(came_in[first]).status_code == 200
    certify(platform, case_id)
    final = desk.approved(case_id, "1000.00", "final")
    not_complete(platform, case_id)
    assert desk.decide(final, "cancellation", WHY).status_code == 200
    assert desk.decide(came_in[second]).status_code == 200
    certify(platform, case_id)
    desk.approved(case_id, "1000.00", "final")
    due = {each["amount"]: each["from_award"] for each in claims(desk, case_id)}
    assert due == {"200.00": "200.00", "150.00": "150.00"}
    assert platform.sql(LOOK, case_id) == []
