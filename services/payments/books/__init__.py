"""An account with its ledger: as commands find it, change it and show it."""

from services.payments.books.book import Book, Posted, book_of, post_each, unsettled
from services.payments.books.paying import arrived, settle
from services.payments.books.view import AccountView

__all__ = [
    "AccountView",
    "Book",
    "Posted",
    "arrived",
    "book_of",
    "post_each",
    "settle",
    "unsettled",
]
