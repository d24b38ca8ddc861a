"""What an approval stands on, and a refusal: looked for before each decision in a history.

Nothing here asks the code that decides: each check is written a second time, from its clause.
"""

from decimal import Decimal

from tests.grants.cases import CANNOCK
from tests.grants.life_told import gives, standing, stated, waiting
from tests.platform.running import GLOUCESTER, STROUD

PAPERS = {"application_form", "owners_certificate", "proof_of_title", "financial_evidence"}
"""Of an owner who lives there and is tested (guidance 5.6, B18, 5.17; Gloucester C; Stroud App 4 A;
Cannock Chase 12(i))."""
ESTIMATES = {GLOUCESTER: 2, STROUD: 2, CANNOCK: 1}
"""Of each works at least so many (Gloucester A, guidance B90, Cannock Chase 12(h))."""
PREPARES = {
    *("estimated", "offered", "applied", "amended", "variation_proposed"),
    *("schedule_drawn", "lines_estimated"),
}


def nothing_is_approved_without_its_checks(told):
    """The finding (section 100), the application, the formal test (B101), the OT's word (B61)."""
    for line, before in told.each("decided"):
        if not gives(line):
            continue
        found = [e["entry"]["disabled"] for e in before if e["kind"] == "disability_found"]
        assert found[-1:] == [True], "no finding"
        kinds = {each["kind"] for each in before}
        assert "applied" in kinds, "no application"
        tests = [e["entry"]["kind"] for e in before if e["kind"] == "means-test.completed"]
        assert "formal" in tests, "no formal test"
        assert kinds & {"referral.assessed", "social_services_view"}, "no assessment, no view"
        assert "register.relocation-completed" not in kinds, "a grant after a move"


def nothing_is_approved_without_its_papers(told):
    """The papers that were sent, the estimates of what is paid for; none has changed since (B90)."""
    for line, before in told.each("decided"):
        if not gives(line):
            continue
        last = stated(before)
        application = last["entry"]["application"]
        lacking = PAPERS - set(application["documents"] or ())
        assert not lacking, f"without {sorted(lacking)}"
        for works in application["works"]:
            if works["reasonable_and_practicable"]:
                count = len(works["estimates"])
                assert count >= ESTIMATES[told.shown["district"]], f"on {count} estimates"
        later = {each["kind"] for each in standing(before) if each["number"] > last["number"]}
        assert not later & {"schedule_drawn", "lines_estimated"}, "on estimates that have changed"


def nothing_is_awarded_without_anothers_approval(told):
    """Each approval that the policy asks for, of no less than the award (Gloucester B2.3)."""
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


def nothing_is_refused_unheard(told):
    """In Cannock Chase the applicant is invited first (12(j)); nowhere while works wait (5.29)."""
    for line, before in told.each("decided"):
        if line["entry"]["determination"]["outcome"] != "refused":
            continue
        assert not waiting(before), "refused while works wait"
        if told.shown["district"] != CANNOCK:
            continue
        decided = max((e["number"] for e in before if e["kind"] == "decided"), default=0)
        since = [e for e in standing(before) if e["number"] > decided]
        invited = [e["entry"] for e in since if e["kind"] == "refusal_invited"]
        assert invited, "nobody was invited"
        answered = sum(e["kind"] == "invitation_answered" for e in since)
        over = line["entry"]["decided_on"] > invited[-1]["answer_by"]
        assert over or answered, "refused before the answer"


def nothing_is_varied_without_consent(told):
    """Who did not ask for it agrees first (5.30)."""
    for line, before in told.each("varied"):
        proposed = max(e["number"] for e in before if e["kind"] == "variation_proposed")
        agreed = any(e["kind"] == "variation_consented" and e["number"] > proposed for e in before)
        assert agreed or line["entry"]["cause"] == "applicant_asked", "nobody agreed"


def nobody_is_their_own_second(told):
    """Who prepared approves nothing; who decided or answered before answers nothing."""
    for line, before in told.each("award_approved"):
        prepared = {each["by"] for each in before if each["kind"] in PREPARES}
        assert line["by"] not in prepared, "approved by who prepared it"
    for line, before in told.each("review_answered"):
        decided = [e["by"] for e in before if e["kind"] == "decided"]
        assert line["by"] != decided[-1], "a review answered by who decided"
    for line, before in told.each("complaint_answered"):
        made = [each for each in standing(before) if each["kind"] == "complaint_made"][-1]
        if made["entry"]["stage"] != "ombudsman":
            assert line["by"] not in _deciders(before), "a complaint answered by who decided"


def _deciders(before):
    """Who made the decision that counts, and who answered since."""
    places = [n for n, line in enumerate(before) if line["kind"] == "decided"]
    since = before[places[-1] if places else 0 :]
    kinds = {"decided", "review_answered", "complaint_answered"}
    return {line["by"] for line in since if line["kind"] in kinds}


CHECKS = (
    nothing_is_approved_without_its_checks,
    nothing_is_approved_without_its_papers,
    nothing_is_awarded_without_anothers_approval,
    nothing_is_refused_unheard,
    nothing_is_varied_without_consent,
    nobody_is_their_own_second,
)
