"""Works within the minor limit, which need no grant (guidance 2.24)."""

import datetime as dt
import uuid
from typing import ClassVar

from shared.contracts.event import Event
from shared.contracts.referral.parts import Code
from shared.schema import Pounds


class MinorWorksOrdered(Event):
    """Works within the minor limit were ordered; they need no grant (guidance 2.24)."""

    TYPE: ClassVar[str] = "referral.minor-works-ordered"

    order_id: uuid.UUID
    kind: Code
    """Which service carries them out."""
    ordered_on: dt.date
    estimate: Pounds


class MinorWorksWithdrawn(Event):
    """Such works were ordered by mistake: they do not count, though they were told."""

    TYPE: ClassVar[str] = "referral.minor-works-withdrawn"

    order_id: uuid.UUID
    """The order of `referral.minor-works-ordered`."""
    withdrawn_on: dt.date
    """The day on which the mistake was put right."""
    estimate: Pounds
    """What they should have cost, in pounds."""


class MinorWorksCompleted(Event):
    """Such works are done: this is what was spent on them."""

    TYPE: ClassVar[str] = "referral.minor-works-completed"

    order_id: uuid.UUID
    kind: Code
    """Which service carried them out."""
    completed_on: dt.date
    cost: Pounds


class MinorWorksCorrected(Event):
    """What was told of such works that are done was a mistake: this is what stands."""

    TYPE: ClassVar[str] = "referral.minor-works-corrected"

    order_id: uuid.UUID
    """The order of `referral.minor-works-completed`."""
    kind: Code
    """Which service carries them out."""
    corrected_on: dt.date
    """The day on which the mistake was put right."""
    was_cost: Pounds
    """What had been told that they cost, in pounds."""
    completed_on: dt.date | None
    """When they were done; None: they are not."""
    cost: Pounds | None
    """What they cost, in pounds; None: they are not done."""
    last_completed_on: dt.date | None
    """When the last of all such works of the case was done; None where none is."""
