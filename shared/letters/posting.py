"""Letters on their way: into a folder here, through GOV.UK Notify in production.

Only Notify's own statuses say what became of a letter, and it calls nobody back: whoever sent one
asks later. It takes the same letter twice without complaint, so it is asked first.
"""

import asyncio
import io
import logging
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import APIError

from shared.files import Store
from shared.identifiers import parse_postcode
from shared.problems import Problem

LINES = range(3, 8)
"""Of an address, its postcode among them."""
_BEGINS_WRONG = tuple('@()=[]"\\/,<>~')
_NO_ADDRESS = re.compile(r"\bnfa\b|no fixed (abode|address)", re.IGNORECASE)
_BFPO = re.compile(r"\bbfpo\b", re.IGNORECASE)

logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)  # it logs what was sent


class Undeliverable(Problem):
    """No letter can go to the address; the detail says why, and never the address."""

    slug = "address-undeliverable"
    title = "A letter cannot be posted to this address"
    status = 422


class Refused(Problem):
    """The service that prints letters did not take it: try again later, or print it here."""

    slug = "letter-refused"
    title = "The letter was not taken for printing"
    status = 503


class LetterState(StrEnum):
    """What became of a letter."""

    ACCEPTED = "accepted"
    """Taken, but neither checked nor printed yet."""
    DISPATCHED = "dispatched"
    """Printed and given to the post; nobody tells when it arrives."""
    FAILED = "failed"
    """Not printed: it has to be sent another way."""


class Sender(Protocol):
    """A way to send a letter. The reference is an id, which says nothing of a person."""

    async def send(self, reference: uuid.UUID, pdf: bytes) -> None:
        """Send it once, however often it is called. Its address stands in it, and was checked."""

    async def state(self, reference: uuid.UUID) -> LetterState | None:
        """What became of it; None where it was never sent."""


def check_address(lines: Sequence[str]) -> None:
    """Refuse what the printer would refuse after it had accepted the letter."""
    if len(lines) not in LINES:
        raise Undeliverable("an address has 3 to 7 lines, of which the last is the postcode")
    if any(_NO_ADDRESS.search(line) for line in lines):
        raise Undeliverable("there is no fixed address: reach the person another way")
    if any(_BFPO.search(line) for line in lines):
        raise Undeliverable("letters to forces' post offices are printed here")
    if any(line.startswith(_BEGINS_WRONG) for line in lines):
        raise Undeliverable("a line begins with a bracket or another mark: leave it out")
    if not all(re.search(r"\w", line) for line in lines[:2]):
        raise Undeliverable("the first two lines need a letter or a number")
    try:
        parse_postcode(lines[-1])
    except ValueError as error:
        raise Undeliverable(f"the last line: {error}") from error


class FolderSender:
    """Puts letters into a folder, for one machine and for councils that print their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, reference: uuid.UUID, pdf: bytes) -> None:
        await asyncio.to_thread(self._put, reference, pdf)

    async def state(self, reference: uuid.UUID) -> LetterState | None:
        return LetterState.DISPATCHED if self._path(reference).exists() else None

    def _put(self, reference: uuid.UUID, pdf: bytes) -> None:
        """Whole or not at all: a name is given once everything is there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._path(reference).with_suffix(".part")
        part.write_bytes(pdf)
        part.replace(self._path(reference))

    def _path(self, reference: uuid.UUID) -> Path:
        return self._folder / f"{reference}.pdf"


_STATES = {
    "created": LetterState.ACCEPTED,
    "sending": LetterState.ACCEPTED,
    "accepted": LetterState.ACCEPTED,
    "pending-virus-check": LetterState.ACCEPTED,
    "received": LetterState.DISPATCHED,
    "delivered": LetterState.DISPATCHED,
}
"""Of Notify's statuses; every other one is a failure."""


class NotifySender:
    """Through GOV.UK Notify, as a PDF of our own."""

    def __init__(self, key: str, address: str = "https://api.notifications.service.gov.uk") -> None:
        self._key, self._address = key, address

    async def send(self, reference: uuid.UUID, pdf: bytes) -> None:
        await asyncio.to_thread(self._send, reference, pdf)

    async def state(self, reference: uuid.UUID) -> LetterState | None:
        found = await asyncio.to_thread(self._found, reference)
        return _STATES.get(found["status"], LetterState.FAILED) if found else None

    def _send(self, reference: uuid.UUID, pdf: bytes) -> None:
        if self._found(reference) is None:
            self._ask("send_precompiled_letter_notification", str(reference), io.BytesIO(pdf))

    def _found(self, reference: uuid.UUID) -> Any:
        found = self._ask("get_all_notifications", None, "letter", str(reference))
        return next(iter(found["notifications"]), None)

    def _ask(self, what: str, *arguments: object) -> Any:
        """One request, by a client of its own: the client is not made for several threads."""
        client = NotificationsAPIClient(self._key, self._address)
        try:
            return getattr(client, what)(*arguments)
        except APIError as error:
            raise Refused(f"GOV.UK Notify answered {error.status_code}") from None
        finally:
            client.request_session.close()


@dataclass(frozen=True, slots=True)
class Post:
    """What sends letters: where they lie, and the way they go."""

    store: Store
    sender: Sender

    @classmethod
    def open(cls, store: Store | None, address: str, key: str) -> "Post | None":
        """As the settings have it: `file:///folder`, or Notify's address and key; else none goes."""
        if store is None or not address:
            return None
        parts = urlsplit(address)
        if parts.scheme == "file":
            return cls(store, FolderSender(Path(url2pathname(parts.path))))
        if parts.scheme in {"http", "https"}:
            return cls(store, NotifySender(key, address))
        raise ValueError("letters go to file:///folder or to the address of GOV.UK Notify")
