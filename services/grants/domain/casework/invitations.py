"""Before a refusal the applicant may add information, where the district's policy says so."""

import datetime as dt

from services.grants.domain.casework.entries_of_time import (
    Invitation,
    InvitationAnswered,
    RefusalInvited,
)
from services.grants.domain.casework.history import History
from services.grants.domain.policy.sources import Sources
from shared.problems import FieldError, InvalidInput, Problem, WrongState


class InvitationNeeded(Problem):
    """The applicant is invited to add information first, and has the time for it."""

    slug = "invitation-needed"
    title = "A refusal waits until the applicant could add information"
    status = 409


def check_invitation(invited: Invitation, history: History) -> None:
    """Refuse a second invitation beside one that runs, and one without time to answer."""
    if history.invitation is not None:
        raise WrongState(f"the applicant is invited already, until {history.invitation.answer_by}")
    if invited.answer_by <= invited.invited_on:
        raise InvalidInput.at("/answer_by", f"after the invitation on {invited.invited_on}")


def check_answer(answer: InvitationAnswered, history: History) -> None:
    """Refuse an answer to nothing, or from before the question."""
    if history.invitation is None:
        raise WrongState("no invitation waits for an answer")
    if answer.answered_on < history.invitation.invited_on:
        asked = history.invitation.invited_on
        raise InvalidInput.at("/answered_on", f"not before the invitation on {asked}")


def check_invited(history: History, decided_on: dt.date, sources: Sources) -> None:
    """Refuse to refuse before the applicant was invited and answered, or the time is past."""
    rule = sources.rules.invitation
    if rule is None:
        return
    invitations = [r.entry for r in history.since_decided if isinstance(r.entry, RefusalInvited)]
    if not invitations:
        raise InvitationNeeded(errors=(FieldError("/decided_on", f"invite first ({rule.clause})"),))
    waiting, answer = history.invitation, history.latest(InvitationAnswered)
    if waiting is not None and decided_on <= waiting.answer_by:
        says = f"the applicant has until {waiting.answer_by} ({rule.clause})"
        raise InvitationNeeded(errors=(FieldError("/decided_on", says),))
    if waiting is None and answer is not None and decided_on < answer.answered_on:
        says = f"not before the applicant answered on {answer.answered_on}"
        raise InvitationNeeded(errors=(FieldError("/decided_on", says),))
