"""Accounts, and what finance does on them over HTTP."""

import datetime as dt
from itertools import count

from shared.contracts.contractors import contractor_id
from shared.contracts.grants import Contractor, WorksCertified
from tests.platform.running import GLOUCESTER

APPROVED_ON = dt.date(2026, 3, 3)


BUILDER = "A. Builder Ltd"
REFERENCES = count(1)


def contractor(case_id, name, estimate):
    """As the approval tells of somebody who gave an estimate."""
    return Contractor(id=contractor_id(case_id, name), estimate=estimate)


def certify(platform, case_id, district=GLOUCESTER, accepted=True):
    platform.tell(
        "payments",
        WorksCertified(
            case_id=case_id, district=district, certified_on=dt.date(2026, 3, 9), works=("ramp",)
        ),
    )
    if accepted:
        assert accept(platform, case_id).status_code == 201


def accept(platform, case_id, **changes):
    """The applicant says whether they accept the works."""
    body = {"satisfied": True, "said_on": "2026-03-09"} | changes
    officer = platform.client("payments", "grant_officer")
    return officer.post(f"/v1/accounts/{case_id}/acceptance", json=body)


def contribute(client, case_id, amount="3329.25", received_on="2026-03-05"):
    body = {"amount": amount, "received_on": received_on}
    return client.post(f"/v1/accounts/{case_id}/contributions", json=body)


def receive(platform, case_id, amount, stage="interim", key=None, **changes):
    """An invoice comes in."""
    invoice = {
        "contractor": BUILDER,
        "reference": f"INV {next(REFERENCES)}",
        "amount": amount,
        "invoiced_on": "2026-03-06",
        "inspected_on": "2026-03-07",
        "value_of_work": "99999.00",
    }
    return platform.client("payments", "finance").post(
        f"/v1/accounts/{case_id}/invoices",
        json={"invoice": invoice | changes, "stage": stage},
        headers={"idempotency-key": key} if key else {},
    )


def decide(platform, invoice, act="approval"):
    """Somebody else decides on it."""
    place = f"/v1/accounts/{invoice['case_id']}/invoices/{invoice['id']}/{act}"
    return platform.client("payments", "payments_approver").post(place)


def release(platform, invoice, key=None, role="payments_releaser"):
    """A third person records that it was paid."""
    return platform.client("payments", role).post(
        f"/v1/accounts/{invoice['case_id']}/invoices/{invoice['id']}/payment",
        headers={"idempotency-key": key} if key else {},
    )


def pay(platform, case_id, amount, stage="interim", **changes):
    """The three in turn, as far as each lets it; the answer to the last."""
    received = receive(platform, case_id, amount, stage, **changes)
    if received.is_error:
        return received
    approved = decide(platform, received.json())
    return approved if approved.is_error else release(platform, received.json())
