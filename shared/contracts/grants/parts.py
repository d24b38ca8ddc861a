"""What several events of grants have in common."""

import datetime as dt
import uuid

from pydantic import Field

from shared.contracts.event import Part
from shared.schema import Pounds

CODE = r"^[a-z0-9_]+$"


class Award(Part):
    """One grant or other assistance, and the clause that gives it."""

    kind: str = Field(pattern=CODE)
    """Which grant or help it is."""
    amount: Pounds
    """How much is awarded, in pounds."""
    clause: str
    """The section or clause that gives it."""


class LandCharge(Part):
    """A charge registered against the adapted home."""

    on: tuple[str, ...]
    """Kinds of award that the charge secures."""
    amount: Pounds
    """The most that may be demanded back, in pounds."""
    years: int = Field(gt=0)
    """For how many years from completion."""
    clause: str
    """The section or clause that allows it."""


class Cited(Part):
    """A condition or reason as a published code, with its clause."""

    code: str = Field(pattern=CODE)
    """The condition, reason or document, as a stable code."""
    clause: str
    """The section or clause that it comes from."""


class Deferred(Part):
    """Payment of the mandatory grant that was put off at the approval (section 36)."""

    until: dt.date
    """The day before which it is not paid."""
    amount: Pounds
    """How much of the grant is put off, in pounds."""


class Contractor(Part):
    """Who gave an estimate for the works (section 38; guidance B132)."""

    id: uuid.UUID
    """Of the contractor on this case alone (`shared.contracts.contractors`): no name."""
    estimate: Pounds
    """What their estimates for the eligible works come to, none above what the authority found
    reasonable; pounds."""
