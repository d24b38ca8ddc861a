"""What is posted, event by event. All amounts in pence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from services.payments.domain.ledger.chart import Code, Family

APPLICANT = "applicant"
"""To whom what was paid in and not spent is due."""
BEFORE = "before"
"""To whom was paid what was paid before the case was taken over."""
UNDIVIDED = "undivided"
"""Of an award that was opened before its kinds were told apart."""


class Posting(NamedTuple):
    """One line of an entry: a debit is positive, a credit negative, and none is nil."""

    code: Code
    of: str
    pence: int
    reversal: bool = False
    """Whether it takes a line back: it counts, negative, on the side that that one counted on."""


Entry = tuple[Posting, ...]
"""Two lines or more, which come to nil in each family."""


def approval(awards: Mapping[str, int]) -> Entry:
    """Each award is approved, and committed until it is drawn or released."""
    return _transfers((Code.COMMITTED, Code.APPROVED, kind, kind, p) for kind, p in awards.items())


def varied(more: Mapping[str, int], less: Mapping[str, int]) -> Entry:
    """Some awards are raised; of others what is not drawn is taken back. May be without lines."""
    raised = ((Code.COMMITTED, Code.APPROVED, kind, kind, p) for kind, p in more.items())
    lowered = ((Code.APPROVED, Code.COMMITTED, kind, kind, p) for kind, p in less.items())
    return _transfers([*raised, *lowered])


def contribution(pence: int) -> Entry:
    """The applicant's money comes in and is held."""
    return _transfers([(Code.BANK, Code.CONTRIBUTION, "", "", pence)])


def opening_contribution(pence: int) -> Entry:
    """The applicant's money had come in before the case was taken over."""
    return _transfers([(Code.OPENING, Code.CONTRIBUTION, "", "", pence)])


def opening_payment(pence: int) -> Entry:
    """What was accepted before the case was taken over had been paid."""
    return _transfers([(Code.PAYABLE, Code.OPENING, BEFORE, "", pence)])


def invoice(
    contractor: str,
    from_contribution: int,
    drawn: Mapping[str, int],
    retained: int = 0,
    revenue: int = 0,
) -> Entry:
    """An invoice is accepted: due to the contractor, out of the contribution and the awards.

    What is retained of it is due only once the works are complete. What of the awards is revenue is
    of those drawn last.
    """
    due = (Code.PAYABLE, contractor)
    return _transfers(
        [
            (Code.CONTRIBUTION, due[0], "", due[1], from_contribution),
            (Code.PAYABLE, Code.RETAINED, contractor, contractor, retained),
            *((code, due[0], kind, due[1], p) for code, kind, p in _spent(drawn, revenue)),
            *((Code.DRAWN, Code.COMMITTED, kind, kind, p) for kind, p in drawn.items()),
        ]
    )


def own_invoice(contractor: str, drawn: Mapping[str, int], net: int, vat: int) -> Entry:
    """An invoice for works that the council ordered itself is accepted: no award bears it."""
    return _transfers(
        [
            (Code.OWN_WORKS, Code.PAYABLE, "", contractor, net),
            (Code.VAT, Code.PAYABLE, "", contractor, vat),
            *((Code.DRAWN, Code.COMMITTED, kind, kind, p) for kind, p in drawn.items()),
        ]
    )


def deducted(contractor: str, pence: int) -> Entry:
    """Part of what is due to a subcontractor is due to HMRC instead."""
    return _transfers([(Code.PAYABLE, Code.TAX_DEDUCTED, contractor, contractor, pence)])


def passed_on(contractor: str, pence: int) -> Entry:
    """HMRC has been paid what was taken off."""
    return _transfers([(Code.TAX_DEDUCTED, Code.BANK, contractor, "", pence)])


def credited(contractor: str, drawn: Mapping[str, int], revenue: int, pence: int) -> Entry:
    """A contractor takes back part of an invoice: what was drawn last is given back first.

    So is what of the awards was revenue.
    """
    back = _last_of(drawn, pence)
    given = sum(back.values())
    return taken_back(invoice(contractor, pence - given, back, revenue=min(revenue, given)))


def retention(contractor: str, pence: int) -> Entry:
    """What was held back is due: the works are complete."""
    return _transfers([(Code.RETAINED, Code.PAYABLE, contractor, contractor, pence)])


def payment(contractor: str, pence: int) -> Entry:
    """What is due leaves the bank."""
    return _transfers([(Code.PAYABLE, Code.BANK, contractor, "", pence)])


def sealed(contractor: str, pence: int) -> Entry:
    """What is due is in a file that a bank will be given."""
    return _transfers([(Code.PAYABLE, Code.TRANSIT, contractor, contractor, pence)])


def debited(contractor: str, pence: int) -> Entry:
    """The bank has paid what was in the file."""
    return _transfers([(Code.TRANSIT, Code.BANK, contractor, "", pence)])


def sent_back(contractor: str, pence: int) -> Entry:
    """What was in the file does not reach the contractor, and nothing left the bank."""
    return _transfers([(Code.TRANSIT, Code.RETURNED, contractor, contractor, pence)])


def returned(contractor: str, pence: int) -> Entry:
    """The contractor's bank has sent the money back."""
    return _transfers([(Code.BANK, Code.RETURNED, "", contractor, pence)])


def made_good(contractor: str, pence: int) -> Entry:
    """What came back is due again."""
    return _transfers([(Code.RETURNED, Code.PAYABLE, contractor, contractor, pence)])


def refund(pence: int) -> Entry:
    """What the applicant paid in and was not spent is due to them."""
    return _transfers([(Code.CONTRIBUTION, Code.PAYABLE, "", APPLICANT, pence)])


def demanded(recovery: str, pence: int) -> Entry:
    """Part of the grant is demanded back."""
    return _transfers([(Code.RECOVERABLE, Code.RECOVERED, recovery, "", pence)])


def repaid(recovery: str, pence: int) -> Entry:
    """Part of what was demanded has come in."""
    return _transfers([(Code.BANK, Code.RECOVERABLE, "", recovery, pence)])


def written_off(recovery: str, pence: int) -> Entry:
    """Part of what was demanded is given up."""
    return _transfers([(Code.WRITTEN_OFF, Code.RECOVERABLE, recovery, recovery, pence)])


def taken_back(entry: Entry) -> Entry:
    """The entry is undone: its opposite, as if neither had been."""
    return tuple(Posting(line.code, line.of, -line.pence, reversal=True) for line in entry)


def release(committed: Mapping[str, int]) -> Entry:
    """What is left of each award is given back to the district's budget."""
    return _transfers((Code.RELEASED, Code.COMMITTED, k, k, p) for k, p in committed.items())


def drawn_from(committed: Mapping[str, int], pence: int) -> dict[str, int]:
    """Which awards pay that much: one after the other, as the approval lists them."""
    drawn = {}
    for kind, left in committed.items():
        if taken := min(left, pence):
            drawn[kind] = taken
            pence -= taken
    if pence:
        raise ValueError("more than is committed")
    return drawn


def _last_of(drawn: Mapping[str, int], pence: int) -> dict[str, int]:
    """That much of what was drawn last, or all of it, in the order of drawing."""
    last = drawn_from(dict(reversed([*drawn.items()])), min(pence, sum(drawn.values())))
    return dict(reversed([*last.items()]))


def _spent(drawn: Mapping[str, int], revenue: int) -> Iterator[tuple[Code, str, int]]:
    """What was spent of each award, as revenue and as capital."""
    of_each = _last_of(drawn, revenue)
    for kind, pence in drawn.items():
        yield Code.EXPENDITURE, kind, pence - of_each.get(kind, 0)
        yield Code.REVENUE, kind, of_each.get(kind, 0)


def balanced(lines: Entry) -> bool:
    """Whether there are two lines or more, none nil, and each family comes to nil."""
    promised = sum(p.pence for p in lines if p.code.family is Family.MEMORANDUM)
    moved = sum(p.pence for p in lines) - promised
    return len(lines) > 1 and all(p.pence for p in lines) and promised == moved == 0


def _transfers(of: Iterable[tuple[Code, Code, str, str, int]]) -> Entry:
    """A debit and a credit for each, by account, what the account is of, and pence; none of nil."""
    lines: Counter[tuple[Code, str]] = Counter()
    for debit, credit, debited, credited, pence in of:
        lines[debit, debited] += pence
        lines[credit, credited] -= pence
    return tuple(Posting(code, of, pence) for (code, of), pence in lines.items() if pence)
