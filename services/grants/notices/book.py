"""The letters of the grants service, and their post."""

import uuid
from typing import ClassVar

from services.grants.domain.casework.entries_of_amending import StruckOut
from services.grants.domain.casework.entries_of_letters import LetterSent
from services.grants.record import open_case
from services.grants.tables import Letter, LetterSending
from shared.bus import posting
from shared.bus.job import Job
from shared.letters import Book, KeptLetter, LetterState, LetterView, MistakenSending
from shared.persistence.unit_of_work import UnitOfWork
from shared.sendings import Sending


class BookOfCases(Book):
    """That a letter was sent is an entry of its case's history too."""

    async def note(
        self,
        uow: UnitOfWork,
        letter: KeptLetter,
        sending: Sending,
        state: LetterState | None = None,
    ) -> None:
        case = await open_case(uow, letter.case_id)
        case.record(LetterSent(letter_id=letter.id, letter=letter.letter, **dict(sending)))
        await Book.note(self, uow, letter, sending, state)

    async def strike_sending(
        self, uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID, mistake: MistakenSending
    ) -> LetterView:
        case = await open_case(uow, case_id)
        view = await Book.strike_sending(self, uow, case_id, letter_id, mistake)
        times = [
            record.number
            for record in case.history.records
            if isinstance(record.entry, LetterSent) and record.entry.letter_id == letter_id
        ]
        case.record(StruckOut(number=times[mistake.number - 1], reason=mistake.reason))
        return view


class LetterDue(posting.LetterDue):
    """A letter is to go by post."""

    TYPE: ClassVar[str] = "grants.letter-due"


class LetterOnItsWay(posting.LetterOnItsWay):
    """A letter was given away to be printed: it is asked what became of it."""

    TYPE: ClassVar[str] = "grants.letter-on-its-way"


BOOK = BookOfCases(Letter, LetterSending)
POSTBOX = posting.Postbox(BOOK, LetterDue, LetterOnItsWay)


async def post_letter(job: Job, due: LetterDue) -> None:
    """Send a letter with the post, unless somebody has sent it."""
    await POSTBOX.send(job, due.letter_id)


async def look_after_letter(job: Job, on_its_way: LetterOnItsWay) -> None:
    """Ask what became of a letter, each day until it is in the post."""
    await POSTBOX.look_after(job, on_its_way.letter_id)
