"""An account with its ledger: as commands find it, change it and show it."""

from services.payments.books.book import Book, Posted, book_of, locked, post_each, unsettled
from services.payments.books.known import (
    barred,
    contractor_of,
    known_contractor,
    next_agreement,
    payee,
)
from services.payments.books.paying import (
    arrived,
    end,
    fall_back,
    final_invoice,
    lapse,
    reinstate,
    release_rest,
    reopen,
    restore,
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
from shared.persistence.mistakes import check_stands, take_back

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
    "contractor_of",
    "end",
    "fall_back",
    "final_invoice",
    "held",
    "known_contractor",
    "lapse",
    "locked",
    "next_agreement",
    "next_number",
    "payee",
    "plan_of",
    "post_each",
    "reinstate",
    "release_rest",
    "reopen",
    "restore",
    "settle",
    "settle_if_done",
    "take_back",
    "tell",
    "unsettled",
    "worth_of",
]
