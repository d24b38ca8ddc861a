"""The referral service's reference data, read once."""

from functools import cache
from pathlib import Path

import yaml
from nicknames import name_triplets

from services.referral.domain.likeness import Nicknames
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
