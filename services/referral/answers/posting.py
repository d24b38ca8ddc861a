"""Letters that go by themselves: written, sent once, and looked after until they are in the post.

An answer goes out as it stands when the post goes. What cannot go by itself is left on the officers'
lists: an answer that is in no letter (`to_be_written_to`), a letter that is not sent (`to_be_sent`).
"""

import datetime as dt
import uuid
from typing import ClassVar

from services.referral.answers.commands import Draft, draft_answer, keep_answer, record_sending
from services.referral.answers.queries import answers_letter, sendings_of
from services.referral.casefile.letters import AnswerDue
from services.referral.casefile.records import open_casefile
from services.referral.domain.answering import address_of, reads_letters
from services.referral.domain.letters import Channel, Sending
from services.referral.tables import Letter, Referral
from shared.bus.job import Job
from shared.calendar import begins
from shared.contracts.event import OwnEvent
from shared.letters import LetterState, Post, Undeliverable, UnknownLetter, Unprintable, printed
from shared.letters.posting import check_address
from shared.persistence.unit_of_work import UnitOfWork

DAY = dt.timedelta(days=1)
CANNOT_GO = (Undeliverable, UnknownLetter, Unprintable)
"""Of these an officer is told who writes the letter by hand."""


class LetterOnItsWay(OwnEvent):
    """A letter was given away to be printed: it is asked what became of it."""

    TYPE: ClassVar[str] = "referral.letter-on-its-way"

    letter_id: uuid.UUID

    @property
    def subject(self) -> str:
        """The letter."""
        return str(self.letter_id)


async def post_answer(job: Job, due: AnswerDue) -> None:
    """Send an answer out: the last one, while the day that it names is still to come."""
    if job.post is None or due.case_id is None:
        return
    try:
        if (draft := await _draft(job, due)) is not None:
            await _write(job, due.case_id, job.post, draft)
    except CANNOT_GO:
        return
    await _send(job, due.case_id, job.post)


async def _draft(job: Job, due: AnswerDue) -> Draft | None:
    """The letter to be written; None where it is written, or where there is nothing to say any more."""
    assert due.case_id is not None
    async with job.database.reading(job.reach) as reading:
        casefile = await open_casefile(reading, due.case_id)
        referral, answer = casefile.referral, casefile.answer
        if answer is None or referral.answers != due.number or referral.lettered == due.number:
            return None
        if answer.answer.by < reading.today:
            return None
        return draft_answer(reading, casefile)


async def _write(job: Job, case_id: uuid.UUID, post: Post, draft: Draft) -> None:
    """The PDF is made between two transactions: it takes longer than all else."""
    pdf = await printed(draft.written.html)
    async with job.step("written", action="post_answer") as uow:
        referral = await uow.load(Referral, case_id)
        if referral.answers == draft.number and referral.lettered < draft.number:
            await keep_answer(uow, post.store, referral, draft, pdf)


async def _send(job: Job, case_id: uuid.UUID, post: Post) -> None:
    """Send the last letter, if it says what counts and nobody has sent it; it names no person."""
    async with job.database.reading(job.reach) as reading:
        casefile = await open_casefile(reading, case_id)
        letter = await answers_letter(reading, casefile.referral)
        person = casefile.enquiry.enquiry.person
        if letter is None or letter.pdf_sha256 is None:
            return
    if not reads_letters(person.communication_needs):
        return
    address = address_of(person)
    check_address(address)
    pdf = b"".join([part async for part in post.store.read(letter.pdf_key, letter.pdf_sha256)])
    await post.sender.send(letter.id, pdf, address)
    async with job.step("sent", action="post_answer") as uow:
        if await answers_letter(uow, await uow.load(Referral, case_id)) is not None:
            await _note_sent(uow, letter)


async def _note_sent(uow: UnitOfWork, letter: Letter) -> None:
    sending = Sending(sent_on=uow.today, channel=Channel.POST)
    await record_sending(uow, letter, sending, LetterState.ACCEPTED)
    _ask_tomorrow(uow, letter)


def _ask_tomorrow(uow: UnitOfWork, letter: Letter) -> None:
    on_its_way = LetterOnItsWay(
        case_id=letter.case_id, district=letter.district, letter_id=letter.id
    )
    uow.later(on_its_way, begins(uow.today + DAY))


async def look_after_letter(job: Job, on_its_way: LetterOnItsWay) -> None:
    """Ask what became of a letter, each day until it is in the post; one that failed is sent by hand."""
    if job.post is None:
        return
    state = await job.post.sender.state(on_its_way.letter_id) or LetterState.FAILED
    async with job.step("asked", action="look_after_letter") as uow:
        letter = await uow.read(Letter, on_its_way.letter_id)
        uow.concerns(letter.district, letter.case_id)
        *_, posted = [s for s in await sendings_of(uow, [letter.id]) if s.state is not None]
        posted.state = state
        if state is LetterState.ACCEPTED:
            _ask_tomorrow(uow, letter)
