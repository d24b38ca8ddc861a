"""Random lives of cases over HTTP: whatever is sent in whatever order, what must hold holds.

`python -m tests.grants.lives --lives 500` drives so many, on a platform of its own.
"""

import argparse
import datetime as dt
import tempfile
import uuid
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from deploy.local.postgres import LocalPostgres
from services.grants.domain.casework.life import TRANSITIONS
from shared.contracts.codes import MeansTestKind, PaymentStage
from shared.contracts.payments import AccountSettled, ContributionReceived, PaymentMade
from tests.grants.cases import CANNOCK, works
from tests.grants.test_service import GrantCase, application, assessed, resources
from tests.platform.running import GLOUCESTER, NOW, STROUD, Platform, new_database, until

AFTER = {
    "grants.offer-made": "grants.cost-estimated",
    "grants.approved": "grants.application-completed",
    "grants.refused": "grants.application-completed",
    "grants.review-requested": "grants.refused",
    "grants.review-answered": "grants.review-requested",
    "grants.review-struck-out": "grants.review-requested",
    "grants.refusal-reopened": "grants.refused",
    "grants.varied": "grants.approved",
    "grants.contractor-agreed": "grants.approved",
    "grants.prolonged": "grants.approved",
    "grants.payment-held": "grants.approved",
    "grants.payment-freed": "grants.payment-held",
    "grants.change-decided": "grants.approved",
    "grants.repayment-decided": "grants.approved",
    "grants.approval-withdrawn": "grants.approved",
    "grants.works-certified": "grants.approved",
    "grants.land-charge-registered": "grants.works-certified",
    "grants.land-charge-removed": "grants.land-charge-registered",
}
"""No event is told before the one that has to come first: nothing is paid or freed unapproved."""
ENDS = {"grants.closed", "grants.repayment-decided", "grants.land-charge-removed"}
"""What may still be told of a closed case."""
RUNS = {"applied": "decision", "approved": "completion"}
"""The time of the law that runs in a state, and is never lost."""
WAYS = {(t.origin, t.to) for t in TRANSITIONS} | {(t.to, t.to) for t in TRANSITIONS}


def scheme(cost):
    """Works whose lowest estimate is that, in pounds."""
    return [works(f"{cost}.00")]


def varied(cost, cause):
    return {"works": scheme(cost), "services_and_charges": [], "cause": cause, "reason": "x"}


SHOWER = {
    "id": "1",
    "works": "w1",
    "says": "x",
    "quantity": 1,
    "unit": "each",
    "vat": "washroom",
}


def priced(cost, day):
    """An estimate by line of a contractor."""
    line = {"line": "1", "price": f"{cost}.00"}
    return {"contractor": "Vale", "given_on": day, "lines": [line]}


def bodies(day, cost, flag, district):
    """Every command of a case's life, as somebody could send it on that day."""
    made = application(
        authority=district, works=[works(f"{cost}.00", reasonable_and_practicable=flag)]
    )
    figures = {"applicant_pays": "0.00", "land_charges": "0.00"}
    decided = {"decided_on": day, "because": "x", "demanded": "0.00"}
    matters = ("financial_hardship", "employment", "health_or_wellbeing", "care")
    post = "service_manager" if district == GLOUCESTER else None
    weighed = [{"matter": m, "found": "x"} for m in matters]
    later = (dt.date.fromisoformat(day) + dt.timedelta(days=400)).isoformat()
    return {
        "disability-finding": {
            "disabled": flag,
            "ground": "registered_or_could_be" if flag else None,
            "found_on": "2026-03-02",
        },
        "cost-estimate": {"works": scheme(cost)},
        "schedule": {"lines": [SHOWER]},
        "estimates": priced(cost, day),
        "offer": made,
        "application": made | {"applied_on": "2026-03-02"},
        "application/amendment": {"application": made, "reason": "x"},
        "application/urgent-works": {"works": ["w1"], "reason": "x"},
        "invitation": {"invited_on": day, "answer_by": later, "reason": "x"},
        "invitation/answer": {"answered_on": day, "reason": "x"},
        "decision": {"decided_on": day},
        "extension": {"asked_on": day, "until": later, "reason": "x"},
        "variation": varied(cost, "applicant_asked" if flag else "unforeseen_works"),
        "variation/consent": figures | {"given_on": day},
        "variation/drop": {"reason": "x"},
        "variation/decision": {"varied_on": day},
        "contractor-change": {
            "agreed_on": day,
            "contractor": "Vale",
            "works": ["w1"],
            "estimate": "5.00",
            "reason": "x",
        },
        "dispute": {
            "raised_on": day,
            "by": "applicant" if flag else "authority",
            "reason": "x",
        },
        "dispute/settlement": {"settled_on": day, "outcome": "remedied", "reason": "x"},
        "works-certification": {"certified_on": day},
        "acceptance": {"signed_on": day, "accepted": True, "signed_by_client": True},
        "later-checks": {"checked_on": day, "suitable": flag, "found": "x"},
        "land-charge-registration": {"registered_on": day},
        "disposal": {"disposed_on": day, "kind": "sale"},
        "repayment-decision": decided | {"by": post, "weighed": weighed},
        "land-charge-removal": {"removed_on": day},
        "change-of-circumstances": decided
        | {
            "reason": "disabled_person_died" if flag else "application_wrong",
            "happened_on": day,
            "course": "go_on" if flag else "stop",
            "still_paid": "0.00",
        },
        "withdrawal": {"withdrawn_on": day, "reason": "applicant_withdrew"},
        "review": {"asked_on": day, "reason": "x"},
        "review/answer": {
            "answered_on": day,
            "outcome": "decided_again" if flag else "stands",
            "reason": "x",
        },
        "clinic-referral": {"referred_on": day, "why": "costly", "question": "x"},
        "clinic-advice": {
            "met_on": day,
            "attended_by": [{"post": "grant_officer", "authority": district}],
            "advice": "move",
            "reasons": ["cost_effective"],
            "in_words": "x",
        },
        "clinic-decision": {
            "decided_on": day,
            "course": "move",
            "reasons": ["cost_effective"],
            "in_words": "x",
        },
        "complaints": {
            "made_on": day,
            "about": "decision" if flag else "service",
            "stage": "corporate_complaint",
            "reason": "x",
        },
        "complaints/answer": {
            "answered_on": day,
            "outcome": "upheld",
            "remedies": [{"kind": "decide_again" if flag else "apology", "by": later}],
            "reason": "x",
        },
        "complaints/remedies": {"kind": "apology", "done_on": day},
        "mistakes": {"number": 9, "reason": "x"},
        "notes": {"text": "x"},
        "closure": None,
    }


ANSWERS = ("review/answer", "complaints/answer")
"""Somebody else's acts."""
NAMES = sorted(bodies("2026-03-10", 9000, True, GLOUCESTER))
NEXT = {
    "open": ("disability-finding", "cost-estimate", "offer", "application"),
    "offered": ("disability-finding", "application"),
    "applied": ("disability-finding", "decision"),
    "approved": ("variation", "variation/decision", "dispute", "works-certification"),
    "refused": ("review", "review/answer", "closure"),
    "certified": ("land-charge-registration", "disposal", "acceptance", "closure"),
    "withdrawn": ("closure",),
    "closed": ("disposal", "repayment-decision", "land-charge-removal"),
}
"""What usually comes next, so that lives get old."""
COSTS = st.sampled_from([4860, 9000, 31000])


class Life(RuleBasedStateMachine):
    """A case that anything may happen to."""

    platform: Platform

    @initialize(
        district=st.sampled_from([GLOUCESTER, STROUD, CANNOCK]),
        reduction=st.sampled_from(["0.00", "1000.00", "40000.00"]),
    )
    def a_household_is_referred(self, district, reduction):
        self.platform.now = NOW
        self.case, self.reduction = GrantCase(self.platform, district), reduction
        manager = "service_manager" if district == GLOUCESTER else "grant_officer"
        self.managers = self.platform.client("grants", manager)
        self.colleague = self.platform.client("grants", "grant_officer", sub="colleague")
        self.case.hears(assessed(self.case.id, district))
        self.before = self.case.state()["state"]

    @property
    def day(self):
        return self.platform.now.date().isoformat()

    def send(self, name, cost, flag):
        """Send a command: it does something that can be seen, or nothing at all."""
        body = bodies(self.day, cost, flag, self.case.district)[name]
        asked, answered = self.case.officer, dict.fromkeys(ANSWERS, self.colleague)
        answered["repayment-decision"] = self.managers
        before = self.trace()
        place = f"/v1/cases/{self.case.id}/{name}"
        answer = answered.get(name, asked).post(place, json=body)
        assert answer.status_code < 500, answer.text
        after = self.trace()
        if answer.is_success:
            assert after[0] > before[0], f"{name} left no entry"
        else:
            assert after == before, (name, before, after, self.case.told(), answer.text)

    def trace(self):
        """How much there is of the case: entries, and events that were told."""
        counts = "SELECT (SELECT count(*) FROM grants.entries WHERE case_id = $1) AS entries,"
        counts += " (SELECT count(*) FROM grants.outbox WHERE case_id = $1) AS told"
        return tuple(self.platform.sql(counts, self.case.id)[0])

    @rule(name=st.sampled_from(NAMES), cost=COSTS, flag=st.booleans())
    def anything_is_sent(self, name, cost, flag):
        self.send(name, cost, flag)

    @rule(number=st.integers(0, 3), cost=COSTS)
    def what_comes_next_is_sent(self, number, cost):
        usual = NEXT[self.case.state()["state"]]
        self.send(usual[number % len(usual)], cost, True)

    @rule(kind=st.sampled_from(list(MeansTestKind)))
    def resources_are_tested(self, kind):
        district = self.case.district
        self.case.hears(resources(self.case.id, kind, self.reduction, district))

    @precondition(lambda self: self.case.state()["state"] in {"approved", "certified"})
    @rule(amount=st.sampled_from(["0.50", "2000.00"]), what=st.integers(0, 2))
    def payments_tells_something(self, amount, what):
        about = {"case_id": self.case.id, "district": self.case.district}
        day, each = self.platform.now.date(), uuid.uuid4()
        told = (
            PaymentMade(
                **about,
                payment_id=each,
                paid_on=day,
                stage=PaymentStage.INTERIM,
                amount=amount,
                paid_to_date=amount,
            ),
            ContributionReceived(
                **about, receipt_id=each, received_on=day, amount=amount, outstanding="0.00"
            ),
            AccountSettled(**about, settled_on=day, paid=amount),
        )
        self.case.hears(told[what])

    @rule(days=st.sampled_from([1, 20, 200]))
    def days_pass(self, days):
        """What is due by then is looked at, also after a standstill."""
        self.platform.now += dt.timedelta(days=days)
        self.platform.sql("SELECT pg_notify('dfg_bus', 'grants')")
        until(
            lambda: (
                not self.platform.sql.one(
                    "SELECT count(*) FROM grants.inbox WHERE case_id = $1 AND handled_at IS NULL"
                    " AND due_at <= $2",
                    self.case.id,
                    self.platform.now,
                )
            )
        )

    @invariant()
    def what_must_hold_holds(self):
        shown, place = self.case.state(), f"/v1/cases/{self.case.id}/history"
        lines = self.case.officer.get(place).json()["items"]
        assert (self.before, shown["state"]) in WAYS, (self.before, shown["state"])
        self.before = shown["state"]
        nothing_is_told_before_what_has_to_come_first(self.case.told())
        nothing_is_approved_without_its_checks(lines)
        the_history_counts_on(lines)
        self.no_clock_is_lost(shown)

    def no_clock_is_lost(self, shown):
        """Each that runs is looked at; the law's runs until what is due was done."""
        wanted = RUNS.get(shown["state"])
        assert wanted is None or wanted in {c["limit"] for c in shown["clocks"]}, shown["state"]
        for clock in shown["clocks"]:
            looks = self.platform.sql.one(
                "SELECT count(*) FROM grants.inbox WHERE case_id = $1 AND type = 'grants.clock-due'"
                " AND data::jsonb ->> 'limit' = $2 AND data::jsonb ->> 'by' = $3",
                self.case.id,
                clock["limit"],
                clock["by"],
            )
            assert looks, clock

    @invariant()
    def no_more_is_spent_or_committed_than_was_awarded(self):
        sums = self.platform.sql(
            "SELECT mandatory + discretionary AS awarded, spent, committed FROM grants.cases"
            " WHERE case_id = $1",
            self.case.id,
        )[0]
        assert sums["spent"] >= 0
        assert sums["committed"] >= 0
        assert sums["spent"] + sums["committed"] <= sums["awarded"]


def nothing_is_told_before_what_has_to_come_first(told):
    """Nothing is paid, freed or varied unapproved, and a closed case stays closed."""
    for place, kind in enumerate(told):
        assert kind not in AFTER or AFTER[kind] in told[:place], told
    if "grants.closed" in told:
        assert set(told[told.index("grants.closed") :]) <= ENDS, told


def nothing_is_approved_without_its_checks(lines):
    """Before an approval stand the finding on the disability, the application, the formal test."""
    seen = {}
    for line in lines:
        kind, entry = line["kind"], line["entry"]
        if kind == "decided" and entry["determination"]["outcome"] == "approved":
            assert seen["disability_found"]["disabled"] is True
            assert {"applied", "formal"} <= seen.keys()
        seen[entry["kind"] if kind == "means-test.completed" else kind] = entry


def the_history_counts_on(lines):
    """Every entry is there, in the order of time."""
    assert [line["number"] for line in lines] == list(range(1, len(lines) + 1))
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)


def live(platform, lives, steps, *, same=False):
    """Drive so many lives, each of at most so many steps; the same each time, or others.

    What breaks is shown as it was found: to make it shorter would take many lives more.
    """
    Life.platform = platform
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=lives,
            stateful_step_count=steps,
            deadline=None,
            derandomize=same,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def main():
    """Many lives, on a platform of their own."""
    asked = argparse.ArgumentParser(prog="python -m tests.grants.lives", description=__doc__)
    asked.add_argument("--lives", type=int, default=500)
    asked.add_argument("--steps", type=int, default=50)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = LocalPostgres(Path(folder) / "data")
        server.start()
        platform = Platform(server.superuser_url, new_database("lives"))
        try:
            live(platform, options.lives, options.steps)
        finally:
            platform.stop()
            server.stop("immediate")
    print(f"{options.lives} lives of up to {options.steps} steps: everything held")


if __name__ == "__main__":
    main()
