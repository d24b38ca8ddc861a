"""How the ledger goes into a council's own: its columns and codes, as data."""

from enum import StrEnum

from services.payments.domain.ledger.chart import Code, Family
from shared.schema import Field, Model

OUTSIDE = "O"
"""No tax of a private grant is the council's to reclaim."""
INPUT = "I"
"""Tax on works that the council ordered itself, which it reclaims."""


class Value(StrEnum):
    """What a column shows of a line."""

    DATE = "date"
    RECORDED = "recorded"
    CODE = "code"
    CASE = "case"
    ENTRY = "entry"
    STEP = "step"
    PARTY = "party"
    DEBIT = "debit"
    CREDIT = "credit"
    VAT = "vat"


class Column(Model):
    """A column of the file."""

    heading: str = Field(min_length=1, max_length=60)
    value: Value


class Mapping(Model):
    """One council's file."""

    columns: tuple[Column, ...] = Field(min_length=1)
    codes: dict[Code, str]
    """The council's code for each account that moves money."""

    def model_post_init(self, _context: object, /) -> None:
        missing = {c for c in Code if c.family is Family.ACTUAL} - self.codes.keys()
        if missing:
            raise ValueError(f"no code of the council's for {', '.join(sorted(missing))}")
        if not {Value.DEBIT, Value.CREDIT, Value.CODE} <= {c.value for c in self.columns}:
            raise ValueError("a file without code, debit and credit is no ledger")
