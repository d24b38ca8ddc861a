"""Random lives of a grant's account over HTTP, with faults between any two steps.

`python -m tests.payments.lives --lives 100` takes as long as it takes. Each step may be lost on the
way back and sent again, or broken off by the database; what may never be is looked for in the tables
after each, by statements that share no code with the service.
"""

import argparse
import datetime as dt
import random
import sys
import tempfile
import threading
import uuid
from pathlib import Path

from deploy.local.postgres import LocalPostgres
from shared.contracts.codes import WithdrawalReason
from shared.contracts.contractors import contractor_id
from shared.contracts.grants import (
    ApprovalWithdrawn,
    Approved,
    Award,
    Contractor,
    Varied,
    WorksCertified,
)
from tests.payments.releases import Desk
from tests.platform.running import Platform, new_database, until

DEAN = "E07000080"
BUILDERS = {"Dean Builders": "41000001", "Dean Joiners": "41000002"}
STRANGER, APPLICANT = "Nobody Known", "Mr A Vine"
CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE usename = 'dfg_payments' AND datname = current_database()"
)
NEVER = {
    "an entry does not balance": """
        SELECT entry_id FROM payments.postings WHERE case_id = $1
        GROUP BY entry_id, starts_with(code, 'M') HAVING sum(pence) <> 0""",
    "a pound of an award is lost": """
        SELECT of FROM payments.postings WHERE case_id = $1 AND starts_with(code, 'M')
        GROUP BY of HAVING sum(pence) <> 0
            OR coalesce(sum(pence) FILTER (WHERE code = 'M20'), 0) < 0
            OR coalesce(sum(pence) FILTER (WHERE code = 'M30'), 0) < 0
            OR coalesce(sum(pence) FILTER (WHERE code = 'M40'), 0) < 0""",
    "what is owed has become less than nil": """
        SELECT code, of FROM payments.postings
        WHERE case_id = $1 AND code IN ('L10', 'L20', 'L30', 'L40', 'L50', 'I10')
        GROUP BY code, of HAVING sum(pence) > 0""",
    "what is owed to the council has become less than nil": """
        SELECT of FROM payments.postings WHERE case_id = $1 AND code = 'A20'
        GROUP BY of HAVING sum(pence) < 0""",
    "more than nine tenths was drawn before completion": """
        SELECT 1 FROM payments.accounts a WHERE case_id = $1 AND works_certified_on IS NULL AND (
            SELECT coalesce(sum(pence), 0) FROM payments.postings p
            WHERE p.case_id = a.case_id AND code = 'M30') > a.award * 90""",
    "more was accepted than awarded and paid in": """
        SELECT 1 FROM payments.accounts a WHERE case_id = $1 AND (
            SELECT coalesce(-sum(pence), 0) FROM payments.postings p
            WHERE p.case_id = a.case_id AND code IN ('A10', 'L10', 'L20', 'L40', 'L50')
        ) > a.award * 100""",
    "an invoice was paid twice, or not what was approved": """
        SELECT i.id FROM payments.invoices i CROSS JOIN LATERAL (
            SELECT -coalesce(sum(p.pence), 0) AS gone FROM payments.postings p
            JOIN payments.entries e ON e.id = p.entry_id
            WHERE p.code = 'A10' AND (e.cause = i.id OR e.cause IN (
                SELECT r.id FROM payments.run_payments r WHERE r.invoice = i.id))) AS bank
        WHERE i.case_id = $1
            AND bank.gone <> CASE WHEN i.paid_on IS NULL THEN 0 ELSE (i.amount - i.retained) * 100 END""",
    "something was paid that nobody approved": """
        SELECT id FROM payments.invoices
        WHERE case_id = $1 AND (paid_on IS NOT NULL OR run_id IS NOT NULL)
            AND (state <> 'approved' OR decided_by IS NULL OR decided_by = received_by)""",
    "money went to an account that two people had not confirmed as the payee's": """
        SELECT r.id FROM payments.run_payments r JOIN payments.invoices i ON i.id = r.invoice
        JOIN payments.bank_details b ON b.id = r.bank_details JOIN payments.runs n ON n.id = r.run_id
        WHERE r.case_id = $1 AND (b.confirmed_by IS NULL OR b.name <> i.invoice ->> 'contractor'
            OR n.content -> 'payments' -> (r.line - 1) ->> 'account_number' <> b.account_number)""",
    "a stranger was paid": """
        SELECT id FROM payments.invoices WHERE case_id = $1 AND state = 'approved'
            AND kind = 'works' AND invoice ->> 'contractor' = 'Nobody Known'""",
}


class Life:
    """One account, what is done on it at random, and what must never be."""

    def __init__(self, platform, seed):
        self.platform, self.chance = platform, random.Random(seed)
        self.desk = Desk(platform, DEAN)
        self.officer = platform.client("payments", "grant_officer")
        self.case_id = uuid.uuid4()
        self.account = f"/v1/accounts/{self.case_id}"
        self.banked, self.invoices, self.runs, self.debts, self.holds = 0, [], [], [], []
        self.done = []
        self._open()

    def _open(self):
        known = {"district": DEAN, "name": APPLICANT}
        details = "/v1/bank-details"
        found = _answered(lambda: self.desk.prepares.get(details, params=known))
        if not found.json()["items"]:
            for name, number in {**BUILDERS, APPLICANT: "41000009", STRANGER: "41000008"}.items():
                self.desk.confirmed_details(name, number)
        self.award = self.chance.randrange(1_000_00, 30_000_00) / 100
        self.share = self.chance.choice([0, self.chance.randrange(100_00, 3_000_00) / 100])
        builders = [
            Contractor(id=contractor_id(self.case_id, name), estimate="20000.00")
            for name in BUILDERS
        ]
        half = round(self.award / 2, 2)
        self.awards = {"mandatory": half, "top_up": round(self.award - half, 2)}
        self._tell(Approved, decided_on=dt.date(2026, 3, 3), **self._granted(builders))

    def _granted(self, builders):
        """The scheme as it stands."""
        return {
            "estimated_expense": "30000.00",
            "awards": [
                Award(kind=kind, amount=f"{amount:.2f}", clause="section 23")
                for kind, amount in self.awards.items()
            ],
            "mandatory_grant": f"{self.awards['mandatory']:.2f}",
            "total_award": f"{self.award:.2f}",
            "applicant_pays": f"{self.share:.2f}",
            "land_charges": (),
            "conditions": (),
            "contractors": builders,
            "policy_version": f"{DEAN}/2025-04-01",
        }

    def step(self):
        """Something that somebody might do, allowed or not; then what may never be is looked for."""
        acts = {
            self.contribute: 3, self.receive: 8, self.decide: 8, self.cancel: 2, self.propose: 5,
            self.carry_on: 12, self.void: 1, self.come_back: 3, self.make_good: 4, self.certify: 1,
            self.hold: 1, self.lift: 3, self.withdraw: 0.3, self.pay: 2, self.refund: 2,
            self.demand: 1, self.settle_debt: 2, self.go_on: 2, self.vary: 1,
        }  # fmt: skip
        act = self.chance.choices(list(acts), list(acts.values()))[0]
        self.done.append(act.__name__)
        act()
        self.look()

    def look(self):
        """What may never be, and the bank as the answers had it."""
        for what, statement in NEVER.items():
            assert not self.platform.sql(statement, self.case_id), (what, self.done)
        until(lambda: self._bank() == self.banked)

    def _bank(self):
        bank = "SELECT coalesce(sum(pence), 0)::bigint FROM payments.postings"
        return self.platform.sql.one(f"{bank} WHERE case_id = $1 AND code = 'A10'", self.case_id)

    def contribute(self):
        amount = self._some(self.share or 10)
        body = {"amount": f"{amount:.2f}", "received_on": "2026-03-05"}
        if self._send(self.desk.prepares, f"{self.account}/contributions", body):
            self.banked += round(amount * 100)

    def receive(self):
        name = self.chance.choice([*BUILDERS, *BUILDERS, *BUILDERS, STRANGER])
        amount = f"{self._some(self.award):.2f}"
        invoice = {
            "contractor": name,
            "reference": f"R{self.chance.randrange(40)}",
            "amount": amount,
            "invoiced_on": "2026-03-06",
            "inspected_on": "2026-03-07",
            "value_of_work": "99999.00",
        }
        stage = self.chance.choice(["interim", "interim", "interim", "final"])
        body = {"invoice": invoice, "stage": stage}
        self._keep(self._send(self.desk.prepares, f"{self.account}/invoices", body))

    def refund(self):
        body = {"payee": APPLICANT, "amount": f"{self._some(self.share or 10):.2f}"}
        asked = self._send(self.desk.prepares, f"{self.account}/refunds", body)
        if asked:
            self._keep(asked)
            self._send(self.desk.approves, f"{self.account}/refunds/{asked['id']}/approval")

    def decide(self):
        act, body = self.chance.choice(
            [("approval", None)] * 4 + [("rejection", {"reason": "Not detailed"})]
        )
        self._on_invoice(self.desk.approves, act, body)

    def cancel(self):
        self._on_invoice(self.desk.approves, "cancellation", {"reason": "Entered by mistake"})

    def go_on(self):
        self._on_invoice(self.officer, "continuation", {"reason": "Done before the end"})

    def pay(self):
        paid = self._on_invoice(self.desk.releases, "payment")
        if paid:
            self.banked -= self._payable(paid)

    def propose(self):
        wanted = self.chance.sample(self.invoices, min(len(self.invoices), 3))
        body = {"district": DEAN, "processing_date": "2026-03-12", "invoices": wanted}
        run = self._send(self.desk.prepares, "/v1/runs", body) if wanted else None
        if run:
            self.runs.append(run["id"])

    def carry_on(self):
        """The next act of a run, whichever that is."""
        if not self.runs:
            return
        place = f"/v1/runs/{self.chance.choice(self.runs)}"
        run = _answered(lambda: self.desk.prepares.get(place)).json()
        seen = {name: run[name] for name in ("payments", "total", "digest")}
        if run["state"] == "proposed":
            self._send(self.desk.approves, f"{place}/approval", seen)
        elif run["state"] == "approved":
            self._send(self.desk.releases, f"{place}/seal")
        elif run["state"] == "sealed":
            self._send(self.desk.releases, f"{place}/handing-in")
        elif run["state"] == "handed_in":
            self._answer(place, run)

    def _answer(self, place, run):
        rejected = [x["reference"] for x in run["lines"] if self.chance.random() < 0.3]
        body = {"confirmed_on": "2026-03-10", "rejected": rejected}
        if self._send(self.desk.releases, f"{place}/confirmation", body):
            made = [x["amount"] for x in run["lines"] if x["reference"] not in rejected]
            self.banked -= sum(_pence(amount) for amount in made)
            until(lambda: self._bank() == self.banked)
            until(lambda: not self.platform.sql(_IN_TRANSIT, uuid.UUID(run["id"])))

    def void(self):
        if self.runs:
            place = f"/v1/runs/{self.chance.choice(self.runs)}/voidance"
            self._send(self.platform.client("payments", "payments_releaser", sub="other"), place)

    def come_back(self):
        for row in self._lines("paid"):
            advice = {"reference": row["reference"], "amount": str(row["amount"])}
            told = {"district": DEAN, "returned_on": "2026-03-10", "reason": "requested"}
            if self._send(self.desk.prepares, "/v1/returns", advice | told):
                self.banked += _pence(str(row["amount"]))

    def make_good(self):
        for row in self._lines("rejected", "returned"):
            place = f"/v1/runs/{row['run_id']}/made-good"
            self._send(self.desk.approves, place, {"reference": row["reference"]})

    def _lines(self, *outcomes):
        rows = self.platform.sql(
            "SELECT run_id, reference, amount FROM payments.run_payments"
            " WHERE case_id = $1 AND outcome = ANY($2) ORDER BY id LIMIT 1",
            self.case_id,
            list(outcomes),
        )
        return [dict(row) for row in rows]

    def certify(self):
        if self._standing()["frozen_on"] is None:
            self._tell(WorksCertified, certified_on=dt.date(2026, 3, 9), works=("ramp",))
            said = {"satisfied": True, "said_on": "2026-03-09"}
            self._send(self.officer, f"{self.account}/acceptance", said)

    def withdraw(self):
        now = self._standing()
        if now["works_certified_on"] or now["frozen_on"]:
            return
        self._tell(
            ApprovalWithdrawn,
            withdrawn_on=dt.date(2026, 3, 9),
            reason=WithdrawalReason.DISABLED_PERSON_DIED,
            clause="guidance B136",
            paid="0.00",
        )

    def vary(self):
        """Unforeseen works: the top-up grows."""
        more = self._some(self.award / 5)
        self.awards["top_up"] = round(self.awards["top_up"] + more, 2)
        self.award = round(sum(self.awards.values()), 2)
        facts = {"varied_on": dt.date(2026, 3, 8), "cause": "unforeseen_works"}
        self._tell(Varied, **facts, **self._granted(None))

    def hold(self):
        body = {"held_for": "applicant", "reason": "The door sticks"}
        hold = self._send(self.officer, f"{self.account}/holds", body)
        if hold:
            self.holds.append(hold["id"])

    def lift(self):
        if self.holds:
            place = f"{self.account}/holds/{self.holds.pop()}/lifting"
            self._send(self.desk.approves, place, {"judgement": "Planed"})

    def demand(self):
        amount = f"{self._some(self.award):.2f}"
        due = [{"due_on": "2026-06-01", "amount": amount}]
        body = {"ground": "breach", "amount": amount, "reason": "Let out", "instalments": due}
        debt = self._send(self.desk.prepares, f"{self.account}/recoveries", body)
        if debt:
            place = f"{self.account}/recoveries/{debt['id']}"
            self.debts.append(place)
            self._send(self.desk.approves, f"{place}/approval")

    def settle_debt(self):
        if not self.debts:
            return
        place, amount = self.chance.choice(self.debts), self._some(self.award / 2)
        body = {"amount": f"{amount:.2f}"}
        if self.chance.random() < 0.5:
            if self._send(
                self.desk.prepares, f"{place}/repayments", body | {"received_on": "2026-03-10"}
            ):
                self.banked += round(amount * 100)
            return
        why = {"reason": "No estate", "authority": "Delegated 4.2"}
        self._send(self.desk.prepares, f"{place}/write-off", body | why)
        self._send(self.desk.approves, f"{place}/write-off/approval")

    def _standing(self):
        return _answered(lambda: self.desk.prepares.get(self.account)).json()

    def _on_invoice(self, client, act, body=None):
        """The invoice's number where the act was allowed."""
        if not self.invoices:
            return None
        chosen = self.chance.choice(self.invoices)
        return (
            chosen if self._send(client, f"{self.account}/invoices/{chosen}/{act}", body) else None
        )

    def _keep(self, made):
        if made:
            self.invoices.append(made["id"])

    def _payable(self, invoice_id):
        row = "SELECT ((amount - retained) * 100)::bigint FROM payments.invoices WHERE id = $1"
        return self.platform.sql.one(row, uuid.UUID(invoice_id))

    def _some(self, most):
        return self.chance.choice([0.01, round(most / 10, 2), round(most / 3, 2), round(most, 2)])

    def _tell(self, kind, **facts):
        self.platform.tell("payments", kind(case_id=self.case_id, district=DEAN, **facts))

    def _send(self, client, place, body=None):
        """What was answered to an act that was allowed; it may have been lost and sent again."""
        key = {"idempotency-key": uuid.UUID(int=self.chance.getrandbits(128)).hex}
        fault = self.chance.choices(["none", "lost", "cut off"], [7, 2, 1])[0]
        cut_off = threading.Timer(self.chance.random() / 50, self._cut_off)
        if fault == "cut off":
            cut_off.start()
        answer = _answered(lambda: client.post(place, json=body, headers=key))
        if fault == "cut off":
            cut_off.join()
        assert answer.status_code < 500, (place, answer.text, self.done)
        if fault == "lost" and answer.is_success:
            again = _answered(lambda: client.post(place, json=body, headers=key))
            assert again.json() == answer.json(), (place, self.done)
        return answer.json() if answer.is_success else None

    def _cut_off(self):
        cutting = type(self.platform.sql)(self.platform.superuser_url)
        cutting(CUT_OFF)
        cutting.close()


_IN_TRANSIT = "SELECT 1 FROM payments.run_payments WHERE run_id = $1 AND outcome IS NULL"


def _answered(ask):
    """What was answered once the service has its database again."""
    answers = []

    def is_answered():
        answers.append(ask())
        return answers[-1].status_code != 503

    until(is_answered)
    return answers[-1]


def _pence(amount):
    return int(amount.replace(".", ""))


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.payments.lives", description=__doc__)
    parser.add_argument("--lives", type=int, default=100)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = LocalPostgres(Path(folder) / "data")
        server.start()
        platform = Platform(server.superuser_url, new_database("lives"))
        for seed in range(options.seed, options.seed + options.lives):
            live(platform, seed, options.steps)
            print(f"seed {seed}: {options.steps} steps, nothing that may never be")
        platform.stop()
        server.stop("immediate")
    return 0


def live(platform, seed, steps):
    """One life; what it did is part of what a failure says."""
    life = Life(platform, seed)
    for _ in range(steps):
        life.step()
    return life


if __name__ == "__main__":
    sys.exit(main())
