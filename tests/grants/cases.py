"""Valid cases in one line, and tables of them that officers can extend."""

import csv
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

from services.grants.domain.facts.case import Case
from services.grants.in_force import law

CHELTENHAM, GLOUCESTER, STROUD, CANNOCK = "E07000078", "E07000081", "E07000082", "E07000192"
NAMES = {
    "Gloucester": GLOUCESTER,
    "Stroud": STROUD,
    "Cannock Chase": CANNOCK,
    "Cheltenham": CHELTENHAM,
    "Cotswold": "E07000079",
    "Forest of Dean": "E07000080",
    "Tewkesbury": "E07000083",
}
TABLES = Path(__file__).parent / "tables"

_PLAIN = {
    "authority": GLOUCESTER,
    "applied_on": "2026-03-02",
    "decided_on": "2026-04-01",
    "applicant": {"kind": "owner_occupier", "age": 60},
    "disabled_person": {"age": 60},
    "dwelling": {
        "kind": "house",
        "main_residence": True,
        "intends_five_years": True,
        "lived_there_years": 10,
    },
    "works_state": "not_started",
    "works": [],
    "services_and_charges": [],
    "means_test": {"outcome": "assessed", "reduction": "0.00"},
    "assistance": [],
    "earlier_awards": [],
}


def works(lowest="10000.00", *, estimates=3, **changes):
    """One item of works with so many estimates, the first the lowest."""
    return {
        "id": "w1",
        "kind": "level_access_shower",
        "purposes": ["bath_or_shower"],
        "estimates": [
            {"contractor": f"contractor {n}", "amount": f"{Decimal(lowest) + 500 * n:.2f}"}
            for n in range(estimates)
        ],
        "necessary_and_appropriate": True,
        "reasonable_and_practicable": True,
    } | changes


def case(*, reduction=None, **changes):
    """A plain case of an owner-occupier in Gloucester, changed where the test says so."""
    made = deepcopy(_PLAIN) | {"works": [works()]}
    for key, value in changes.items():
        made[key] = made[key] | value if isinstance(made.get(key), dict) else value
    if reduction is not None:
        made["means_test"] = {"outcome": "assessed", "reduction": reduction}
    return made


def ask(kind, amount=None, **facts):
    """One assistance asked for."""
    asked = {"kind": kind, "facts": facts}
    return asked if amount is None else asked | {"amount": amount}


def decided(**changes):
    """The determination of the plain case with these changes, as the command prints it."""
    return law.determine(Case.model_validate(case(**changes))).model_dump(mode="json")


def award_of(answer, kind):
    return next((a["amount"] for a in answer["awards"] if a["kind"] == kind), None)


def reason_for(answer, kind):
    return next((d["reason"] for d in answer["declined"] if d["kind"] == kind), None)


def rows(table):
    """The rows of a table; `#` in the first column begins a remark."""
    with (TABLES / f"{table}.csv").open(newline="") as file:
        return [row for row in csv.DictReader(file) if not row["authority"].startswith("#")]


def given(text, made):
    """Set each `path=value` of a table's cell in a case; `|` separates the items of a list."""
    for part in filter(None, (p.strip() for p in text.split(";"))):
        path, _, value = part.partition("=")
        *above, last = path.split(".")
        place = made
        for step in above:
            place = place[int(step)] if step.isdigit() else place.setdefault(step, {})
        place[last] = _value(last, value)
    return made


def _value(name, text):
    if name in {"diagnoses", "purposes", "documents", "works", "permissions_needed"}:
        return text.split("|") if text else []
    if text in {"true", "false"}:
        return text == "true"
    if "." not in text and text.isdigit():
        return int(text)
    return text
