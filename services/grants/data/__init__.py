"""The grants service's reference data, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import get_args

import yaml

from services.grants.domain.casework.entries_of_ending import GaveUpBecause
from services.grants.domain.casework.entries_of_take_over import Stage
from services.grants.domain.casework.take_over_layout import Layout, OldColumn
from services.grants.domain.codes import (
    ApplicantKind,
    Assistance,
    DwellingKind,
    Refusal,
    TestOutcome,
)
from shared.contracts.codes import Purpose, WithdrawalReason, WorkKind

_HERE = Path(__file__).parent
_CODES: Mapping[str, tuple[str, ...]] = {
    "stages": tuple(Stage),
    "applicants": get_args(ApplicantKind),
    "dwellings": get_args(DwellingKind),
    "works": tuple(WorkKind),
    "purposes": tuple(Purpose),
    "tests": get_args(TestOutcome),
    "help": get_args(Assistance),
    "refusals": tuple(Refusal),
    "withdrawals": tuple(WithdrawalReason),
    "reasons": tuple(GaveUpBecause),
}


@cache
def layout() -> Layout:
    """The columns in which a council sends its cases."""
    written = yaml.safe_load((_HERE / "take_over_columns.yaml").read_text("utf-8"))
    return Layout(
        tuple(
            OldColumn.read(at, column, _CODES[column["codes"]] if "codes" in column else ())
            for at, column in written.items()
        )
    )
