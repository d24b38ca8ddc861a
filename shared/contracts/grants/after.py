"""What is told of a grant after its works: charges, repayment and the end."""

import datetime as dt
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import WithdrawalReason
from shared.contracts.event import Event
from shared.contracts.grants.parts import CODE
from shared.schema import Pounds


class RepaymentDecided(Event):
    """It was decided what of a grant or of a charge is demanded back; nil demands nothing."""

    TYPE: ClassVar[str] = "grants.repayment-decided"

    decided_on: dt.date
    about: str = Field(pattern=CODE)
    """`change` of circumstances, or `disposal` of a charged home."""
    demanded: Pounds
    """What is demanded, in pounds."""
    most: Pounds
    """What could have been, in pounds."""
    clause: str
    """Under which it was decided."""
    decision: int | None = None
    """Its number in the history of the case, by which later events name it. None in events from before
    it was told."""


class RepaymentDecisionStruckOut(Event):
    """A decision on repayment was recorded by mistake, and demands nothing; a disposal waits again."""

    TYPE: ClassVar[str] = "grants.repayment-decision-struck-out"

    decided_on: dt.date
    """The day that it was said to be of."""
    demanded: Pounds
    """What it demanded, in pounds."""
    clause: str
    """Under which it was decided."""
    decision: int | None = None
    """The number of the decision in `grants.repayment-decided`. None in events from before it was told."""


class LandChargeRegistered(Event):
    """The charges of the case were registered as local land charges."""

    TYPE: ClassVar[str] = "grants.land-charge-registered"

    registered_on: dt.date
    amount: Pounds
    ends_on: dt.date
    """When the longest of them ends, counted from the certified date."""


class LandChargeRemoved(Event):
    """The charges of the case were taken off the register."""

    TYPE: ClassVar[str] = "grants.land-charge-removed"

    removed_on: dt.date


class LandChargeCorrected(Event):
    """The registration of the charges, or their removal, was recorded by mistake: this holds."""

    TYPE: ClassVar[str] = "grants.land-charge-corrected"

    registered_on: dt.date | None
    """The day on which they were registered; None: they are not on the register. So for the rest."""
    amount: Pounds | None
    ends_on: dt.date | None


class Closed(Event):
    """Nothing more is to be done on the case."""

    TYPE: ClassVar[str] = "grants.closed"

    closed_on: dt.date
    outcome: str = Field(pattern=CODE)
    """A `ClosureOutcome`."""
    reason: WithdrawalReason | None = None
    """Why it was withdrawn undecided; of an approval `grants.approval-withdrawn` told it."""
    because: str | None = Field(default=None, pattern=CODE)
    """Why the applicant gave it up, such as `contribution_too_high`; None where they did not, where
    they did not say, and in events from before it was told."""


class CaseReopened(Event):
    """The case was closed by mistake: it is as it was before `grants.closed`."""

    TYPE: ClassVar[str] = "grants.case-reopened"

    reopened_on: dt.date
    """The day on which the mistake was put right."""
    outcome: str = Field(pattern=CODE)
    """How it was said to have ended, a `ClosureOutcome`."""
    reason: WithdrawalReason | None
    """Why it was said to be withdrawn undecided; None where it was not."""
