"""What a remittance advice is asked for with: this service keeps no address of a payee."""

from shared.letters import Contact, Council, Line, Lines, Size
from shared.schema import Field, Model, example


class RemittanceAsked(Model):
    """The letter that tells a payee what a run has paid them."""

    model_config = example(
        payee="Severn Builders",
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

    payee: str = Field(min_length=1, max_length=140)
    """Who was paid, as the run names them; up to 140 characters."""
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
