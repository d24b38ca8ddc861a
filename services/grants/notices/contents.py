"""What the letters of a case say: each is made of what the case has recorded."""

from collections.abc import Mapping

from services.grants.domain.casework.complaints import OMBUDSMAN, following_stage
from services.grants.domain.casework.entries_of_complaints import (
    ComplaintAnswered,
    ComplaintMade,
    ComplaintOutcome,
    RemedyKind,
)
from services.grants.domain.casework.entries_of_estimates import ScheduleDrawn
from services.grants.domain.codes import ComplaintStage
from services.grants.in_force.policies import sources, statute
from services.grants.notices.queries import notice_of
from services.grants.notices.requests import LetterAbout, LetterAsked
from services.grants.record import CaseRecord
from shared.problems import WrongState

_STAGES: Mapping[ComplaintStage, str] = {
    "team_leader": "the team leader",
    "head_of_service": "the head of service",
    "corporate_complaint": "the council's complaints team",
    "ombudsman": "the Local Government and Social Care Ombudsman",
}
_FOUND = {
    ComplaintOutcome.UPHELD: "You were right",
    ComplaintOutcome.PARTLY_UPHELD: "You were right in part",
    ComplaintOutcome.NOT_UPHELD: "We do not agree with your complaint",
}
_REMEDIES = {
    RemedyKind.APOLOGY: "We say sorry to you in writing",
    RemedyKind.PAYMENT: "We pay you",
    RemedyKind.PUT_RIGHT: "We put right what went wrong",
    RemedyKind.DECIDE_AGAIN: "We decide again on your application",
    RemedyKind.CHANGE_OF_PRACTICE: "We change how we work",
}
Contents = tuple[str, dict[str, object]]
"""Which letter it is, and what its template is given beside its head."""


def contents(case: CaseRecord, asked: LetterAsked) -> Contents:
    """The letter that is asked for. Raises `WrongState` where there is nothing to tell."""
    home = {"home": asked.home or asked.address[1:]}
    match asked.about:
        case LetterAbout.DECISION:
            notice = notice_of(case)
            return notice.kind, home | {"notice": notice}
        case LetterAbout.INVITATION:
            return _invitation(case)
        case LetterAbout.COMPLAINT_RECEIVED:
            return _complaint_received(case)
        case LetterAbout.COMPLAINT_ANSWERED:
            return _complaint_answered(case)
        case LetterAbout.VAT_DECLARATION:
            return "vat_declaration", home | {"lines": _relieved(case)}


def _invitation(case: CaseRecord) -> Contents:
    invitation = case.history.invitation
    if invitation is None:
        raise WrongState("no invitation waits for an answer: record it first")
    return "invitation", {"invitation": invitation}


def _complaint_received(case: CaseRecord) -> Contents:
    made = case.history.complaint
    if made is None:
        raise WrongState("no complaint waits for an answer")
    by = next((c.by for c in case.clocks() if c.limit == "complaint_answer"), None)
    told = {"complaint": made, "answered_by": _STAGES[made.stage], "answer_by": by}
    return "complaint_received", told


def _complaint_answered(case: CaseRecord) -> Contents:
    made, answered = case.history.latest(ComplaintMade), case.history.latest(ComplaintAnswered)
    if made is None or answered is None or case.history.complaint is not None:
        raise WrongState("the complaint is not answered yet")
    following = following_stage(made, sources(case.row.district, made.made_on))
    return "complaint_answered", {
        "complaint": made,
        "answer": answered,
        "found": _FOUND[answered.outcome],
        "remedies": [
            {"what": _REMEDIES[each.kind], "by": each.by, "amount": each.amount}
            for each in answered.remedies
        ],
        "following": _STAGES[following] if following else None,
        "to_ombudsman": following == OMBUDSMAN,
    }


def _relieved(case: CaseRecord) -> list[dict[str, str]]:
    """The works of the schedule on which no VAT is charged to a disabled person (B95)."""
    schedule = case.history.latest(ScheduleDrawn)
    if schedule is None:
        raise WrongState("no schedule of works is drawn up, which says what is relieved of VAT")
    vat = statute(schedule.drawn_on).vat
    relieved = [line for line in schedule.lines if vat.rate(line.vat) == 0]
    if not relieved:
        raise WrongState("VAT is charged on all of the works: there is nothing to declare")
    return [{"says": line.says, "basis": line.vat.meaning} for line in relieved]
