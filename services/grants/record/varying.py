"""A variation that is proposed: what it comes to today, and whether the applicant is asked."""

from services.grants.domain.casework import approvals, variations
from services.grants.domain.casework.approvals import Determine
from services.grants.domain.outcome import Determination
from services.grants.record.case import CaseRecord
from shared.contracts.codes import MeansTestKind


def determined(case: CaseRecord) -> tuple[Determination, Determination]:
    """What is approved, and what would be under the approvals that there are."""
    history, proposed = case.history, variations.proposed(case.history)
    before = history.determination
    assert before is not None, "approved"
    standing = approvals.given(history)
    after, _ = approvals.under(redetermining(case), proposed.application, standing)
    return before, after


def redetermining(case: CaseRecord) -> Determine:
    """How a variation is determined: on the approval's test and day, whose policy it keeps."""
    test, on = case.history.test(MeansTestKind.FORMAL), case.history.decided_on
    assert test is not None, "approved"
    assert on is not None, "approved"
    return case.determining(test, on)


def consent_is_wanted(case: CaseRecord) -> bool:
    """Whether the applicant is asked to agree to the variation that is proposed (5.30).

    To the applicant it is told as if the district had money: what it has they do not see.
    """
    proposed = case.history.variation
    if proposed is None or case.history.consent is not None:
        return False
    return any(variations.reasons_for_consent(*determined(case), proposed.cause))
