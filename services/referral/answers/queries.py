"""What people were told of their enquiries, and the letters of it."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.referral.casefile.records import open_casefile
from services.referral.domain.answering import Answer, formats_needed
from services.referral.domain.enquiry import CommunicationNeed
from services.referral.tables import LETTERS, AnswerRecord
from shared.letters import LetterView
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.views import ViewOfRow


class AnswerEntry(ViewOfRow):
    """An answer to an enquiry."""

    number: int
    """Counts from 1; the last one counts."""
    recorded_at: dt.datetime
    """When it was given."""
    answer: Answer
    """What the person was told."""


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
    kept = await LETTERS.of_case(reading, case_id)
    return AnswersView(
        answers=tuple(AnswerEntry.of(row) for row in rows),
        letters=tuple(await LETTERS.views(reading, kept)),
        formats_needed=formats_needed(casefile.enquiry.enquiry.person.communication_needs),
    )
