"""A payment run as three people carry it over HTTP, and where contractors are paid."""

from tests.payments.accounts import BUILDER, REFERENCES
from tests.platform.running import GLOUCESTER

PROCESSED_ON = "2026-03-12"
VOIDED = {"reason": "Another day was meant"}


class Desk:
    """Who prepares, who approves, who releases."""

    def __init__(self, platform, district=GLOUCESTER):
        self.platform, self.district = platform, district
        self.prepares = platform.client("payments", "finance")
        self.approves = platform.client("payments", "payments_approver")
        self.releases = platform.client("payments", "payments_releaser")
        if self.prepares.get(f"/v1/debit-accounts/{district}").status_code == 404:
            self.pay_from(self.debit_account())

    def pay_from(self, account):
        """From which account the district pays: one enters it, another confirms it."""
        entered = self.prepares.post("/v1/debit-accounts", json=account).json()
        return self.approves.post(f"/v1/debit-accounts/{entered['id']}/confirmation")

    def debit_account(self, **changes):
        return {
            "district": self.district,
            "name": "Council",
            "sort_code": "090909",
            "account_number": "01234567",
            "service_user_number": f"0{self.district[-5:]}",
            "next_serial": 1,
            "last_serial": 9999,
        } | changes

    def details(self, name=BUILDER, account="55779911"):
        body = {
            "district": self.district,
            "name": name,
            "sort_code": "200000",
            "account_number": account,
            "evidence": "Letterhead and a call",
        }
        return self.prepares.post("/v1/bank-details", json=body).json()

    def confirmed_details(self, name=BUILDER, account="55779911"):
        made = self.details(name, account)
        return self.approves.post(f"/v1/bank-details/{made['id']}/confirmation").json()

    def know_payee(self, name=BUILDER):
        """Have details in force: entered once, since changed ones wait five working days."""
        known = {"district": self.district, "name": name}
        if not self.prepares.get("/v1/bank-details", params=known).json()["items"]:
            self.confirmed_details(name)

    def receive(self, case_id, amount, stage="interim", by=None, **changes):
        invoice = {
            "contractor": BUILDER,
            "reference": f"INV {next(REFERENCES)}",
            "amount": amount,
            "invoiced_on": "2026-03-06",
            "inspected_on": "2026-03-07",
            "value_of_work": "99999.00",
        }
        body = {"invoice": invoice | changes, "stage": stage}
        return (by or self.prepares).post(f"/v1/accounts/{case_id}/invoices", json=body)

    def decide(self, invoice, act="approval", body=None):
        place = f"/v1/accounts/{invoice['case_id']}/invoices/{invoice['id']}/{act}"
        return self.approves.post(place, json=body)

    def approved(self, case_id, amount, stage="interim", **changes):
        answer = self.decide(self.receive(case_id, amount, stage, **changes).json())
        assert answer.status_code == 200, answer.text
        return answer.json()

    def propose(self, *invoices, key=None, day=PROCESSED_ON):
        ids = [invoice["id"] for invoice in invoices] or None
        body = {"district": self.district, "processing_date": day, "invoices": ids}
        return self.prepares.post(
            "/v1/runs", json=body, headers={"idempotency-key": key} if key else {}
        )

    def approve(self, run, **changes):
        seen = {name: run[name] for name in ("payments", "total", "digest")} | changes
        return self.approves.post(f"/v1/runs/{run['id']}/approval", json=seen)

    def release(self, run, act, body=None):
        return self.releases.post(f"/v1/runs/{run['id']}/{act}", json=body)

    def sealed(self, *invoices):
        run = self.propose(*invoices).json()
        assert self.approve(run).status_code == 200
        answer = self.release(run, "seal")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def answered(self, run, *rejected):
        assert self.release(run, "handing-in").status_code == 200
        self.confirmed(run, rejected=rejected)

    def confirmed(self, run, **answer):
        body = {"confirmed_on": "2026-03-10"} | answer
        answer = self.release(run, "confirmation", body)
        assert answer.status_code == 200, answer.text

    def came_back(self, line, **changes):
        """The payee's bank sends a credit back."""
        advice = {
            "district": self.district,
            "reference": line["reference"],
            "amount": line["amount"],
            "returned_on": "2026-03-10",
            "reason": "closed",
        }
        return self.prepares.post("/v1/returns", json=advice | changes)

    def made_good(self, run, line):
        body = {"reference": line["reference"]}
        return self.approves.post(f"/v1/runs/{run['id']}/made-good", json=body)
