"""Which letters of cases went: a row for each time that one was sent, and what became of it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, insert, or_, select

from shared.calendar import legal_date
from shared.letters.kept import KeptLetter
from shared.letters.posting import LetterState
from shared.letters.sendings import LetterSending
from shared.letters.templates import contents_of
from shared.mistakes import Mistake, TakenBack
from shared.persistence.mistakes import check_stands, take_back
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, WrongState
from shared.schema import Date, Field, Model, example
from shared.sendings import Sending, check_sending
from shared.told import ToldLetter
from shared.views import shown


class Sent(Sending):
    """That a letter was sent, and what became of it."""

    number: int
    """Which time it was that the letter was sent, from 1."""
    state: LetterState | None
    """As whoever prints and posts it says; null of what was sent by hand."""
    taken_back: TakenBack | None
    """When it was struck out that it went, by whom and why; null: it stands."""


class MistakenSending(Mistake):
    """That a letter did not go as an officer recorded it, and why."""

    model_config = example(number=1, reason="It went on the next day")

    number: int = Field(ge=1, le=2**31 - 1)
    """Which time it is said to have been sent, from 1."""


class LetterView(Model):
    """A letter of a case: what it is, and when it was sent."""

    id: uuid.UUID
    """The letter."""
    case_id: uuid.UUID
    """Its case."""
    letter: str
    """Which letter it is, such as `approval`."""
    version: Date
    """The date of the template that it was written by."""
    written_at: dt.datetime
    """When it was written."""
    written_by: str
    """Who had it written."""
    printable: bool
    """Whether it is there as PDF too."""
    sent: tuple[Sent, ...]
    """Each time that it was sent."""
    taken_back: TakenBack | None
    """When it was withdrawn before it went, by whom and why; null otherwise."""


@dataclass(frozen=True, slots=True)
class Book:
    """A service's letters of cases, and each time that one of them was sent."""

    letters: type[KeptLetter]
    sendings: type[LetterSending]

    async def letter(
        self, transaction: Transaction, case_id: uuid.UUID, letter_id: uuid.UUID
    ) -> KeptLetter:
        """A letter of a case. Raises `NotFound`."""
        row = await self.by_id(transaction, letter_id)
        if row.case_id != case_id:
            raise NotFound
        return row

    async def by_id(self, transaction: Transaction, letter_id: uuid.UUID) -> KeptLetter:
        """A letter. Raises `NotFound`."""
        row = await transaction.session.get(self.letters, letter_id)
        if row is None:
            raise NotFound
        return row

    async def of_case(self, transaction: Transaction, case_id: uuid.UUID) -> Sequence[KeptLetter]:
        """The letters of a case, the first first."""
        kept = select(self.letters).where(self.letters.case_id == case_id)
        order = self.letters.written_at, self.letters.id
        return (await transaction.session.scalars(kept.order_by(*order))).all()

    async def times_sent(
        self, transaction: Transaction, *letter_ids: uuid.UUID
    ) -> Sequence[LetterSending]:
        """Each time that these letters were sent, in order."""
        rows = select(self.sendings).where(self.sendings.letter_id.in_(letter_ids))
        order = self.sendings.letter_id, self.sendings.number
        return (await transaction.session.scalars(rows.order_by(*order))).all()

    @property
    def went(self) -> ColumnElement[bool]:
        """Whether a letter was sent, and nobody says that it was not."""
        state, stands = self.sendings.state, self.sendings.taken_back.is_(None)
        good = or_(state.is_(None), state != LetterState.FAILED)
        return exists().where(self.sendings.letter_id == self.letters.id, good, stands)

    @property
    def to_be_sent(self) -> ColumnElement[bool]:
        """Whether a letter is still to go: nobody has sent it, or withdrawn it."""
        return and_(~self.went, self.letters.taken_back.is_(None))

    async def withdraw(
        self, uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID, mistake: Mistake
    ) -> LetterView:
        """Withdraw a letter that was written by mistake, before it goes. Raises `WrongState`."""
        letter = await self.letter(uow, case_id, letter_id)
        await uow.session.refresh(letter, with_for_update=True)
        if sent := went(await self.view(uow, letter)):
            raise WrongState(f"it was sent on {sent[-1].sent_on}: write another")
        uow.concerns(letter.district, letter.case_id)
        take_back(uow, letter, mistake.reason)
        return await self.view(uow, letter)

    async def note(
        self,
        uow: UnitOfWork,
        letter: KeptLetter,
        sending: Sending,
        state: LetterState | None = None,
    ) -> None:
        """Keep that a letter was sent; the state is that of whoever prints and posts it."""
        uow.concerns(letter.district, letter.case_id)
        row = insert(self.sendings).values(
            letter_id=letter.id,
            number=len(await self.times_sent(uow, letter.id)) + 1,
            case_id=letter.case_id,
            district=letter.district,
            state=state,
            recorded_at=uow.now,
            recorded_by=uow.reach.principal,
            **dict(sending),
        )
        await uow.session.execute(row)

    async def send(
        self, uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID, sending: Sending
    ) -> LetterView:
        """Record that an officer sent a letter; it may be sent again. Raises `InvalidInput`."""
        letter = await self.letter(uow, case_id, letter_id)
        check_stands(letter)
        check_sending(sending, legal_date(letter.written_at), uow.today)
        await self.note(uow, letter, sending)
        return await self.view(uow, letter)

    async def strike_sending(
        self, uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID, mistake: MistakenSending
    ) -> LetterView:
        """Strike out that an officer sent a letter; as it went it is recorded again.

        Raises `InvalidInput`, and `WrongState` of one that went with the post.
        """
        letter = await self.letter(uow, case_id, letter_id)
        times = {each.number: each for each in await self.times_sent(uow, letter_id)}
        if (sending := times.get(mistake.number)) is None:
            raise InvalidInput.at("/number", "no such sending")
        if sending.state is not None:
            raise WrongState("it went with the post, which says what became of it")
        uow.concerns(letter.district, letter.case_id)
        take_back(uow, sending, mistake.reason)
        return await self.view(uow, letter)

    async def view(self, transaction: Transaction, letter: KeptLetter) -> LetterView:
        """A letter, and each time that it was sent."""
        [view] = await self.views(transaction, [letter])
        return view

    async def views(
        self, transaction: Transaction, letters: Sequence[KeptLetter]
    ) -> list[LetterView]:
        """Letters, and each time that each of them was sent."""
        sent = defaultdict(list)
        for each in await self.times_sent(transaction, *(letter.id for letter in letters)):
            sent[each.letter_id].append(shown(Sent, each))
        return [
            shown(
                LetterView,
                letter,
                printable=letter.pdf_sha256 is not None,
                sent=tuple(sent[letter.id]),
            )
            for letter in letters
        ]

    async def told(self, transaction: Transaction, case_id: uuid.UUID) -> tuple[ToldLetter, ...]:
        """The letters that the person was sent, the first first."""
        views = await self.views(transaction, await self.of_case(transaction, case_id))
        return tuple(
            ToldLetter(
                id=view.id,
                title=contents_of(view.letter, str(view.version)).title,
                sent_on=sent[0].sent_on,
            )
            for view in views
            if (sent := went(view))
        )


def went(letter: LetterView) -> list[Sent]:
    """The times that it was sent, not failed to be printed and not struck out."""
    good = (each for each in letter.sent if each.state is not LetterState.FAILED)
    return [each for each in good if each.taken_back is None]
