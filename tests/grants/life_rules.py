"""What must hold in every life of a case, looked for in what its officer sees and others are told.

Nothing here asks the code that decides: each rule is written a second time, from its clause.
"""

from collections import Counter
from decimal import Decimal

from shared.calendar import add_months
from tests.grants.cases import CANNOCK
from tests.grants.life_checks import CHECKS
from tests.grants.life_told import date, gives, is_open, standing, waiting

WAYS = {
    (origin, to)
    for origin, ways in {
        "open": "open offered applied closed",
        "offered": "offered applied closed",
        "applied": "applied approved refused closed",
        "approved": "approved certified withdrawn",
        "refused": "refused applied closed",
        "certified": "certified closed approved",
        "withdrawn": "withdrawn closed approved",
        "closed": "closed open offered applied refused certified withdrawn",
    }.items()
    for to in ways.split()
}
"""Where one act may bring a case: approved only from applied, certified only from approved."""
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
    "grants.contractor-agreement-struck-out": "grants.contractor-agreed",
    "grants.prolonged": "grants.approved",
    "grants.payment-held": "grants.approved",
    "grants.payment-freed": "grants.payment-held",
    "grants.change-decided": "grants.approved",
    "grants.repayment-decided": "grants.approved",
    "grants.repayment-decision-struck-out": "grants.repayment-decided",
    "grants.approval-withdrawn": "grants.approved",
    "grants.approval-restored": "grants.approval-withdrawn",
    "grants.works-certified": "grants.approved",
    "grants.certificate-corrected": "grants.works-certified",
    "grants.equipment-installed": "grants.works-certified",
    "grants.land-charge-registered": "grants.works-certified",
    "grants.land-charge-removed": "grants.land-charge-registered",
    "grants.land-charge-corrected": "grants.land-charge-registered",
    "grants.case-reopened": "grants.closed",
}
"""No event is told before the one that has to come first: nothing is paid or freed unapproved."""
ENDS = {
    "grants.case-reopened",
    "grants.repayment-decided",
    "grants.repayment-decision-struck-out",
    "grants.contractor-agreement-struck-out",
    "grants.land-charge-registered",
    "grants.land-charge-removed",
    "grants.land-charge-corrected",
}
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
    "visit_held": "held_on",
    "fault_put_right": "put_right_on",
    "decant_ended": "returned_on",
    "servicing_arranged": "installed_on",
    "serviced": "serviced_on",
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
    "fault_put_right": ("decided",),
    "servicing_arranged": ("decided",),
    "charge_registered": ("works_complete",),
    "home_disposed": ("works_complete",),
    "withdrawn": ("applied", "decided"),
}
"""What it is never before: the latest of these."""


def nothing_is_told_before_what_has_to_come_first(told):
    """Nothing is paid, freed or varied unapproved, and a closed case is closed until it is reopened."""
    known = told.events
    start = known.index(OTHERS_WORD) + 1 if OTHERS_WORD in known else 0
    for place, kind in enumerate(known[start:], start=start):
        first = {AFTER[kind], OTHERS_WORD} if kind in AFTER else set(known[:place])
        assert kind not in AFTER or first & set(known[:place]), known
    closed = False
    for kind in known:
        assert not closed or kind in ENDS or ".deadline-" in kind, known
        closed = kind == "grants.closed" or (closed and kind != "grants.case-reopened")


def what_is_told_is_what_stands(told):
    """Each thing that others act on was told of once, and nothing that was not recorded."""
    recorded = Counter(line["kind"] for line in told.lines[told.brought if told.over else 0 :])
    events = Counter(told.events)
    for kind, event in TELLS.items():
        assert recorded[kind] == events[event], (kind, recorded[kind], events[event])
    if not told.over:
        decided = [line for line in told.lines if line["kind"] == "decided"]
        refused = sum(line["entry"]["determination"]["outcome"] == "refused" for line in decided)
        assert events["grants.approved"] == sum(map(gives, decided)), "an account opens unapproved"
        assert events["grants.refused"] == refused, "refusals"


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


def the_day_of_an_application_stays(told):
    """The law's six months run from it: no amendment makes them longer (section 34)."""
    days = {
        line["entry"]["application"]["applied_on"]
        for line in told.lines
        if line["kind"] in {"applied", "amended", "urgent_first", "varied"}
    }
    assert len(days) <= 1, days


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
    for _, before in told.each("works_complete"):
        assert not is_open(before, "dispute_raised", "dispute_settled"), "certified in a dispute"
        assert not waiting(before), "certified while works wait"
        assert not is_open(before, "fault_found", "fault_put_right"), "certified with a fault"
        seen = any(e["entry"].get("kind") == "completion" for e in _visits(before))
        assert seen or told.shown["district"] != CANNOCK, "certified unseen"
    for line, before in told.each("closed"):
        kinds = {each["kind"] for each in standing(before)}
        decided = [each for each in before if each["kind"] == "decided"]
        if line["entry"]["outcome"] in {"completed", "refused"}:
            assert not is_open(before, "complaint_made", "complaint_answered"), "with a complaint"
            assert not is_open(before, "review_requested", "review_answered"), "with a review"
        if decided and gives(decided[-1]):
            assert "payments.account-settled" in kinds, "closed before the account was settled"
        if line["entry"]["outcome"] == "completed" and _charges(before):
            assert "charge_registered" in kinds, "closed with a charge that nobody registered"


def a_charge_is_registered_and_removed_in_its_time(told):
    """Once the account is settled; until its years are over or repayment is decided on (section 52)."""
    for _, before in told.each("charge_registered"):
        kinds = {each["kind"] for each in before}
        settled = told.over or "payments.account-settled" in kinds
        assert settled, "registered before the account was settled"
        assert _charges(before), "a charge that nobody made"
    for line, before in told.each("charge_removed"):
        certified = [e["entry"]["certified_on"] for e in before if e["kind"] == "works_complete"]
        years = max(charge["years"] for charge in _charges(before))
        last = add_months(date(certified[-1]), 12 * years)
        decided = any(each["kind"] == "repayment_decided" for each in standing(before))
        assert decided or date(line["entry"]["removed_on"]) > last, "taken off too early"


def _visits(before):
    return [each for each in standing(before) if each["kind"] == "visit_held"]


def _charges(before):
    """The charges of the decision as it was last varied."""
    made = [e["entry"]["determination"] for e in before if e["kind"] in {"decided", "varied"}]
    return made[-1]["land_charges"] if made else []


RULES = (
    nothing_is_told_before_what_has_to_come_first,
    what_is_told_is_what_stands,
    the_history_counts_on,
    the_day_of_an_application_stays,
    no_sum_is_against_the_act,
    what_is_open_is_settled_before_the_end,
    a_charge_is_registered_and_removed_in_its_time,
    *CHECKS,
)
