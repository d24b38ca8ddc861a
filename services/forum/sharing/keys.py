"""The keys of the partners: each has its own, all of them derived from those in the settings.

`DFG_SHARING_KEYS` holds a key for each version, the first one first, none ever taken away while an
agreement names it. What is derived from it for one partner tells nothing of another's (HKDF).
"""

import base64
import uuid
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

from services.forum.domain.sharing.agreement import Agreement
from services.forum.domain.sharing.shape import Pseudonyms
from shared.problems import Problem
from shared.settings import BrokerSettings

KEY_BYTES = 32


class NoSharingKey(Problem):
    """The deployment has no key of that version."""

    slug = "no-sharing-key"
    title = "There is no key for these ids: the forum's operators add it to DFG_SHARING_KEYS"
    status = 409


class SharingSettings(BrokerSettings):
    """What the forum is told besides."""

    sharing_keys: SecretStr = SecretStr("")
    """Keys of 32 bytes in base64 with commas between them, a version each; empty: none is shared
    with."""
    webhooks_inside: bool = False
    """Whether events may be sent to this machine itself, also without TLS: in development."""


@cache
def settings() -> SharingSettings:
    """The settings; ends the process where they do not hold."""
    return SharingSettings.read()


def check_settings() -> None:
    """End the process at its start unless every key is one."""
    _masters()


def pseudonyms(agreement: Agreement) -> Pseudonyms:
    """The partner's ids by the key version of the agreement. Raises `NoSharingKey`."""
    return Pseudonyms(_derived(f"ids/{agreement.receiver}", agreement.key_version))


def webhook_secrets(agreement: Agreement) -> list[bytes]:
    """By what its webhooks are signed: the newest first, and after a rotation the one before it."""
    versions = range(agreement.key_version, max(agreement.key_version - 2, 0), -1)
    return [_derived(f"webhook/{agreement.receiver}", version) for version in versions]


def cursor_seal(agreement_id: uuid.UUID) -> MultiFernet:
    """What closes a position to a partner, so that it tells of no volume; older keys open too."""
    known = range(len(_masters()), 0, -1)
    if not known:
        raise NoSharingKey
    keys = (_derived(f"cursor/{agreement_id}", version) for version in known)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


@cache
def _derived(use: str, version: int) -> bytes:
    masters = _masters()
    if version > len(masters):
        raise NoSharingKey(f"there are {len(masters)} versions")
    derivation = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"dfg-sharing/{use}".encode())
    return derivation.derive(masters[version - 1])


@cache
def _masters() -> tuple[bytes, ...]:
    told = settings().sharing_keys.get_secret_value()
    try:
        found = tuple(base64.urlsafe_b64decode(key.strip()) for key in told.split(",") if key)
    except ValueError:
        found = (b"",)
    if any(len(key) != KEY_BYTES for key in found):
        raise SystemExit("cannot start: DFG_SHARING_KEYS holds a key that is not of 32 bytes")
    return found
