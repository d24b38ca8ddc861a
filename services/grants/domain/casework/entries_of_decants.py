"""Entries about a household that lives elsewhere while the works are done."""

from services.grants.domain.casework.entry import Entry, Following, Number, Reason
from services.grants.domain.codes import Lodging
from shared.schema import Date, Model, Pounds, example


class Decant(Model):
    """The household lives elsewhere during the works."""

    model_config = example(
        since="2026-03-16",
        until="2026-04-10",
        where="family_or_friends",
        claimed=None,
        reason="The only bathroom is taken out",
    )

    since: Date
    """The first day, at most a year ahead."""
    until: Date
    """The day on which they are expected back, at most a year ahead."""
    where: Lodging
    """What kind of place it is. Where it is, is not kept here."""
    claimed: Pounds | None = None
    """What the household asks the council to pay for it, in pounds; null: nothing."""
    reason: Reason
    """Why they cannot stay at home, in the officer's words; kept in the history."""


class Decanted(Decant, Entry):
    """The household lives elsewhere until its return is recorded."""

    KIND = "decanted"


class Return(Model):
    """The household is back in its home."""

    model_config = example(about=14, returned_on="2026-04-09")

    about: Number
    """The stay elsewhere, by its number in the case's history."""
    returned_on: Date
    """The day on which they came back; not before they left, nor after today."""


class DecantEnded(Return, Following):
    """The household is back."""

    KIND = "decant_ended"
