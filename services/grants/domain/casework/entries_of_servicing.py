"""Entries of the servicing diary: equipment that has to be serviced, and when it was (5.27)."""

from typing import Annotated

from services.grants.domain.casework.entry import Documents, Entry, Following, Number, Reason
from services.grants.domain.codes import Maintainer
from services.grants.domain.facts.fields import Id
from shared.schema import Date, Field, Model, example


class Servicing(Model):
    """How equipment is serviced, from its installation to the end of the arrangement."""

    model_config = example(
        works="hoist",
        installed_on="2026-03-09",
        maintained_by="manufacturer",
        first_due="2026-09-09",
        every_months=6,
        until="2031-03-09",
        shorter_because=None,
    )

    works: Id
    """Which works of the application put it in, by their id."""
    installed_on: Date
    """The day on which it was put in; not before the decision, nor after today."""
    maintained_by: Maintainer
    """Who services it."""
    first_due: Date
    """When it is due for the first time, at most a year ahead."""
    every_months: Annotated[int, Field(strict=True, ge=1, le=60)]
    """How many months after a service the next is due."""
    until: Date
    """The last day of the arrangement; not before the first service is due."""
    shorter_because: Reason | None = None
    """Why it ends before the years of the policy; null where it does not."""


class ServicingArranged(Servicing, Entry):
    """How equipment is serviced was arranged."""

    KIND = "servicing_arranged"


class Service(Model):
    """Equipment was serviced."""

    model_config = example(about=15, serviced_on="2026-09-08", found="In order", documents=[])

    about: Number
    """The arrangement, by its number in the case's history."""
    serviced_on: Date
    """The day on which it was serviced; not before its installation, nor after today."""
    found: Reason
    """What was found and done, in the officer's words; kept in the history."""
    documents: Documents = ()
    """Documents of the case that show it, by their ids."""


class Serviced(Service, Following):
    """Equipment was serviced, and the next service is counted from that day."""

    KIND = "serviced"
