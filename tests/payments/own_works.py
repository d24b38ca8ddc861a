"""Works that the council orders itself, from the order to the payment, over HTTP."""

import datetime as dt
import uuid
from decimal import Decimal

from tests.payments.test_contractors import known
from tests.platform.running import GLOUCESTER, until

UTR = "1955839661"
LABOUR = {"description": "Shower, labour", "net": "3000.00", "vat": "600.00", "code": "S"}
MATERIALS = {
    "description": "Shower tray", "net": "2000.00", "vat": "400.00", "code": "S", "materials": True,
}  # fmt: skip
VERIFIED = {
    "standing": "net", "tax_reference": UTR, "number": "V1234567890", "verified_on": "2026-03-02",
}  # fmt: skip
MONTH = {"district": GLOUCESTER, "ending": "2026-04-05"}
ON = "2026-03-10"
DATES = {"invoiced_on": ON, "inspected_on": ON}


def listed(desk, name=None, standing="net", **changes):
    """Somebody on Gloucester's list, as HMRC verified them, with details in force."""
    name = name or f"Firm {uuid.uuid4().hex[:8]}"
    facts = known(name, district=GLOUCESTER, vat_number="GB 980 7806 84")
    facts["cis"] = VERIFIED | {"standing": standing}
    entered = desk.prepares.post("/v1/contractors", json=facts | changes).json()
    approved = desk.approves.post(f"/v1/contractors/{entered['id']}/approval")
    assert approved.status_code == 200
    desk.know_payee(name)
    return name


def ordered(desk, contractor, amount="6000.00"):
    """Works that one person put forward, and another approved: their account's number."""
    order = {"district": GLOUCESTER, "contractor": contractor, "amount": amount}
    made = desk.prepares.post("/v1/work-orders", json=order | {"about": "Shower, tenancy T 118"})
    assert made.status_code == 201, made.text
    approved = desk.approves.post(f"/v1/work-orders/{made.json()['id']}/approval")
    assert approved.status_code == 200, approved.text
    return made.json()["id"]


def received(desk, order, contractor, *, lines=(LABOUR, MATERIALS), stage="interim", on=ON):
    total = sum(Decimal(line["net"]) + Decimal(line["vat"]) for line in lines)
    told = {"contractor": contractor, "lines": list(lines), "invoiced_on": on, "inspected_on": on}
    return desk.receive(order, f"{total:.2f}", stage, **told)


def accepted(desk, order, contractor, **changes):
    answer = desk.decide(received(desk, order, contractor, **changes).json())
    assert answer.status_code == 200, answer.text
    return answer.json()


def ran(desk, *invoices):
    """Paid by a run of three people, to the bank's answer."""
    run = desk.sealed(*invoices)
    desk.answered(run)
    until(lambda: all(outcome(desk, run)))
    return run


def outcome(desk, run):
    items = desk.prepares.get(f"/v1/runs/{run['id']}/payments").json()["items"]
    return [each["outcome"] for each in items]


def ledger(platform, order):
    """What each account of the ledger came to, in pence."""
    rows = platform.sql(
        "SELECT code, sum(pence)::bigint AS pence FROM payments.postings WHERE case_id = $1"
        " GROUP BY code HAVING sum(pence) <> 0",
        uuid.UUID(order),
    )
    return {row["code"]: row["pence"] for row in rows}


def month(desk, contractor):
    """The return of the tax month, and what it says of one subcontractor."""
    told = desk.prepares.get("/v1/cis/return", params=MONTH).json()
    return told, [each for each in told["items"] if each["name"] == contractor]


def after_the_month(platform):
    platform.now = dt.datetime(2026, 4, 6, 12, tzinfo=dt.UTC)
