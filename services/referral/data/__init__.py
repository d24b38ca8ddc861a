"""The referral service's reference data, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from nicknames import name_triplets

from services.referral.domain.answering import Contact
from services.referral.domain.likeness import Nicknames
from shared.policies import NoPolicy
from shared.sheets.tables import Headings

_HERE = Path(__file__).parent


@cache
def sheet_headings() -> Headings:
    """The headings under which trusts and others send lists of people whom they refer."""
    document = yaml.safe_load((_HERE / "sheet_columns.yaml").read_text("utf-8"))
    return Headings(document, key="person.date_of_birth", called="date of birth")


@cache
def nicknames() -> Nicknames:
    """Names that are one person's name and what they are called: the public list and our own."""
    known = yaml.safe_load((_HERE / "nicknames.yaml").read_text("utf-8"))
    ours = ((name, called) for name, others in known.items() for called in others)
    public = (
        (name, called) for name, relation, called in name_triplets() if relation == "has_nickname"
    )
    return Nicknames([*ours, *public])


@cache
def contacts() -> Mapping[str, Contact]:
    """Whom people can ask in each district, by its ONS code."""
    written = yaml.safe_load((_HERE / "contacts.yaml").read_text("utf-8"))
    return {district: Contact.model_validate(each) for district, each in written.items()}


def contact_of(district: str) -> Contact:
    """Whom people can ask in a district. Raises `NoPolicy` where it is none of ours."""
    if district not in contacts():
        raise NoPolicy(f"nobody is named who answers enquiries in {district}")
    return contacts()[district]
