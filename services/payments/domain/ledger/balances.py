"""What the accounts of a grant come to: sums of postings, never stored."""

from collections import Counter
from collections.abc import Iterable

from services.payments.domain.ledger.chart import Code
from services.payments.domain.ledger.entries import Entry


class Balances:
    """Debits and credits of each account, in pence."""

    def __init__(self, sums: Iterable[tuple[Code, str, int, int]] = ()) -> None:
        self._debits: Counter[tuple[Code, str]] = Counter()
        self._credits: Counter[tuple[Code, str]] = Counter()
        for code, of, debits, credits_ in sums:
            self._debits[code, of] += debits
            self._credits[code, of] += credits_

    def apart_from(self, owner: str) -> "Balances":
        """The balances without the accounts that are that owner's."""
        rest = Balances()
        for mine, theirs in ((rest._debits, self._debits), (rest._credits, self._credits)):
            mine.update({key: pence for key, pence in theirs.items() if key[1] != owner})
        return rest

    def owed_to(self, owner: str) -> int:
        """All that was ever due to that owner."""
        return self._credits[Code.PAYABLE, owner]

    def post(self, entry: Entry) -> None:
        """Count the lines of an entry."""
        for code, of, pence, reversal in entry:
            side = self._debits if (pence > 0) is not reversal else self._credits
            side[code, of] += -abs(pence) if reversal else abs(pence)

    def debits(self, code: Code) -> int:
        return sum(pence for (c, _), pence in self._debits.items() if c is code)

    def credits(self, code: Code) -> int:
        return sum(pence for (c, _), pence in self._credits.items() if c is code)

    def due(self, code: Code) -> int:
        """The credit balance of all accounts of that code."""
        return self.credits(code) - self.debits(code)

    def by(self, code: Code) -> dict[str, int]:
        """The debit balance of each of the accounts of that code that is not nil."""
        owners = dict.fromkeys(of for c, of in (*self._debits, *self._credits) if c is code)
        nets = {of: self._debits[code, of] - self._credits[code, of] for of in owners}
        return {of: net for of, net in nets.items() if net}
