"""Clinical words are sealed: encrypted by the service, under keys that the database never has."""

import json
import uuid
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.settings import MissingSetting


class ClinicalSettings(BaseSettings):
    """What the referral service is told besides."""

    model_config = SettingsConfigDict(
        env_prefix="DFG_", frozen=True, use_attribute_docstrings=True, extra="ignore"
    )

    clinical_keys: SecretStr = Field(min_length=1)
    """Fernet keys with commas between them. The first one seals, and every one of them opens."""


class Unsealed(RuntimeError):  # noqa: N818
    """Sealed words do not open, or are not of the row in which they stand."""


@cache
def keys() -> MultiFernet:
    """The keys as the settings have them. Ends the process where there are none, or one is none."""
    try:
        told = ClinicalSettings().clinical_keys.get_secret_value()
    except ValidationError as error:
        raise MissingSetting(error) from None
    try:
        return MultiFernet([Fernet(key.strip()) for key in told.split(",")])
    except ValueError:
        raise SystemExit("cannot start: DFG_CLINICAL_KEYS holds no Fernet key") from None


def seal(of: str, content: Any) -> bytes:
    """JSON sealed for the row that `of` names."""
    return keys().encrypt(json.dumps({"of": of, "content": content}).encode())


def unseal(of: str, sealed: bytes) -> Any:
    """The JSON that was sealed for that row. Raises `Unsealed`."""
    try:
        opened = json.loads(keys().decrypt(sealed))
    except InvalidToken:
        raise Unsealed("no key opens it: is one missing from DFG_CLINICAL_KEYS?") from None
    if opened["of"] != of:
        raise Unsealed("it was sealed for another row")
    return opened["content"]


def sealed_anew(sealed: bytes) -> bytes:
    """The same under the first key. Raises `Unsealed`."""
    try:
        return keys().rotate(sealed)
    except InvalidToken:
        raise Unsealed("no key opens it: is one missing from DFG_CLINICAL_KEYS?") from None


def row_name(kind: str, case_id: uuid.UUID, number: int) -> str:
    """How a sealed row is named inside the seal."""
    return f"{kind} {case_id}/{number}"
