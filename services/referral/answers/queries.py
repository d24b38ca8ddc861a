"""What people were told of their enquiries, and the letters of it."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.referral.casefile.records import open_casefile
from services.referral.domain.answering import Answer, formats_needed
from services.referral.domain.enquiry import CommunicationNeed
from services.referral.domain.letters import Channel, Sending
from services.referral.tables import AnswerRecord, Letter, LetterSending
from shared.persistence.reading import Reading, Transaction
from shared.problems import NotFound
from shared.schema import Model
from shared.web.files import Content
from shared.web.letters import Form, content_of


class AnswerEntry(Model):
    """An answer to an enquiry."""

    number: int
    """Counts from 1; the last one counts."""
    recorded_at: dt.datetime
    """When it was given."""
    answer: Answer
    """What the person was told."""


class LetterView(Model):
    """A letter of a case: what it is, and when it was sent."""

    id: uuid.UUID
    """The letter."""
    case_id: uuid.UUID
    """Its case."""
    letter: str
    """Which letter it is."""
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


class AnswersView(Model):
    """All that a person was told of their enquiry, the first first."""

    answers: tuple[AnswerEntry, ...]
    """The answers."""
    letters: tuple[LetterView, ...]
    """The letters that they went out as."""
    formats_needed: tuple[CommunicationNeed, ...]
    """How the person has to be told beside or instead of a letter; large print is printed."""


async def answers(reading: Reading, case_id: uuid.UUID) -> AnswersView:
    """What a person was told."""
    casefile = await open_casefile(reading, case_id)
    told = select(AnswerRecord).where(AnswerRecord.case_id == case_id)
    rows = await reading.session.scalars(told.order_by(AnswerRecord.number))
    kept = select(Letter).where(Letter.case_id == case_id).order_by(Letter.written_at, Letter.id)
    letters = (await reading.session.scalars(kept)).all()
    return AnswersView(
        answers=tuple(AnswerEntry.model_validate(row, from_attributes=True) for row in rows),
        letters=tuple([await letter_view(reading, row) for row in letters]),
        formats_needed=formats_needed(casefile.enquiry.enquiry.person.communication_needs),
    )


async def letter(reading: Reading, case_id: uuid.UUID, letter_id: uuid.UUID) -> LetterView:
    """One letter of a case."""
    return await letter_view(reading, await letters_row(reading, case_id, letter_id))


async def letter_as(
    reading: Reading, case_id: uuid.UUID, letter_id: uuid.UUID, form: Form
) -> Content:
    """A letter as it was written, to be read or printed."""
    return content_of(await letters_row(reading, case_id, letter_id), form)


async def letters_row(transaction: Transaction, case_id: uuid.UUID, letter_id: uuid.UUID) -> Letter:
    """The row of a letter of a case. Raises `NotFound`."""
    row = await transaction.read(Letter, letter_id)
    if row.case_id != case_id:
        raise NotFound
    return row


async def letter_view(transaction: Transaction, row: Letter) -> LetterView:
    """A letter, and each time that it was sent."""
    sendings = select(LetterSending).where(LetterSending.letter_id == row.id)
    sent = await transaction.session.scalars(sendings.order_by(LetterSending.number))
    kept = LetterView.model_fields.keys() - {"printable", "sent"}
    return LetterView(
        printable=row.pdf_sha256 is not None,
        sent=tuple(Sending(sent_on=s.sent_on, channel=Channel(s.channel)) for s in sent),
        **{name: getattr(row, name) for name in kept},
    )
