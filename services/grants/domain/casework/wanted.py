"""What is wanted of the applicant: the application, or an answer to what they were asked."""

from services.grants.domain.casework.entries import Offered
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from shared.calendar import legal_date
from shared.told import Wanted

APPLICATION = "Your application form and the papers that it asks for."
MORE = "Tell us more, if you can. We may have to refuse your application. Our letter says why."
CONSENT = "Tell us if you agree to the changed works and to what you would pay for them."


def wanted(state: State, history: History, *, consent: bool) -> tuple[Wanted, ...]:
    """What we want of the applicant; `consent` to a variation is worked out by who asks."""
    offered, invitation = history.latest(Offered), history.invitation
    if state is State.OFFERED and offered is not None:
        return (Wanted(what=APPLICATION, asked_on=offered.offered_on, by=None),)
    if state is State.APPLIED and invitation is not None:
        asked_on, by = invitation.invited_on, invitation.answer_by
        return (Wanted(what=MORE, asked_on=asked_on, by=by),)
    if consent:
        proposed = next(r for r in history.records if r.entry is history.variation)
        return (Wanted(what=CONSENT, asked_on=legal_date(proposed.at), by=None),)
    return ()
