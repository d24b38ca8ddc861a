"""What must hold in every life of a case, looked for in what its officer sees and others are told.

Nothing here asks the code that decides: each rule is written a second time, from its clause.
"""

from collections import Counter
from decimal import Decimal

from services.grants.domain.casework.life import TRANSITIONS

WAYS = {(t.origin, t.to) for t in TRANSITIONS} | {(t.to, t.to) for t in TRANSITIONS}
MOST = Decimal("30000.00")
"""Of a mandatory grant, in pounds (Order of 2008)."""
OTHERS_WORD = "grants.taken-over"
AFTER = {
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
"""What may still be told of a closed case, beside its times."""
TELLS = {
    "works_complete": "grants.works-certified",
    "charge_registered": "grants.land-charge-registered",
    "charge_removed": "grants.land-charge-removed",
    "varied": "grants.varied",
    "contractor_agreed": "grants.contractor-agreed",
    "dispute_raised": "grants.payment-held",
    "dispute_settled": "grants.payment-freed",
    "repayment_decided": "grants.repayment-decided",
    "review_requested": "grants.review-requested",
    "review_answered": "grants.review-answered",
    "deadline_passed": "grants.deadline-passed",
    "closed": "grants.closed",
}
"""What is told once of each such entry."""
DAYS = {
    "applied": "applied_on",
    "decided": "decided_on",
    "varied": "varied_on",
    "works_complete": "certified_on",
    "charge_registered": "registered_on",
    "review_requested": "asked_on",
    "review_answered": "answered_on",
    "extended": "asked_on",
    "home_disposed": "disposed_on",
    "withdrawn": "withdrawn_on",
    "closed": "closed_on",
}
"""The day that an entry states."""
NOT_BEFORE = {
    "decided": ("applied", "disability_found"),
    "varied": ("decided",),
    "extended": ("decided",),
    "review_requested": ("decided",),
    "review_answered": ("review_requested",),
    "works_complete": ("decided", "varied"),
    "charge_registered": ("works_complete",),
    "home_disposed": ("works_complete",),
    "withdrawn": ("applied", "decided"),
}
"""What it is never before: the latest of these."""
PREPARES = {
    *("estimated", "offered", "applied", "amended", "variation_proposed"),
    *("schedule_drawn", "lines_estimated"),
}


class Told:
    """A case as its officer sees it: the case, its history line by line, what others were told."""

    def __init__(self, shown, lines, events, brought):
        self.shown, self.lines, self.events = shown, lines, events
        self.brought = brought
        """How many lines it came with, where it was taken over."""
        self.over = any(line["kind"] == "closed" for line in lines[: self.brought])
        """Whether it was closed by then: of its past nothing is told but that it was taken over."""
        struck = {line["entry"]["number"] for line in lines if line["kind"] == "struck_out"}
        self.standing = [line for line in lines if line["number"] not in struck]

    @property
    def kinds(self):
        """What is recorded, tests by which they are."""
        tests = {line["entry"]["kind"] for line in self.of("means-test.completed")}
        return tests | {line["kind"] for line in self.standing}

    @property
    def last_mistake(self):
        """The number of the last entry that can be struck out; 1 where there is none."""
        kinds = ("extended", "review_requested", "complaint_made", "refusal_invited")
        return max((line["number"] for line in self.of(*kinds)), default=1)

    def of(self, *kinds):
        return [line for line in self.standing if line["kind"] in kinds]

    def each(self, *kinds):
        """Each such line that was recorded here, and those before it."""
        for n, line in enumerate(self.lines[self.brought :], start=self.brought):
            if line["kind"] in kinds:
                yield line, self.lines[:n]


def nothing_is_told_before_what_has_to_come_first(told):
    """Nothing is paid, freed or varied unapproved, and a closed case stays closed."""
    known = told.events
    start = known.index(OTHERS_WORD) + 1 if OTHERS_WORD in known else 0
    for place, kind in enumerate(known[start:], start=start):
        first = {AFTER[kind], OTHERS_WORD} if kind in AFTER else set(known[:place])
        assert kind not in AFTER or first & set(known[:place]), known
    if "grants.closed" in known:
        late = {k for k in known[known.index("grants.closed") :] if ".deadline-" not in k}
        assert late <= ENDS, known


def what_is_told_is_what_stands(told):
    """Each thing that others act on was told of once, and nothing that was not recorded."""
    recorded = Counter(line["kind"] for line in told.lines[told.brought if told.over else 0 :])
    events = Counter(told.events)
    for kind, event in TELLS.items():
        assert recorded[kind] == events[event], (kind, recorded[kind], events[event])


def nothing_is_approved_without_its_checks(told):
    """The finding (section 100), the application, the formal test (B101); another's approval."""
    for line, before in told.each("decided"):
        if line["entry"]["determination"]["outcome"] in {"approved", "nil_grant"}:
            found = [
                each["entry"]["disabled"] for each in before if each["kind"] == "disability_found"
            ]
            assert found[-1:] == [True], "no finding"
            kinds = {each["kind"] for each in before}
            assert "applied" in kinds, "no application"
            tests = [e["entry"]["kind"] for e in before if e["kind"] == "means-test.completed"]
            assert "formal" in tests, "no formal test"
    for line, before in told.each("decided", "varied"):
        made = line["entry"]["determination"]
        for needed in made["approvals_needed"]:
            assert any(_approves(each, needed, made, line["by"]) for each in before), needed


def _approves(line, needed, made, decider):
    """Whether it is that approval, of no less than the award, by somebody else."""
    if line["kind"] != "award_approved" or line["by"] == decider:
        return False
    awarded = sum(Decimal(a["amount"]) for a in made["awards"] if a["kind"] == needed["kind"])
    entry = line["entry"]
    same = (entry["award"], entry["by"]) == (needed["kind"], needed["by"])
    return same and Decimal(entry["amount"]) >= awarded


def nobody_is_their_own_second(told):
    """Who prepared approves nothing; who decided or answered before answers nothing."""
    for line, before in told.each("award_approved"):
        assert line["by"] not in {each["by"] for each in before if each["kind"] in PREPARES}
    for line, before in told.each("review_answered"):
        assert line["by"] != [e["by"] for e in before if e["kind"] == "decided"][-1]
    for line, before in told.each("complaint_answered"):
        made = [each for each in before if each["kind"] == "complaint_made"][-1]
        if made["entry"]["stage"] != "ombudsman":
            assert line["by"] not in _deciders(before)


def _deciders(before):
    """Who made the decision that counts, and who answered since."""
    places = [n for n, line in enumerate(before) if line["kind"] == "decided"]
    since = before[places[-1] if places else 0 :]
    kinds = {"decided", "review_answered", "complaint_answered"}
    return {line["by"] for line in since if line["kind"] in kinds}


def the_history_counts_on(told):
    """Every entry is there, in the order of time, and states no day that contradicts another."""
    assert [line["number"] for line in told.lines] == list(range(1, len(told.lines) + 1))
    assert [line["at"] for line in told.lines] == sorted(line["at"] for line in told.lines)
    latest = {}
    for line in told.lines:
        kind, day = line["kind"], _day(line)
        if day is not None:
            assert day <= line["at"][:10], (kind, day, "lies ahead")
            for earlier in NOT_BEFORE.get(kind, ()):
                assert day >= latest.get(earlier, day), (kind, day, earlier, latest[earlier])
            latest[kind] = day
        if "application" in line["entry"]:
            latest["applied"] = line["entry"]["application"]["applied_on"]
        if kind == "disability_found":
            latest[kind] = line["entry"]["found_on"]


def _day(line):
    entry = line["entry"].get("application") if line["kind"] == "applied" else line["entry"]
    return entry[DAYS[line["kind"]]] if line["kind"] in DAYS else None


def no_sum_is_against_the_act(told):
    """A grant is its awards, within the maximum, and no local rule gives less than the Act."""
    for line, _ in told.each("decided", "varied", "offered"):
        made = line["entry"]["determination"]
        assert Decimal(made["total_award"]) == sum(Decimal(a["amount"]) for a in made["awards"])
        assert Decimal(made["statutory"]["mandatory_grant"]) <= Decimal(made["mandatory_grant"])
        assert Decimal(made["mandatory_grant"]) <= MOST
        assert Decimal(made["applicant_pays"]) >= 0


def what_is_open_is_settled_before_the_end(told):
    """Nothing is certified in a dispute or before urgent works' rest, or closed with a question."""
    for line, before in told.each("works_complete", "closed"):
        open_ = {
            name: sum(e["kind"] == begun for e in before) > sum(e["kind"] == done for e in before)
            for name, begun, done in (
                ("dispute", "dispute_raised", "dispute_settled"),
                ("complaint", "complaint_made", "complaint_answered"),
            )
        }
        if line["kind"] == "works_complete":
            assert not open_["dispute"], "certified in a dispute"
        elif line["entry"]["outcome"] in {"completed", "refused"}:
            assert not open_["complaint"] or _struck(told, before), "closed with a complaint"
        if line["kind"] == "closed" and line["entry"]["outcome"] == "completed":
            settled = any(e["kind"] == "payments.account-settled" for e in before)
            assert settled, "closed before the account was settled"


def _struck(told, before):
    return any(line["kind"] == "struck_out" for line in before)


RULES = (
    nothing_is_told_before_what_has_to_come_first,
    what_is_told_is_what_stands,
    nothing_is_approved_without_its_checks,
    nobody_is_their_own_second,
    the_history_counts_on,
    no_sum_is_against_the_act,
    what_is_open_is_settled_before_the_end,
)
