"""A grant that is taken over from before the platform: its account begins with what was paid."""

from collections import Counter

from services.payments.books import Book, book_of, release_rest, settle
from services.payments.domain.ledger import entries
from services.payments.domain.ledger.balances import Balances
from services.payments.domain.ledger.chart import Code
from services.payments.in_force import policy_of
from services.payments.tables import Account
from shared.contracts.grants import TakenOver
from shared.money import NIL, pence
from shared.persistence.unit_of_work import UnitOfWork


async def note_taken_over(uow: UnitOfWork, event: TakenOver) -> None:
    """What came in and was paid before stands in the ledger against what is not of our bank.

    A live grant has its account by its approval, which was told first. A past one gets it here,
    settled as it was, so that what is demanded back later has its place.
    """
    uow.concerns(event.district, event.case_id)
    row = await uow.find(Account, event.case_id)
    if row is not None:
        book = await book_of(uow, row)
        _open_with(uow, book, event)
        if event.settled_on is not None:
            settle(uow, book)
    elif event.approved_on is not None and event.awards:
        book = await _past(uow, event)
        _open_with(uow, book, event)
        release_rest(uow, book)


async def _past(uow: UnitOfWork, event: TakenOver) -> Book:
    """The account of a grant on which nothing more is paid."""
    row = Account(
        case_id=event.case_id,
        district=event.district,
        opened_on=event.approved_on,
        policy_version=event.policy_version,
        stage_limit=policy_of(event.policy_version).stage_limit,
        award=sum((award.amount for award in event.awards), NIL),
        contribution=event.contribution_received,
        names_contractors=True,
        works_certified_on=event.certified_on,
        settled_on=event.settled_on,
    )
    uow.add(row)
    await uow.session.flush()
    awards: Counter[str] = Counter()
    for award in event.awards:
        awards[award.kind] += pence(award.amount)
    book = Book(row, Balances())
    book.post(uow, "approval", entries.approval(awards), event.taken_over_on)
    return book


def _open_with(uow: UnitOfWork, book: Book, event: TakenOver) -> None:
    """The applicant's money first, as it always is; then the awards."""
    day, received, paid = event.taken_over_on, pence(event.contribution_received), pence(event.paid)
    if received:
        book.post(uow, "opening_contribution", entries.opening_contribution(received), day)
    if paid:
        own = min(received, paid)
        drawn = entries.drawn_from(book.balances.by(Code.COMMITTED), paid - own)
        book.post(uow, "opening_invoices", entries.invoice(entries.BEFORE, own, drawn), day)
        book.post(uow, "opening_payments", entries.opening_payment(paid), day)
