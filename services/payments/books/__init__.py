"""An account with its ledger: as commands find it, change it and show it."""

from services.payments.books.book import Book, Posted, book_of, post_each, unsettled
from services.payments.books.paying import arrived, settle
from services.payments.books.view import AccountView
from services.payments.books.works import acceptance_of, held, plan_of, worth_of

__all__ = [
    "AccountView",
    "Book",
    "Posted",
    "acceptance_of",
    "arrived",
    "book_of",
    "held",
    "plan_of",
    "post_each",
    "settle",
    "unsettled",
    "worth_of",
]
