"""The referral service's reference data, read once."""

from functools import cache
from pathlib import Path

import yaml

from shared.sheets.tables import Headings

_HERE = Path(__file__).parent


@cache
def sheet_headings() -> Headings:
    """The headings under which trusts and others send lists of people whom they refer."""
    document = yaml.safe_load((_HERE / "sheet_columns.yaml").read_text("utf-8"))
    return Headings(document, key="person.date_of_birth", called="date of birth")
