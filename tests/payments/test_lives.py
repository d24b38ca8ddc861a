"""A few random lives in every run of the tests; `python -m tests.payments.lives` takes many.

Each rule that they watch over is taken out once: then a life has to find what may never be.
"""

import pytest

from services.payments.accounts.changes import note_varied
from services.payments.books.paying import settle
from services.payments.domain import invoices, recoveries
from services.payments.domain.ledger import entries
from services.payments.invoices.commands import _check_once, pay_invoice
from services.payments.invoices.deciding import _check_payee
from services.payments.runs.commands import seal_run
from services.payments.runs.proposing import details_of, lines_of
from tests.payments.lives import NEVER, live
from tests.payments.taken_out import take_out
from tests.platform.running import NOW, Platform, new_database

NOT_ASKED = "if False:"
RULES = {
    "before-approval-by-hand": (
        ("pay",),
        [(pay_invoice, ("received.take(InvoiceStep.PAY)", "pass"))],
    ),
    "before-approval-in-a-run": (
        ("receive", "propose"),
        [(lines_of, ("ReceivedInvoice.state == InvoiceState.APPROVED,", ""))],
    ),
    "more-than-approved": (
        ("certify", "claim"),
        [
            (
                invoices.check_payment,
                ("if account.paid + invoice.amount > account.budget:", NOT_ASKED),
                ("if invoice.amount > account.in_hand:", NOT_ASKED),
            )
        ],
    ),
    "varied-after-the-end": (
        ("withdraw", "vary"),
        [(note_varied, ("if row.settled_on is not None or row.frozen_on is not None:", NOT_ASKED))],
    ),
    "twice-by-hand": (
        ("claim", "pay"),
        [
            (
                pay_invoice,
                ("if received.run_id is not None or received.paid_on is not None:", NOT_ASKED),
            )
        ],
    ),
    "twice-in-other-words": (
        ("claim",),
        [(invoices.invoice_id, ('plain.lstrip("0") or "0"', "reference"))],
    ),
    "twice-in-the-same-words": (
        ("claim",),
        [(_check_once, ("if other.invoice_id == this:", NOT_ASKED))],
    ),
    "twice-in-runs": (
        ("claim", "propose"),
        [(lines_of, ("ReceivedInvoice.run_id.is_(None),", ""))],
    ),
    "a-stranger": (("claim",), [(_check_payee, ("if account.names_contractors:", NOT_ASKED))]),
    "an-old-account": (
        ("claim", "propose", "carry_on", "change_details"),
        [
            (details_of, ("if row.in_force_from and row.in_force_from <= uow.today", "")),
            (seal_run, ("if goes_to != payment.bank_details:", NOT_ASKED)),
        ],
    ),
    "nine-tenths": (
        ("claim",),
        [(invoices._check_interim, ("if account.from_award(amount) > left:", NOT_ASKED))],
    ),
    "debits-are-credits": (
        ("claim",),
        [
            (entries._transfers, ("-= pence", "-= pence + 1")),
            (entries.balanced, ("and promised == moved == 0", "")),
        ],
    ),
    "drawn-is-spent": (
        ("claim",),
        [
            (
                entries.invoice,
                (
                    "*((Code.DRAWN, Code.COMMITTED, kind, kind, p) for kind, p in drawn.items()),",
                    "",
                ),
            )
        ],
    ),
    "released-at-the-end": (
        ("withdraw",),
        [(settle, ("release_rest(uow, book)", "pass"))],
    ),
    "recovered-once": (
        ("claim", "pay", "demand"),
        [(recoveries.check_recoverable, ("if amount > recoverable:", NOT_ASKED))],
    ),
}
"""By rule: which acts press upon it, and what is taken out of which function."""
FOUND_IN = {
    "more-than-approved": 2,
    "twice-by-hand": 2,
    "twice-in-other-words": 21,
    "twice-in-runs": 2,
    "a-stranger": 4,
    "an-old-account": 7,
}
"""The first life that misses the rule, where it is not the first of all: those before are not lived."""
LIVES = 12
"""In which a rule that is missing has to be missed."""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_that_may_never_be_in_a_random_life(platform, seed):
    life = live(platform, seed, steps=30)
    assert len(life.done) == 30


@pytest.fixture(scope="session")
def unruled(postgres):
    """A platform of its own: what is done without a rule is in no other test's totals."""
    platform = Platform(postgres.superuser_url, new_database("unruled"))
    platform.now = NOW
    yield platform
    platform.stop()


@pytest.mark.parametrize("rule", RULES)
def test_a_life_misses_each_rule_that_is_taken_out(unruled, monkeypatch, rule):
    pressed, taken = RULES[rule]
    for function, *changes in taken:
        take_out(monkeypatch, function, *changes)
    with pytest.raises(AssertionError):
        _lives(unruled, pressed, FOUND_IN.get(rule, 1))


def _lives(platform, pressed, first):
    for seed in range(first, first + LIVES):
        live(platform, seed, 20, pressed)


@pytest.mark.parametrize("what", NEVER)
def test_what_is_looked_for_can_be_asked(platform, what):
    """A statement that could not run would find nothing for ever."""
    platform.client("payments")
    assert platform.sql(NEVER[what], "00000000-0000-0000-0000-000000000000") == []
