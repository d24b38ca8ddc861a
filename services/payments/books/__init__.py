"""An account with its ledger: as commands find it, change it and show it."""

from services.payments.books.book import Book, Posted, book_of, locked, post_each, unsettled
from services.payments.books.known import barred, known_contractor, payee
from services.payments.books.paying import arrived, release_rest, settle, settle_if_done, tell
from services.payments.books.view import AccountView
from services.payments.books.works import acceptance_of, check_undisputed, held, plan_of, worth_of

__all__ = [
    "AccountView",
    "Book",
    "Posted",
    "acceptance_of",
    "arrived",
    "barred",
    "book_of",
    "check_undisputed",
    "held",
    "known_contractor",
    "locked",
    "payee",
    "plan_of",
    "post_each",
    "release_rest",
    "settle",
    "settle_if_done",
    "tell",
    "unsettled",
    "worth_of",
]
