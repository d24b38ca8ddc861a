"""Answers that go out by themselves: as they stand when the post goes.

What cannot go by itself is left on the officers' lists: an answer that is in no letter
(`to_be_written_to`), a letter that is not sent (`to_be_sent`).
"""

import uuid
from typing import ClassVar

from sqlalchemy import select

from services.referral.answers.commands import Draft, draft_answer, keep_answer
from services.referral.casefile.letters import AnswerDue
from services.referral.casefile.records import open_casefile
from services.referral.domain.answering import reads_letters
from services.referral.tables import LETTERS, Letter, Referral
from shared.bus import posting
from shared.bus.job import Job
from shared.letters import Post, Undeliverable, UnknownLetter, Unprintable, printed
from shared.persistence.reading import Reading

CANNOT_GO = (Undeliverable, UnknownLetter, Unprintable)
"""Of these an officer is told who writes the letter by hand."""


class LetterDue(posting.LetterDue):
    """A letter is to go at once."""

    TYPE: ClassVar[str] = "referral.letter-due"


class LetterOnItsWay(posting.LetterOnItsWay):
    """A letter was given away to be printed: it is asked what became of it."""

    TYPE: ClassVar[str] = "referral.letter-on-its-way"


POSTBOX = posting.Postbox(LETTERS, LetterDue, LetterOnItsWay)


async def post_answer(job: Job, due: AnswerDue) -> None:
    """Send an answer out: the last one, while the day that it names is still to come."""
    if job.post is None or due.case_id is None:
        return
    try:
        if (draft := await _draft(job, due)) is not None:
            await _write(job, due.case_id, job.post, draft)
    except CANNOT_GO:
        return
    async with job.database.reading(job.reach) as reading:
        casefile = await open_casefile(reading, due.case_id)
        letter = await _letter(reading, casefile.referral)
    if letter and reads_letters(casefile.enquiry.enquiry.person.communication_needs):
        await POSTBOX.send(job, letter.id)


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


async def post_letter(job: Job, due: LetterDue) -> None:
    """Send a letter that an officer gave to the post again."""
    await POSTBOX.send(job, due.letter_id)


async def look_after_letter(job: Job, on_its_way: LetterOnItsWay) -> None:
    """Ask what became of a letter, each day until it is in the post; one that failed is sent again."""
    await POSTBOX.look_after(job, on_its_way.letter_id)


async def _letter(reading: Reading, referral: Referral) -> Letter | None:
    """The letter of the last answer, while it still has to be sent; None where there is none."""
    if referral.lettered != referral.answers:
        return None
    kept = select(Letter).where(Letter.case_id == referral.case_id, LETTERS.to_be_sent)
    last = kept.order_by(Letter.written_at.desc(), Letter.id).limit(1)
    return await reading.session.scalar(last)
