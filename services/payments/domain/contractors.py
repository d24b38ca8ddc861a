"""Who can be paid on an approved grant."""

from typing import Annotated

from shared.schema import Date, Field, Model, Pounds, example

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Contractor(Model):
    """A contractor of the approval, or one whom the authority agreed to since."""

    estimate: Pounds
    """What their estimates for the eligible works come to."""
    agreed_by: str | None
    """Who agreed to somebody who gave no estimate before the approval; None for the others."""


class Agreement(Model):
    """The authority agrees that somebody else is paid (section 38; guidance B132).

    That is another contractor, on a new estimate; or who is paid for services and charges.
    """

    model_config = example(
        name="Vale Bathrooms",
        estimate="6150.00",
        reason="The first contractor has closed",
        agreed_on="2026-03-09",
    )

    name: Name
    """Name of the firm; up to 200 characters."""
    estimate: Pounds = Field(gt=0)
    """What it asks for the works, in pounds with VAT; more than nil."""
    reason: str = Field(min_length=1, max_length=1000)
    """Why it may be paid, in the officer's words, up to 1,000 characters."""
    agreed_on: Date
    """The day on which the authority agreed; not after today."""
