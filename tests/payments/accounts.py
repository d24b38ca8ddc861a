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


def certify(platform, case_id, district=GLOUCESTER):
    platform.tell(
        "payments",
        WorksCertified(
            case_id=case_id, district=district, certified_on=dt.date(2026, 3, 9), works=("ramp",)
        ),
    )


def contribute(client, case_id, amount="3329.25", received_on="2026-03-05"):
    body = {"amount": amount, "received_on": received_on}
    return client.post(f"/v1/accounts/{case_id}/contributions", json=body)


def pay(client, case_id, amount, stage="interim", key=None, **changes):
    invoice = {
        "contractor": BUILDER,
        "reference": f"INV {next(REFERENCES)}",
        "amount": amount,
        "invoiced_on": "2026-03-06",
        "inspected_on": "2026-03-07",
        "value_of_work": "99999.00",
    }
    return client.post(
        f"/v1/accounts/{case_id}/payments",
        json={"invoice": invoice | changes, "stage": stage},
        headers={"idempotency-key": key} if key else {},
    )
