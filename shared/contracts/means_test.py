"""What the means test service publishes."""

import datetime as dt
import uuid
from typing import ClassVar

from shared.contracts.codes import MeansTestKind, MeansTestOutcome
from shared.contracts.event import Event
from shared.schema import Pounds


class MeansTestCompleted(Event):
    """A test of resources came to a result. The household itself stays with the service."""

    TYPE: ClassVar[str] = "means-test.completed"

    test_id: uuid.UUID
    kind: MeansTestKind
    corrects: uuid.UUID | None = None
    """Of a formal test: the earlier one that no longer counts, because this takes its place."""
    made_on: dt.date
    """The date of application for which the household was tested."""
    outcome: MeansTestOutcome
    reduction: Pounds
    """What the grant is reduced by, under the district's policy."""
    statutory_outcome: MeansTestOutcome
    statutory_reduction: Pounds
    """What the Regulations alone would take off."""
    parameter_set: str
    policy_version: str
    fingerprint: str
    """Hash of inputs, figures and result, by which the test can be checked later."""

    @property
    def subject(self) -> str:
        return str(self.test_id)


class MeansTestDeclined(Event):
    """The household refused to give information about its resources."""

    TYPE: ClassVar[str] = "means-test.declined"

    declined_on: dt.date


EVENTS: tuple[type[Event], ...] = (MeansTestCompleted, MeansTestDeclined)
