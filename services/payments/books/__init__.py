"""An account with its ledger: as commands find it, change it and show it."""

from services.payments.books.book import Book, Posted, book_of, locked, post_each, unsettled
from services.payments.books.known import barred, known_contractor, payee
from services.payments.books.mistakes import check_stands, take_back
from services.payments.books.paying import (
    arrived,
    end,
    final_invoice,
    release_rest,
    settle,
    settle_if_done,
    tell,
)
from services.payments.books.view import AccountView
from services.payments.books.works import (
    acceptance_of,
    check_undisputed,
    held,
    next_number,
    plan_of,
    worth_of,
)

__all__ = [
    "AccountView",
    "Book",
    "Posted",
    "acceptance_of",
    "arrived",
    "barred",
    "book_of",
    "check_stands",
    "check_undisputed",
    "end",
    "final_invoice",
    "held",
    "known_contractor",
    "locked",
    "next_number",
    "payee",
    "plan_of",
    "post_each",
    "release_rest",
    "settle",
    "settle_if_done",
    "take_back",
    "tell",
    "unsettled",
    "worth_of",
]
