"""The gate of an application: what it needs is shown, not claimed (guidance 5.6, B5, B61 to B63)."""

from services.grants.domain.casework.approvals import refuse_borrowed
from services.grants.domain.casework.entries import DisabilityFound, SocialServicesView
from services.grants.domain.casework.entries_of_papers import PaperFiled
from services.grants.domain.casework.history import History
from services.grants.domain.casework.papers import DOCUMENTS
from services.grants.domain.codes import Missing, Proof
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.people import DisabilityFinding
from services.grants.domain.outcome import Needed
from shared.contracts.referral import ReferralAssessed
from shared.problems import FieldError, InvalidInput

RECORDED = frozenset({Missing.OT_REFERRAL, Proof.SOCIAL_SERVICES_VIEW})
"""What the case itself shows, or a document of it: that the body lists it proves nothing."""


def refuse_claims(application: Application) -> None:
    """Refuse what an application cannot say: findings and decisions of others, unknown documents."""
    refuse_borrowed(application)
    faults = [
        FieldError(f"/documents/{index}", f"one of {', '.join(sorted(DOCUMENTS))}")
        for index, code in enumerate(application.documents or ())
        if code not in DOCUMENTS
    ]
    if application.disabled_person.finding is not None:
        says = "recorded as a finding of the case: leave it out"
        faults.append(FieldError("/disabled_person/finding", says))
    if faults:
        raise InvalidInput(errors=faults)


def evidenced(application: Application, history: History) -> Application:
    """The application with what the case shows: an absent list of documents means none.

    Without the finding that the person is disabled the grant is refused (section 100). Of a case
    that was decided before it was taken over both were looked at where it was decided.
    """
    if history.taken_over is not None and history.taken_over.case.approved_on is not None:
        return in_principle(application, history)
    supplied = [code for code in application.documents or () if code not in RECORDED]
    supplied += (filed.shows for filed in history.all(PaperFiled))
    if history.latest(ReferralAssessed) is not None:
        supplied.append(Missing.OT_REFERRAL)
    if history.latest(SocialServicesView) is not None:
        supplied.append(Proof.SOCIAL_SERVICES_VIEW)
    person = application.disabled_person.model_copy(update={"finding": _finding(history)})
    return application.model_copy(update={"documents": tuple(supplied), "disabled_person": person})


def with_papers(needed: Needed, history: History) -> Needed:
    """The same with the documents of the case that show it."""
    codes = {needed.code, *needed.satisfied_by}
    filed = (each for each in history.all(PaperFiled) if each.shows in codes)
    return needed.model_copy(update={"documents": tuple(each.document_id for each in filed)})


def in_principle(draft: Application, history: History) -> Application:
    """A draft for an offer: its papers are not looked at yet, a finding that is there counts."""
    finding = _finding(history)
    if finding is None:
        return draft.model_copy(update={"documents": None})
    person = draft.disabled_person.model_copy(update={"finding": finding})
    return draft.model_copy(update={"documents": None, "disabled_person": person})


def _finding(history: History) -> DisabilityFinding | None:
    """The latest finding, with who made it."""
    for record in reversed(history.records):
        if isinstance(record.entry, DisabilityFound):
            return DisabilityFinding(**dict(record.entry), found_by=record.by)
    return None
