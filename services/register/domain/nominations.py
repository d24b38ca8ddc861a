"""Nomination rights on homes that a landlord adapted with grant.

General Consent 1996, additional condition 4; guidance B127.
"""

from datetime import date, timedelta

from shared.schema import Date, Model, example

HOLD = timedelta(weeks=4)
"""The reasonable period for which each vacancy is held: up to four weeks (guidance B127)."""


class NominationRight(Model):
    """The condition as it was imposed on approval of the landlord's application."""

    model_config = example(approved_on="2026-03-02", period_ends_on="2031-03-01")

    approved_on: Date
    """The day on which the landlord's application was approved."""
    period_ends_on: Date
    """Last day of the grant condition period."""


class Hold(Model):
    """A vacancy for which the authority may nominate, from one day up to another not included."""

    begins_on: Date
    """The first day on which the authority may nominate."""
    ends_before: Date
    """The first day on which it no longer may."""

    def open_on(self, day: date) -> bool:
        return self.begins_on <= day < self.ends_before


def hold(right: NominationRight, vacant_from: date) -> Hold | None:
    """The four weeks of a vacancy; None where it falls after the period.

    A home that was already vacant on the date of approval is held from that date (4(3)(a)).
    """
    begins = max(vacant_from, right.approved_on)
    if begins > right.period_ends_on:
        return None
    return Hold(begins_on=begins, ends_before=begins + HOLD)
