"""What the means test service publishes."""

import datetime as dt
import uuid
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import MeansTestKind, MeansTestOutcome
from shared.contracts.event import Event
from shared.schema import Pounds


class MeansTestCompleted(Event):
    """A test of resources came to a result. The household itself stays with the service."""

    TYPE: ClassVar[str] = "means-test.completed"

    test_id: uuid.UUID
    """The test, in the means test service."""
    kind: MeansTestKind
    """Whether it is preliminary or the formal one."""
    corrects: uuid.UUID | None = None
    """Of a formal test: the earlier one that no longer counts, because this takes its place."""
    made_on: dt.date
    """The date of application for which the household was tested."""
    outcome: MeansTestOutcome
    """What the test came to under the district's policy."""
    reduction: Pounds
    """What the grant is reduced by, under the district's policy."""
    statutory_outcome: MeansTestOutcome
    """What the Regulations alone would come to."""
    statutory_reduction: Pounds
    """What the Regulations alone would take off."""
    parameter_set: str
    """The dated figures that were used."""
    policy_version: str
    """The edition of the district's policy that was applied."""
    local_passport: str | None = Field(default=None, pattern=r"^[a-z_]+$")
    """The benefit by which the district's own policy, and not the Regulations, passported them; None
    where none did, and in events from before it was told."""
    fingerprint: str
    """Hash of inputs, figures and result, by which the test can be checked later."""

    @property
    def subject(self) -> str:
        return str(self.test_id)


class MeansTestDeclined(Event):
    """The household refused to give information about its resources."""

    TYPE: ClassVar[str] = "means-test.declined"

    declined_on: dt.date
    """The day on which the household refused."""


class EvidenceRequested(Event):
    """The household was asked for evidence of its resources. Which, stays with the service."""

    TYPE: ClassVar[str] = "means-test.evidence-requested"

    asked_on: dt.date
    """The day on which it was asked for."""


class EvidenceCompleted(Event):
    """Nothing is waited for any more of what the household was asked for."""

    TYPE: ClassVar[str] = "means-test.evidence-completed"

    completed_on: dt.date
    """The day on which the last of it was seen, or found not to be needed."""


EVENTS: tuple[type[Event], ...] = (
    MeansTestCompleted,
    MeansTestDeclined,
    EvidenceRequested,
    EvidenceCompleted,
)
