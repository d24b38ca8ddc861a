"""Random lives of a grant's account over HTTP, with faults between any two steps.

`python -m tests.payments.lives --lives 100` takes as long as it takes. Sums are aimed: at each limit,
and a penny above it. What may never be is looked for in the tables after each step.
"""

import argparse
import datetime as dt
import random
import sys
import tempfile
import uuid
from pathlib import Path

from deploy.local.postgres import LocalPostgres
from shared.contracts.codes import WithdrawalReason
from shared.contracts.contractors import contractor_id
from shared.contracts.grants import (
    ApprovalRestored,
    ApprovalWithdrawn,
    Approved,
    Award,
    CertificateCorrected,
    Contractor,
    Varied,
    WorksCertified,
)
from tests.payments.faults import Line, answered
from tests.payments.never import LOOK, NEVER
from tests.payments.releases import VOIDED, Desk
from tests.platform.running import Platform, new_database, until

DEAN = "E07000080"
LIMITS = """
    SELECT -coalesce(sum(pence) FILTER (WHERE code = 'L30'), 0) AS unspent,
        coalesce(sum(pence) FILTER (WHERE code = 'M20'), 0) AS committed,
        coalesce(sum(pence) FILTER (WHERE code = 'M30'), 0) AS drawn,
        coalesce(sum(pence) FILTER (WHERE code IN ('E10', 'I10')), 0) AS recoverable
    FROM payments.postings WHERE case_id = $1"""
"""In pence, by what was posted: what payments are held to."""
_IN_TRANSIT = "SELECT 1 FROM payments.run_payments WHERE run_id = $1 AND outcome IS NULL"


class Life:
    """One account, what is done on it at random, and what must never be."""

    def __init__(self, platform, seed):
        self.platform, self.chance = platform, random.Random(seed)
        self.line, self.desk = Line(platform, self.chance), Desk(platform, DEAN)
        self.officer = platform.client("payments", "grant_officer")
        self.case_id = uuid.uuid4()
        self.account = f"/v1/accounts/{self.case_id}"
        self.builders = [f"{name} {self.case_id.hex[:12]}" for name in ("Builders", "Joiners")]
        self.stranger, self.applicant = f"Nobody {self.case_id}", f"Mr Vine {self.case_id.hex}"
        self.banked, self.invoices, self.runs, self.debts, self.holds = 0, [], [], [], []
        self.stale, self.done, self.certified = set(), [], False
        self._open()

    def _open(self):
        for name in (*self.builders, self.stranger, self.applicant):
            self.desk.confirmed_details(name, f"4{self.chance.randrange(10**7):07}")
        self.award = self.chance.randrange(1_000_00, 30_000_00) / 100
        self.share = self.chance.choice([0, self.chance.randrange(100_00, 3_000_00) / 100])
        assert self.receive() is None, "an invoice was taken before the approval"
        self.estimate = self.chance.choice(["20000.00", "90000.00"])
        half = round(self.award / 2, 2)
        self.awards = {"mandatory": half, "top_up": round(self.award - half, 2)}
        gave = [
            Contractor(id=contractor_id(self.case_id, name), estimate=self.estimate)
            for name in self.builders
        ]
        self._tell(Approved, decided_on=dt.date(2026, 3, 3), **self._granted(gave))

    def _granted(self, contractors):
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
            "contractors": contractors,
            "policy_version": f"{DEAN}/2025-04-01",
        }

    def step(self, pressed=()):
        """Something that somebody might do, allowed or not; then what may never be is looked for."""
        acts = {
            "contribute": 3, "receive": 6, "claim": 6, "decide": 4, "cancel": 2, "propose": 6,
            "carry_on": 12, "void": 1, "come_back": 3, "make_good": 4, "certify": 1,
            "hold": 1, "lift": 3, "withdraw": 0.3, "pay": 4, "refund": 2, "demand": 2,
            "settle_debt": 2, "go_on": 2, "vary": 1, "change_details": 0.2,
            "credit": 3, "correct": 1, "stand_again": 1, "not_complete": 1,
        }  # fmt: skip
        acts |= dict.fromkeys(pressed, 60)
        act = self.chance.choices(list(acts), list(acts.values()))[0]
        self.done.append(act)
        getattr(self, act)()
        self.look()

    def look(self):
        """What may never be, and the bank as the answers had it."""
        found = [list(NEVER)[row["what"]] for row in self.platform.sql(LOOK, self.case_id)]
        assert not found, (found, self.done)
        until(lambda: self._bank() == self.banked)

    def _bank(self):
        bank = "SELECT coalesce(sum(pence), 0)::bigint FROM payments.postings"
        return self.platform.sql.one(f"{bank} WHERE case_id = $1 AND code = 'A10'", self.case_id)

    def contribute(self):
        amount = self._some(round(self.share * 100))
        body = {"amount": amount, "received_on": "2026-03-05"}
        if self._send(self.desk.prepares, f"{self.account}/contributions", body):
            self.banked += _pence(amount)

    def correct(self):
        """A contribution was never made."""
        rows = "SELECT id, amount FROM payments.receipts WHERE case_id = $1 ORDER BY id"
        for receipt in self.platform.sql(rows, self.case_id)[:1]:
            place = f"{self.account}/contributions/{receipt['id']}/correction"
            if self._send(self.desk.prepares, place, {"reason": "Another case"}):
                self.banked -= _pence(str(receipt["amount"]))

    def receive(self):
        """An invoice, for a sum at some limit of the account."""
        now, certified = self._limits(), self.certified
        before_completion = int(round(self.award * 100) * 9 // 10 - now["drawn"] + now["unspent"])
        whole = int(now["committed"] + now["unspent"])
        limit = whole if certified else self.chance.choice([before_completion, whole])
        number = self.chance.randrange(6)
        invoice = {
            "contractor": self.chance.choice([*self.builders * 3, self.stranger]),
            "reference": self.chance.choice([f"R{number}", f"r {number}", f"00R{number}"]),
            "amount": self._some(limit),
            "invoiced_on": "2026-03-06",
            "inspected_on": "2026-03-07",
            "value_of_work": "99999.00",
        }
        final = self.chance.random() < (0.5 if certified else 0.1)
        stage = "final" if final else "interim"
        body = {"invoice": invoice, "stage": stage}
        return self._keep(self._send(self.desk.prepares, f"{self.account}/invoices", body))

    def claim(self):
        """An invoice that comes in is decided on at once."""
        received = self.receive()
        if received:
            place = f"{self.account}/invoices/{received['id']}/approval"
            self._send(self.desk.approves, place)

    def refund(self):
        body = {"payee": self.applicant, "amount": self._some(self._limits()["unspent"])}
        asked = self._keep(self._send(self.desk.prepares, f"{self.account}/refunds", body))
        if asked:
            self._send(self.desk.approves, f"{self.account}/refunds/{asked['id']}/approval")

    def decide(self):
        act, body = self.chance.choice(
            [("approval", None)] * 4 + [("rejection", {"reason": "Not detailed"})]
        )
        self._on_invoice(self.desk.approves, act, body)

    def cancel(self):
        self._on_invoice(self.desk.approves, "cancellation", {"reason": "Entered by mistake"})

    def credit(self):
        """The contractor takes part of an invoice back."""
        if self.invoices:
            place = f"{self.account}/invoices/{self.chance.choice(self.invoices)}/credit-notes"
            amount, number = self._some(round(self.award * 10)), self.chance.randrange(10)
            note = {"reference": f"C{number}", "amount": amount, "dated_on": "2026-03-09"}
            made = self._send(self.desk.prepares, place, note | {"about": "Rail not fitted"})
            if made:
                self._send(self.desk.approves, f"{place}/{made['id']}/approval")

    def go_on(self):
        self._on_invoice(self.officer, "continuation", {"reason": "Done before the end"})

    def pay(self):
        paid = self._on_invoice(self.desk.releases, "payment")
        if paid:
            self.banked -= self._payable(paid)

    def propose(self):
        known = self._mostly_approved()
        wanted = self.chance.sample(known, min(len(known), self._few()))
        body = {"district": DEAN, "processing_date": "2026-03-12", "invoices": wanted}
        run = self._send(self.desk.prepares, "/v1/runs", body) if wanted else None
        if run:
            self.runs.append(run["id"])

    def carry_on(self):
        """The next act of a run, whichever that is."""
        if not self.runs:
            return
        place = f"/v1/runs/{self.chance.choice(self.runs)}"
        run = answered(lambda: self.desk.prepares.get(place)).json()
        seen = {name: run[name] for name in ("payments", "total", "digest")}
        if run["state"] == "proposed":
            self._send(self.desk.approves, f"{place}/approval", seen)
        elif run["state"] == "approved":
            sealed = self._send(self.desk.releases, f"{place}/seal")
            assert not (sealed and run["id"] in self.stale), ("to old details", self.done)
        elif run["state"] == "sealed":
            self._send(self.desk.releases, f"{place}/handing-in")
        elif run["state"] == "handed_in":
            self._answer(place, run)

    def change_details(self):
        """A payee's account changes: what is not sealed by now may not go to the old one."""
        if not self.runs:
            return
        name = self.chance.choice(self.builders)
        self.desk.confirmed_details(name, f"4{self.chance.randrange(10**7):07}")
        for run_id in self.runs:
            run = answered(lambda at=run_id: self.desk.prepares.get(f"/v1/runs/{at}")).json()
            pays = name in [line["name"] for line in run["lines"]]
            if pays and run["state"] in {"proposed", "approved"}:
                self.stale.add(run_id)

    def _answer(self, place, run):
        rejected = [x["reference"] for x in run["lines"] if self.chance.random() < 0.3]
        body = {"confirmed_on": "2026-03-10", "rejected": rejected}
        if self._send(self.desk.releases, f"{place}/confirmation", body):
            made = [x["amount"] for x in run["lines"] if x["reference"] not in rejected]
            self.banked -= sum(map(_pence, made))
            until(lambda: self._bank() == self.banked)
            until(lambda: not self.platform.sql(_IN_TRANSIT, uuid.UUID(run["id"])))

    def void(self):
        if self.runs:
            place = f"/v1/runs/{self.chance.choice(self.runs)}/voidance"
            other = self.platform.client("payments", "payments_releaser", sub="other")
            self._send(other, place, VOIDED)

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
        if self._standing()["frozen_on"] is None and not self.certified:
            self.certified = True
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

    def stand_again(self):
        """The approval had not ended."""
        if self._standing()["frozen_on"]:
            why = {"reason": WithdrawalReason.DISABLED_PERSON_DIED, "mandatory_grant": "1.00"}
            self._tell(ApprovalRestored, restored_on=dt.date(2026, 3, 10), **why)

    def not_complete(self):
        """The certificate was a mistake, though nothing was paid by it."""
        if self.certified and self._standing()["settled_on"] is None:
            self.certified = False
            days = {"certified_on": dt.date(2026, 3, 9), "corrected_on": dt.date(2026, 3, 10)}
            self._tell(CertificateCorrected, **days)

    def vary(self):
        """Unforeseen works: the top-up grows."""
        self.awards["top_up"] = round(self.awards["top_up"] + self.award / 7, 2)
        self.award = round(sum(self.awards.values()), 2)
        facts = {"varied_on": dt.date(2026, 3, 8), "cause": "unforeseen_works"}
        self._tell(Varied, **facts, **self._granted(None))
        self.award = float(self._standing()["award"])

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
        amount = self._some(self._limits()["recoverable"])
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
        place, amount = self.chance.choice(self.debts), self._some(round(self.award * 50))
        body = {"amount": amount}
        if self.chance.random() < 0.5:
            came = body | {"received_on": "2026-03-10"}
            if self._send(self.desk.prepares, f"{place}/repayments", came):
                self.banked += _pence(amount)
            return
        why = {"reason": "No estate", "authority": "Delegated 4.2"}
        self._send(self.desk.prepares, f"{place}/write-off", body | why)
        self._send(self.desk.approves, f"{place}/write-off/approval")

    def _standing(self):
        return answered(lambda: self.desk.prepares.get(self.account)).json()

    def _limits(self):
        return self.platform.sql(LIMITS, self.case_id)[0]

    def _on_invoice(self, client, act, body=None):
        """The invoice's number where the act was allowed."""
        known = self._mostly_approved() if act == "payment" else self.invoices
        if not known:
            return None
        chosen = self.chance.choice(known)
        place = f"{self.account}/invoices/{chosen}/{act}"
        return chosen if self._send(client, place, body) else None

    def _keep(self, made):
        if made:
            self.invoices.append(made["id"])
        return made

    def _payable(self, invoice_id):
        row = "SELECT ((amount - credited - retained) * 100)::bigint FROM payments.invoices WHERE id = $1"
        return self.platform.sql.one(row, uuid.UUID(invoice_id))

    def _mostly_approved(self):
        """Invoices to act on: usually only those that are approved, whatever became of them."""
        if self.chance.random() < 0.3:
            return self.invoices
        rows = "SELECT id FROM payments.invoices WHERE case_id = $1 AND state = 'approved'"
        return [str(row["id"]) for row in self.platform.sql(f"{rows} ORDER BY id", self.case_id)]

    def _few(self):
        return self.chance.choice([1, 1, 2, 3])

    def _some(self, limit):
        """Pounds: a part of the limit, the limit, or a penny above it; limit in pence."""
        pence = int(limit)
        aimed = self.chance.choice([pence // 9, pence // 3, pence, pence + 1, pence + 1])
        return f"{max(aimed, 1) / 100:.2f}"

    def _tell(self, kind, **facts):
        self.line.tell(kind(case_id=self.case_id, district=DEAN, **facts))

    def _send(self, client, place, body=None):
        return self.line.send(client, place, body)


def _pence(amount):
    return int(amount.replace(".", ""))


def live(platform, seed, steps, pressed=()):
    """One life; what it did is part of what a failure says."""
    life = Life(platform, seed)
    for _ in range(steps):
        life.step(pressed)
    return life


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


if __name__ == "__main__":
    sys.exit(main())
