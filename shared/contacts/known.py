"""The contacts that are known: what a council's settings say, else what its policy prints."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.contacts import Contact
from shared.policies import NoPolicy, authorities

PRINTED = Path(__file__).with_name("printed.yaml")


class ContactSettings(BaseSettings):
    """What a service that answers people is told besides."""

    model_config = SettingsConfigDict(
        env_prefix="DFG_", frozen=True, use_attribute_docstrings=True, extra="ignore"
    )

    contacts: Path | None = None
    """A YAML file of whom people can ask, by the district's ONS code: what no policy prints, and what
    has changed since."""


@cache
def contacts() -> Mapping[str, Contact]:
    """Whom people can ask in each district, by its ONS code. Ends the process where one is missing."""
    own = ContactSettings().contacts
    printed, said = _read(PRINTED), _read(own) if own else {}
    return {
        each: _contact(each, printed.get(each, {}) | said.get(each, {})) for each in authorities()
    }


def contact_of(district: str) -> Contact:
    """Whom people can ask in a district. Raises `NoPolicy` where it is none of ours."""
    if district not in contacts():
        raise NoPolicy(f"nobody is named who answers enquiries in {district}")
    return contacts()[district]


def _read(file: Path) -> dict[str, dict[str, Any]]:
    try:
        written: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SystemExit(f"cannot start: DFG_CONTACTS names no file of contacts: {error}") from None
    return written


def _contact(district: str, said: dict[str, Any]) -> Contact:
    try:
        return Contact.model_validate(said)
    except ValidationError as error:
        wrong = ", ".join(sorted({".".join(map(str, each["loc"])) for each in error.errors()}))
        raise SystemExit(
            f"cannot start: whom people can ask in {district} is not known, its policy does not print"
            f" it all. DFG_CONTACTS names a file that says so: see its {wrong}"
        ) from None
