"""Notices as data, and the letters of a case."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.grants.domain.casework import notices
from services.grants.domain.casework.entries import Offered
from services.grants.domain.casework.entries_of_letters import LetterSent, Sending
from services.grants.domain.casework.entries_of_works import Varied
from services.grants.domain.casework.history import History
from services.grants.domain.casework.notice import Notice, NoticeKind
from services.grants.domain.casework.notices import Decision
from services.grants.in_force import law
from services.grants.in_force.policies import policy, sources
from services.grants.record import CaseRecord, read_case
from services.grants.tables import Letter
from shared.persistence.reading import Reading
from shared.problems import NotFound, WrongState
from shared.schema import Model
from shared.web.files import Content
from shared.web.letters import Form, content_of


class LetterView(Model):
    """A letter of a case: what it is, and when it was sent."""

    id: uuid.UUID
    """The letter."""
    case_id: uuid.UUID
    """Its case."""
    letter: str
    """Which letter it is, such as `approval`."""
    version: str
    """The date of the template that it was written by."""
    written_at: dt.datetime
    """When it was written."""
    written_by: str
    """Who had it written."""
    printable: bool
    """Whether it is there as PDF too."""
    sent: tuple[Sending, ...]
    """Each time that it was sent."""

    @classmethod
    def of(cls, row: Letter, history: History) -> "LetterView":
        sent = [e for e in history.all(LetterSent) if e.letter_id == row.id]
        return cls(
            id=row.id,
            case_id=row.case_id,
            letter=row.letter,
            version=row.version,
            written_at=row.written_at,
            written_by=row.written_by,
            printable=row.pdf_sha256 is not None,
            sent=tuple(Sending(sent_on=e.sent_on, channel=e.channel) for e in sent),
        )


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
    """The letters of a case."""
    case = await read_case(reading, case_id)
    rows = await reading.session.scalars(
        select(Letter).where(Letter.case_id == case_id).order_by(Letter.written_at, Letter.id)
    )
    return CaseLetters(items=tuple(LetterView.of(row, case.history) for row in rows))


async def letter(reading: Reading, case_id: uuid.UUID, letter_id: uuid.UUID) -> LetterView:
    """One letter of a case."""
    case = await read_case(reading, case_id)
    return LetterView.of(await _row(reading, case_id, letter_id), case.history)


async def letter_as(
    reading: Reading, case_id: uuid.UUID, letter_id: uuid.UUID, form: Form
) -> Content:
    """A letter as it was written, to be read or printed; to the person once it was sent."""
    row = await _row(reading, case_id, letter_id)
    if reading.reach.case is not None and not (await letter(reading, case_id, letter_id)).sent:
        raise NotFound
    return content_of(row, form)


async def _row(reading: Reading, case_id: uuid.UUID, letter_id: uuid.UUID) -> Letter:
    row = await reading.read(Letter, letter_id)
    if row.case_id != case_id:
        raise NotFound
    return row


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
