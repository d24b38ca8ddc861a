"""Rules of approval and payment whose absence a life has to miss."""

from services.grants.decision import commands as decision
from services.grants.disputes.commands import raise_dispute
from services.grants.domain.casework import (
    approvals,
    budget,
    charges,
    closure,
    estimates,
    gate,
    invitations,
    repayment,
    urgency,
    variations,
)
from services.grants.domain.determination import documents, works
from services.grants.works.commands import certify_works
from tests.grants.life_lived import NOT_ASKED, REFUSED, TOP_UPS, Pressed, Rule

CERTIFIED_AS_APPLIED = (
    'case.row.state = "certified" if case.state == "applied" else'
    " case.take(Step.CERTIFY_WORKS) or case.row.state"
)
APPROVES_UNCHECKED = (
    Rule(
        "the finding on the disability",
        gate.evidenced,
        (', "disabled_person": person', ""),
        Pressed(("application", "decision"), REFUSED),
    ),
    Rule(
        "the occupational therapist's assessment",
        gate.evidenced,
        ("if history.latest(ReferralAssessed) is not None:", "if True:"),
        Pressed(("application", "decision"), "an assessment"),
    ),
    Rule(
        "the formal means test",
        decision.decide_application,
        ("history.test(MeansTestKind.FORMAL)", "history.test(MeansTestKind.PRELIMINARY)"),
        Pressed(("application", "decision"), "a formal test"),
    ),
    Rule(
        "the papers",
        documents._state,
        ("if case.documents is None or _supplied(rule, case):", "if True:"),
        Pressed(("application", "decision"), "papers"),
    ),
    Rule(
        "enough estimates",
        works.missing_estimates,
        ("< needed:", "< 0:"),
        Pressed(("application", "decision"), "estimates"),
    ),
    Rule(
        "estimates that have not changed since",
        estimates.check_current,
        ("if any(", "if False and any("),
        Pressed(("schedule", "decision")),
    ),
    Rule(
        "no grant after a move",
        decision.decide_application,
        ("if history.moved_on is not None:", NOT_ASKED),
        Pressed(("a move", "decision"), "closure"),
    ),
    Rule(
        "another's approval",
        approvals.check_approvals,
        ("if lacking:", NOT_ASKED),
        Pressed(("application", "decision"), None, TOP_UPS),
    ),
    Rule(
        "an approval lapses where the sum has grown",
        approvals.under,
        ("if awarded(found, a.award) <= a.amount", "if True"),
        Pressed(("approvals", "application/amendment", "decision"), None, TOP_UPS),
    ),
    Rule(
        "an approval of one's own counts not",
        approvals.given,
        ("and r.by != except_by", ""),
        Pressed(("approvals", "decision"), None, TOP_UPS, by="second"),
    ),
    Rule(
        "who prepared approves nothing",
        approvals.check_not_preparer,
        ("if any(", "if False and any("),
        Pressed(("approvals",), None, TOP_UPS, by="first"),
    ),
    Rule(
        "the applicant is invited before a refusal",
        invitations.check_invited,
        ("if not invitations:", NOT_ASKED),
        Pressed(("decision",), REFUSED),
    ),
    Rule(
        "consent to a variation",
        variations.check_variation,
        ("if needed and not holding(consent, after):", NOT_ASKED),
        Pressed(("variation", "variation/decision")),
    ),
)
PAYS_OR_RELEASES_EARLY = (
    Rule(
        "an account opens with an approval alone",
        decision._follow,
        ("if gives_something(determination):", "if True:"),
        Pressed(("application", "decision"), REFUSED),
    ),
    Rule(
        "payment is held of an approved grant alone",
        raise_dispute,
        ("case.demand(Step.DISPUTE)", "pass"),
        Pressed(("dispute",)),
    ),
    Rule(
        "works are certified of an approved grant alone",
        certify_works,
        ("case.take(Step.CERTIFY_WORKS)", CERTIFIED_AS_APPLIED),
        Pressed(("works-certification",)),
    ),
    Rule(
        "nothing is certified in a dispute",
        certify_works,
        ("check_none_open(case.history)", "pass"),
        Pressed(("dispute", "works-certification")),
    ),
    Rule(
        "urgent works leave a rest",
        urgency.check_none_waits,
        ("if history.to_come:", NOT_ASKED),
        Pressed(("application/urgent-works", "decision", "works-certification"), None, TOP_UPS),
    ),
    Rule(
        "no more is committed than is left",
        budget.money_of,
        ("made.total_award - spent", "made.total_award"),
        Pressed(("a payment",)),
    ),
    Rule(
        "a charge waits for the account",
        charges.to_register,
        ("if history.settled_on is None and history.closed_on is None:", NOT_ASKED),
        Pressed(("works-certification", "land-charge-registration"), "the account settled"),
    ),
    Rule(
        "a charge stays its years",
        repayment.check_removal,
        ("if history.latest(RepaymentDecided) is None and removed_on <= last:", NOT_ASKED),
        Pressed(("works-certification", "land-charge-registration", "land-charge-removal")),
    ),
    Rule(
        "nothing is closed before it is settled",
        closure.check_nothing_left,
        ("and history.settled_on is None:", "and False:"),
        Pressed(("works-certification", "closure"), "the account settled"),
    ),
)
