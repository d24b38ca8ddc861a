"""Entries about visits to the home and to the works, and what is to be put right (6.10, 6.15, B134)."""

from typing import Annotated

from services.grants.domain.casework.entry import Documents, Entry, Following, Number, Post, Reason
from services.grants.domain.codes import Present, SiteMatter, VisitKind
from services.grants.domain.facts.fields import SOME
from shared.bounds import AtMost
from shared.schema import Date, Field, Model, example


class VisitPlan(Model):
    """A visit that is to be made."""

    model_config = example(kind="pre_start", on="2026-03-16", by="o.grant")

    kind: VisitKind
    """What the visit is for."""
    on: Date
    """The day of the visit, at most a year ahead."""
    by: Post
    """Who makes it: an officer as their token names them, or a team."""


class VisitPlanned(VisitPlan, Entry):
    """A visit is to be made; until it is recorded or struck out it stays in the diary."""

    KIND = "visit_planned"


class Visit(Model):
    """A visit as it was made."""

    model_config = example(
        about=None,
        kind="progress",
        held_on="2026-03-09",
        attended=["officer", "client", "contractor"],
        looked_at=["works_to_date", "standard", "concerns", "supplies", "specification"],
        found="The floor is laid. The contractor was told to turn the fall to the drain.",
        client_said="The water was off for a day",
        client_absent=None,
        documents=[],
    )

    about: Number | None = None
    """The plan of this visit, by its number in the case's history; null where it was not planned."""
    kind: VisitKind
    """What the visit was for; as it was planned."""
    held_on: Date
    """The day of the visit; not after today."""
    attended: Annotated[tuple[Present, ...], Field(min_length=1), AtMost(SOME)]
    """Who was there, by what they are to the works."""
    looked_at: Annotated[tuple[SiteMatter, ...], AtMost(SOME)] = ()
    """What was looked at of works in progress."""
    found: Reason
    """What was seen, advised and instructed, in the officer's words; kept in the history."""
    client_said: Reason | None = None
    """What the client said of the works; null: nothing, or they were not there."""
    client_absent: Reason | None = None
    """Why the client could not be heard; null where they were there."""
    documents: Documents = ()
    """Documents of the case that show it, such as photographs, by their ids."""


class VisitHeld(Visit, Following):
    """A visit was made (12(o))."""

    KIND = "visit_held"


class Fault(Model):
    """Something that is to be put right."""

    model_config = example(about=12, what="The door sticks", by="2026-03-23")

    about: Number
    """The visit at which it was found, by its number in the case's history."""
    what: Reason
    """What is wrong, in the officer's words; kept in the history."""
    by: Date
    """The last day to put it right; not before the visit, at most a year ahead."""


class FaultFound(Fault, Following):
    """Something is to be put right before the works are certified (B134)."""

    KIND = "fault_found"


class PutRight(Model):
    """How something was put right."""

    model_config = example(about=13, put_right_on="2026-03-20", how="Rehung", documents=[])

    about: Number
    """What was wrong, by its number in the case's history."""
    put_right_on: Date
    """The day on which the authority found it put right; not after today."""
    how: Reason
    """What was done, in the officer's words; kept in the history."""
    documents: Documents = ()
    """Documents of the case that show it, such as photographs, by their ids."""


class FaultPutRight(PutRight, Following):
    """Something that was wrong was put right."""

    KIND = "fault_put_right"
