"""Notices as data, and the letters of a case."""

import uuid

from services.grants.domain.casework import notices
from services.grants.domain.casework.entries import Offered
from services.grants.domain.casework.entries_of_works import Varied
from services.grants.domain.casework.notice import Notice, NoticeKind
from services.grants.domain.casework.notices import Decision
from services.grants.in_force import law
from services.grants.in_force.policies import policy, sources
from services.grants.notices.book import BOOK
from services.grants.record import CaseRecord, read_case
from services.grants.tables import GrantCase
from shared.letters import LetterView
from shared.persistence.reading import Reading
from shared.problems import WrongState
from shared.schema import Model


class CaseLetters(Model):
    """The letters of a case, in the order in which they were written."""

    items: tuple[LetterView, ...]
    """Each letter."""


def notice_of(case: CaseRecord) -> Notice:
    """The notice of the decision; before it, of the offer."""
    district, history = case.row.district, case.history
    decided = _decided(case)
    if decided is not None:
        return notices.notice(decided, law.sources_of(history))
    offer = _offered(history.latest(Offered), district)
    if offer is None:
        raise WrongState("nothing has been offered or decided yet")
    return notices.notice(offer, sources(district, offer.application.applied_on))


async def notice(reading: Reading, case_id: uuid.UUID) -> Notice:
    """What the applicant is told of the decision, or of the offer before it."""
    return notice_of(await read_case(reading, case_id))


async def letters(reading: Reading, case_id: uuid.UUID) -> CaseLetters:
    """The letters of a case. Raises `NotFound` where there is none."""
    await reading.read(GrantCase, case_id)
    kept = await BOOK.of_case(reading, case_id)
    return CaseLetters(items=tuple(await BOOK.views(reading, kept)))


def _decided(case: CaseRecord) -> Decision | None:
    history = case.history
    made, application, on = history.determination, history.application, history.decided_on
    ruled_on = history.ruled_on
    if made is None or application is None or on is None or ruled_on is None:
        return None
    if made.outcome == "not_ours":
        raise WrongState("the case is for somebody else to help with: there is no notice")
    varied = history.latest(Varied)
    return Decision(
        kind=NoticeKind.VARIATION if varied else notices.kind_of(made),
        on=varied.varied_on if varied else on,
        application=application,
        determination=made,
        deferral=history.deferral,
        council=policy(case.row.district, ruled_on).name,
    )


def _offered(offered: Offered | None, district: str) -> Decision | None:
    if offered is None or offered.draft is None:
        return None
    return Decision(
        kind=NoticeKind.OFFER,
        on=offered.offered_on,
        application=offered.draft,
        determination=offered.determination,
        deferral=None,
        council=policy(district, offered.draft.applied_on).name,
    )
