"""Entries that take something back: works that wait for urgent ones, and what was a mistake."""

from typing import Annotated

from services.grants.domain.casework.entries import Stated
from services.grants.domain.casework.entry import Entry, Number, Reason
from services.grants.domain.facts.works import Scheme
from shared.schema import Field, Model, example


class UrgentFirst(Entry):
    """Urgent works go before the others, which are decided on later (5.29)."""

    KIND = "urgent_first"

    application: Stated
    """The application with the urgent works alone."""
    later: Scheme
    """The works that wait."""
    reason: Reason
    """What harm waiting would do."""


class MistakenEntry(Model):
    """An entry that should never have been made, and why."""

    model_config = example(number=12, reason="The extension was asked for on another case")

    number: Number
    """The entry, by its number in the case's history."""
    reason: Reason
    """How the mistake came about, in the officer's words; kept in the history."""


class StruckOut(MistakenEntry, Entry):
    """An entry counts no longer: it was recorded by mistake, and stays to be read."""

    KIND = "struck_out"

    number: Annotated[int, Field(strict=True, ge=1)]
    """The entry, by its number in the case's history."""
