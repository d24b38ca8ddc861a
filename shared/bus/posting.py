"""Letters of cases that go by themselves: with the next morning's post, each once, and looked after
until they are in the post. What cannot go stays on the officers' list (`to_be_sent`).
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from shared.bus.attempts import Retries
from shared.bus.job import Job
from shared.calendar import begins
from shared.contacts.known import contact_of
from shared.contracts.event import OwnEvent
from shared.files import Store
from shared.letters import Addressed, LetterState, keep_letter, letterhead, printed, write
from shared.letters.kept import KeptLetter
from shared.letters.sendings import LetterSending
from shared.letters.sent import Book, LetterView, went
from shared.persistence.mistakes import check_stands
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState
from shared.sendings import Channel, Sending

DAY = dt.timedelta(days=1)
OF_THE_POST = Retries(attempts=8, first_delay=dt.timedelta(minutes=1))
"""Whoever prints may be out of reach for a while: two hours in all."""


class LetterDue(OwnEvent):
    """A letter is to go by post; a service's own names its type."""

    letter_id: uuid.UUID

    @property
    def subject(self) -> str:
        """The letter: one that cannot go holds up no other."""
        return str(self.letter_id)


class LetterOnItsWay(LetterDue):
    """A letter was given away to be printed: it is asked what became of it."""


@dataclass(frozen=True, slots=True)
class Postbox:
    """The post of one service: its letters, and the events to itself that it is done by."""

    book: Book
    due: type[LetterDue]
    on_its_way: type[LetterOnItsWay]

    async def write(
        self,
        uow: UnitOfWork,
        store: Store,
        template: str,
        asked: Addressed,
        given: dict[str, object],
        *,
        district: str,
        case_id: uuid.UUID,
    ) -> LetterView:
        """Write a letter of a case and keep it as it is; by post it goes the next morning.

        `given` is what its template takes beside its head.
        """
        head = letterhead(
            contact_of(district),
            asked.officer,
            on=uow.today,
            case_id=case_id,
            address=asked.address,
            name=asked.name,
        )
        written = write(template, uow.today, head | given, asked.size)
        pdf = await printed(written.html)
        letter = await keep_letter(
            uow, store, self.book.letters, written, pdf, district=district, case_id=case_id
        )
        if asked.channel is Channel.POST:
            uow.later(self._event(self.due, letter), begins(uow.today + DAY))
        return await self.book.view(uow, letter)

    async def post_again(
        self, uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID
    ) -> LetterView:
        """Have a letter sent at once that is still to be sent, such as one that failed.

        Raises `WrongState` where it went, was withdrawn, or is not there on paper.
        """
        letter = await self.book.letter(uow, case_id, letter_id)
        check_stands(letter)
        view = await self.book.view(uow, letter)
        if sent := went(view):
            raise WrongState(f"it was sent on {sent[-1].sent_on}: write another if that was lost")
        if not view.printable:
            raise WrongState("it could not be made as PDF when it was written: write it again")
        uow.concerns(letter.district, case_id)
        uow.later(self._event(self.due, letter))
        return view

    async def send(self, job: Job, letter_id: uuid.UUID) -> None:
        """Send a letter, unless somebody has sent or withdrawn it; one without a PDF is left to the
        officers.
        """
        if job.post is None:
            return
        async with job.database.reading(job.reach) as reading:
            letter = await self.book.by_id(reading, letter_id)
            number = await self._next(reading, letter)
        if letter.pdf_sha256 is None or number is None or letter.taken_back is not None:
            return
        content = job.post.store.read(letter.pdf_key, letter.pdf_sha256)
        pdf = b"".join([part async for part in content])
        await job.post.sender.send(reference(letter_id, number), pdf)
        async with job.step("sent", action="post_letter") as uow:
            if await self._next(uow, letter) is not None:
                sending = Sending(sent_on=uow.today, channel=Channel.POST)
                await self.book.note(uow, letter, sending, LetterState.ACCEPTED)
                self._ask_tomorrow(uow, letter)

    async def look_after(self, job: Job, letter_id: uuid.UUID) -> None:
        """Ask what became of a letter, each day until it is in the post or has failed."""
        if job.post is None:
            return
        async with job.database.reading(job.reach) as reading:
            posted = await self._posted(reading, letter_id)
        found = await job.post.sender.state(reference(letter_id, posted.number))
        async with job.step("asked", action="look_after_letter") as uow:
            letter = await self.book.by_id(uow, letter_id)
            uow.concerns(letter.district, letter.case_id)
            (await self._posted(uow, letter_id)).state = found or LetterState.FAILED
            if found is LetterState.ACCEPTED:
                self._ask_tomorrow(uow, letter)

    def _ask_tomorrow(self, uow: UnitOfWork, letter: KeptLetter) -> None:
        uow.later(self._event(self.on_its_way, letter), begins(uow.today + DAY))

    async def _next(self, transaction: Transaction, letter: KeptLetter) -> int | None:
        """Which time it would be that it is sent; None where it went."""
        view = await self.book.view(transaction, letter)
        return None if went(view) else len(view.sent) + 1

    async def _posted(self, transaction: Transaction, letter_id: uuid.UUID) -> LetterSending:
        """The last time that it went by itself."""
        times = await self.book.times_sent(transaction, letter_id)
        return [each for each in times if each.state is not None][-1]

    @staticmethod
    def _event(kind: type[LetterDue], letter: KeptLetter) -> LetterDue:
        return kind(case_id=letter.case_id, district=letter.district, letter_id=letter.id)


def reference(letter_id: uuid.UUID, number: int) -> uuid.UUID:
    """Under what a letter is sent: the letter's id the first time, and another each time after it.

    Whoever prints does not print a second time what failed under the same one.
    """
    return letter_id if number == 1 else uuid.uuid5(letter_id, f"sending {number}")
