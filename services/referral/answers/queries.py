"""What people were told of their enquiries, and the letters of it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, or_, select

from services.referral.casefile.records import open_casefile
from services.referral.domain.answering import Answer, formats_needed
from services.referral.domain.enquiry import CommunicationNeed
from services.referral.domain.letters import Sending
from services.referral.tables import AnswerRecord, Letter, LetterSending, Referral
from shared.contracts.event import District
from shared.letters import LetterState
from shared.persistence.reading import Reading, Transaction
from shared.problems import NotFound
from shared.schema import Model
from shared.web.files import Content
from shared.web.letters import Form, content_of
from shared.web.lists import Asked, Order, Page, list_page

OLDEST_FIRST = Order((Letter.written_at, Letter.id))


class AnswerEntry(Model):
    """An answer to an enquiry."""

    number: int
    """Counts from 1; the last one counts."""
    recorded_at: dt.datetime
    """When it was given."""
    answer: Answer
    """What the person was told."""


class Sent(Sending):
    """That a letter was sent, and what became of it."""

    state: LetterState | None
    """As whoever prints and posts it says; null of what was sent by hand."""


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
    sent: tuple[Sent, ...]
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
    kept = await letters_of(reading, case_id)
    return AnswersView(
        answers=tuple(AnswerEntry.model_validate(row, from_attributes=True) for row in rows),
        letters=tuple(await letter_views(reading, kept)),
        formats_needed=formats_needed(casefile.enquiry.enquiry.person.communication_needs),
    )


class LetterFilters(Asked):
    """Which letters are wanted: those that meet all that is stated."""

    district: District | None = None
    """ONS code of the district."""
    to_be_sent: bool | None = None
    """Those that nobody has sent yet, or that were not printed when they were; or the others."""


class LetterPage(Page):
    """A page of letters, the first written first."""

    items: list[LetterView]
    """The letters of this page."""


async def letters_of(transaction: Transaction, case_id: uuid.UUID) -> Sequence[Letter]:
    """The letters of a case, the first first."""
    kept = select(Letter).where(Letter.case_id == case_id).order_by(Letter.written_at, Letter.id)
    return (await transaction.session.scalars(kept)).all()


async def letters(reading: Reading, wanted: LetterFilters) -> LetterPage:
    """The letters that meet the filters."""
    found, following = await list_page(reading, _filtered(wanted), wanted, OLDEST_FIRST)
    return LetterPage(items=await letter_views(reading, found), next=following)


def _filtered(wanted: LetterFilters) -> Select[Letter]:
    rows = select(Letter)
    if wanted.district is not None:
        rows = rows.where(Letter.district == wanted.district)
    if wanted.to_be_sent is not None:
        rows = rows.where(_went() != wanted.to_be_sent)
    return rows


def _went() -> ColumnElement[bool]:
    """Whether a letter was sent, and nobody says that it was not printed."""
    good = or_(LetterSending.state.is_(None), LetterSending.state != LetterState.FAILED)
    return exists().where(LetterSending.letter_id == Letter.id, good)


async def answers_letter(transaction: Transaction, referral: Referral) -> Letter | None:
    """The letter of the last answer, while it still has to be sent; None where there is none."""
    if referral.lettered != referral.answers:
        return None
    kept = select(Letter).where(Letter.case_id == referral.case_id, ~_went())
    last = kept.order_by(Letter.written_at.desc(), Letter.id).limit(1)
    return await transaction.session.scalar(last)


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
    [view] = await letter_views(transaction, [row])
    return view


async def letter_views(transaction: Transaction, rows: Sequence[Letter]) -> list[LetterView]:
    """Letters, and each time that each of them was sent."""
    sent = defaultdict(list)
    for each in await sendings_of(transaction, [row.id for row in rows]):
        sent[each.letter_id].append(Sent.model_validate(each, from_attributes=True))
    kept = LetterView.model_fields.keys() - {"printable", "sent"}
    return [
        LetterView(
            printable=row.pdf_sha256 is not None,
            sent=tuple(sent[row.id]),
            **{name: getattr(row, name) for name in kept},
        )
        for row in rows
    ]


async def sendings_of(
    transaction: Transaction, letter_ids: Sequence[uuid.UUID]
) -> Sequence[LetterSending]:
    """Each time that these letters were sent, in order."""
    rows = select(LetterSending).where(LetterSending.letter_id.in_(letter_ids))
    order = LetterSending.letter_id, LetterSending.number
    return (await transaction.session.scalars(rows.order_by(*order))).all()
