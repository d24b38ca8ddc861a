"""What became of a request, as a FHIR Task: how far it has come, and nothing of the person."""

import datetime as dt
import uuid
from typing import Literal

from services.referral.casefile.records import Casefile, open_casefile
from services.referral.domain.consent import ConsentState
from services.referral.domain.life import State
from shared.persistence.reading import Reading
from shared.schema import Model

TaskStatus = Literal["received", "on-hold", "rejected", "in-progress", "completed"]
_STATUS: dict[State, TaskStatus] = {
    State.ADVISED: "on-hold",
    State.RECEIVED: "received",
    State.SIGNPOSTED: "rejected",
    State.TRIAGED: "in-progress",
    State.ASSESSED: "completed",
    State.TAKEN_OVER: "completed",
}


class BusinessStatus(Model):
    """How far the referral has come, in this service's words."""

    text: str
    """The referral's state."""


class Reference(Model):
    """To what a task belongs."""

    type: str
    """The kind of resource."""
    display: str
    """What people call the case."""


class Task(Model):
    """A FHIR Task (R4): what became of a request."""

    resourceType: Literal["Task"] = "Task"  # noqa: N815 - as FHIR names it
    """Which resource it is."""
    id: uuid.UUID
    """The case, the same in every service."""
    status: TaskStatus
    """How far the task has come, in FHIR's words."""
    businessStatus: BusinessStatus  # noqa: N815
    """The same in ours."""
    intent: Literal["order"] = "order"
    """What the task is: the sender asked for it."""
    focus: Reference
    """The request, by what people call the case."""
    authoredOn: dt.date  # noqa: N815
    """The day on which the request came in."""

    @classmethod
    def of(cls, casefile: Casefile) -> "Task":
        referral, state = casefile.referral, State(casefile.referral.state)
        stopped = referral.consent != ConsentState.GIVEN
        return cls(
            id=referral.case_id,
            status="on-hold" if stopped else _STATUS[state],
            businessStatus=BusinessStatus(text=state),
            focus=Reference(type="ServiceRequest", display=referral.reference),
            authoredOn=referral.received_on,
        )


async def task(reading: Reading, case_id: uuid.UUID) -> Task:
    """What became of a request."""
    return Task.of(await open_casefile(reading, case_id))
