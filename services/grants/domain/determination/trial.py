"""A policy that is not in force, tried over cases: what is asked, and what it came to."""

from typing import Annotated

from pydantic import RootModel, WithJsonSchema

from services.grants.domain.determination.effects import Effects
from services.grants.domain.policy.amending import ChangedValue
from services.grants.domain.policy.changes import Change
from shared.contracts.event import District
from shared.schema import Date, Field, Model, example


class Trial(Model):
    """A district's policy in force on a day, with values changed as `changes` names them."""

    model_config = example(
        authority="E07000081",
        on="2026-03-02",
        changes=[{"at": "offers.top_up.limit.amount", "to": "45000.00"}],
    )

    authority: Annotated[District, WithJsonSchema({"type": "string", "maxLength": 9})]
    """ONS code of the district whose policy is changed."""
    on: Date
    """The day whose version is the starting point."""
    changes: tuple[ChangedValue, ...] = Field(min_length=1, max_length=100)
    """The values to change, 1 to 100."""


class Problem(RootModel[dict[str, object]]):
    """What is wrong with a line: what an answer about its case alone would say."""


class Unread(Model):
    """A line that states no case, by its number."""

    line: int
    """Number of the line in the file, from 1."""
    problem: Problem
    """What is wrong with it, as a problem of this service."""


class WhatIf(Model):
    """A new version against the one in force: what it changes, and what that means."""

    version: str
    """Name of the new version."""
    against: str
    """The version in force with which it is compared."""
    changes: tuple[Change, ...]
    """Each value that differs."""
    effects: Effects | None
    """What it means for the cases that were given; null where none were."""
    unread: tuple[Unread, ...]
    """Lines that were left out because they state no case."""
