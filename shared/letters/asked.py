"""What a letter is asked for with where its service keeps no address, and what stands at its head."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Annotated

from shared import contacts
from shared.bounds import Shaped
from shared.identifiers import reference_of
from shared.letters.wording import Size
from shared.schema import Field, Model
from shared.sendings import Channel

Line = Annotated[str, Field(min_length=1, max_length=80)]
Lines = Annotated[tuple[Line, ...], Field(min_length=3, max_length=7)]


class Council(Model):
    """The council that pays."""

    name: Line
    """Its name, as it stands at the head of the letter."""
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    """Where it can be written to, line by line."""


class Contact(Model):
    """Whom a payee can ask: of the council's finance team, which no policy names."""

    name: Line
    """Who looks after the matter."""
    post: Line
    """What they are."""
    telephone: Line
    """Where they can be called."""
    email: Annotated[
        str,
        Field(max_length=200),
        Shaped(r"^[^@\s]+@[^@\s]+$", "an email address is such as grants@example.org"),
    ]
    """Where they can be written to."""


class Addressed(Model):
    """To whom a letter goes, and who signs it. It is told with each letter and stands in it alone.

    Who sends it, and how they are reached, is known of the district.
    """

    name: Line
    """How the letter speaks to them, such as `Ms Person`."""
    address: Lines
    """To whom it goes, line by line, the postcode last."""
    officer: Line | None = None
    """Who signs and can be asked (guidance 4.29); null: the team."""
    size: Size = Size.STANDARD
    """How large its text is."""
    channel: Channel = Channel.POST
    """How it is to go. By post it goes by itself the next morning; else an officer sends it, and
    records that."""


def letterhead(
    contact: contacts.Contact,
    officer: str | None,
    *,
    on: dt.date,
    case_id: uuid.UUID,
    address: Sequence[str],
    name: str,
) -> dict[str, object]:
    """Who writes to whom, when and about which case, and whom the reader can ask.

    That is the officer, else the team.
    """
    return {
        "council": {"name": contact.council, "address": contact.address},
        "contact": {
            "name": officer or contact.team,
            "post": contact.team,
            "telephone": contact.telephone,
            "email": contact.email,
        },
        "date": on,
        "reference": reference_of(case_id),
        "address": address,
        "name": name,
    }
