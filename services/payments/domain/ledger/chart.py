"""The accounts of one grant.

Those of the family `memorandum` show what became of an award and move no money; the others do. An
account is of something: an award by its kind, a contractor by the id on the case, or of the case.
"""

from enum import StrEnum


class Family(StrEnum):
    """Entries balance in each family by itself."""

    MEMORANDUM = "memorandum"
    ACTUAL = "actual"


class Code(StrEnum):
    """An account. A debit is positive, a credit negative."""

    APPROVED = "M10"
    """What was awarded, as varied: the credit that the three below come to."""
    COMMITTED = "M20"
    """Awarded and not drawn yet: the limit of what can be paid."""
    DRAWN = "M30"
    """Drawn by accepted invoices."""
    RELEASED = "M40"
    """Not needed, or not to be paid any more."""
    BANK = "A10"
    """The council's bank."""
    RECOVERABLE = "A20"
    """Demanded back, and neither come in nor given up."""
    VAT = "A30"
    """Tax on works that the council ordered itself, which it reclaims: of no grant."""
    PAYABLE = "L10"
    """Due to a contractor, or back to the applicant."""
    RETAINED = "L20"
    """Held back of interim payments until the works are complete."""
    TRANSIT = "L40"
    """In a sealed run, and not known to have left the bank."""
    RETURNED = "L50"
    """Sent back by the bank, and not made good yet."""
    CONTRIBUTION = "L30"
    """The applicant's money, held: no income of the council's."""
    TAX_DEDUCTED = "L60"
    """Taken off labour under the Construction Industry Scheme, due to HMRC: of no grant."""
    EXPENDITURE = "E10"
    """What an award came to in the end as capital, with value added tax."""
    REVENUE = "E11"
    """What of an award went on what is revenue, which no government funding pays for."""
    OWN_WORKS = "E20"
    """What works came to that the council ordered itself, without value added tax."""
    WRITTEN_OFF = "E30"
    """Given up after it was demanded, with authority."""
    RECOVERED = "I10"
    """Of the grant, demanded back: it goes to the district's grant budget."""

    OPENING = "O10"
    """What came in and was paid before a case was taken over: not of our bank."""

    @property
    def family(self) -> Family:
        return Family.MEMORANDUM if self.value.startswith("M") else Family.ACTUAL
