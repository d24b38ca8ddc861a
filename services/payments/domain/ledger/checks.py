"""The check that the ledger balances, as an event to oneself: once a day for each district."""

from typing import ClassVar

from shared.contracts.event import OwnEvent


class LedgerCheckDue(OwnEvent):
    """The ledger of a district is to be looked at."""

    TYPE: ClassVar[str] = "payments.ledger-check-due"
