"""What a statement of deductions is asked for with: this service keeps no address of a payee."""

from services.payments.cis.queries import TaxMonth
from shared.contracts.event import District
from shared.letters import Contact, Council, Line, Lines, Size
from shared.schema import Date, Field, Model, example


class StatementAsked(Model):
    """The letter that tells a subcontractor what was taken off and paid to HMRC."""

    model_config = example(
        district="E07000081",
        ending="2026-03-05",
        payee="Severn Builders",
        employer_reference="123/AB456",
        address=["Severn Builders", "Unit 4, Quay Road", "Gloucester", "GL1 2EH"],
        council={
            "name": "Gloucester City Council",
            "address": ["Shire Hall", "Westgate Street", "Gloucester GL1 2TG"],
        },
        contact={
            "name": "Ali Reed",
            "post": "Finance officer",
            "telephone": "01452 000000",
            "email": "payments@example.org",
        },
    )

    district: District
    """ONS code of the district that paid."""
    ending: Date
    """The last day of the tax month: a 5th."""
    payee: str = Field(min_length=1, max_length=140)
    """Who was paid, as its invoices name it; up to 140 characters."""
    employer_reference: str = Field(min_length=1, max_length=20)
    """The council's own with HMRC, up to 20 characters."""
    name: Line | None = None
    """How the letter speaks to them; null: by the payee's name."""
    address: Lines
    """To whom it goes, line by line, the postcode last."""
    council: Council
    """Who sends it."""
    contact: Contact
    """Whom the payee can ask."""
    size: Size = Size.STANDARD
    """How large its text is."""

    @property
    def month(self) -> TaxMonth:
        """The month that it is of."""
        return TaxMonth(district=self.district, ending=self.ending)
