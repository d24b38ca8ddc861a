"""`python -m shared.persistence.forms write|check SERVICE...`: what is stored, as committed schemas.

`services/<service>/stored/` holds the JSON Schema of each form of each stored fact, and of each
event that the service leaves to itself: such a one may lie in the inbox for a year. What rows were
written by is never lost: `write` refuses to break it.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from shared.contracts.compatibility import breaks
from shared.contracts.event import OwnEvent
from shared.persistence.stored import Stored

ROOT = Path(__file__).parents[2]
Forms = dict[str, dict[str, Any]]
"""`<table>.<column>.<form>`, or the type of an event to oneself, to its schema."""


class BrokenForm(SystemExit):
    """Rows that are there could no longer be read; names every break."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(
            "this would make stored facts unreadable:\n"
            + "\n".join(f"  {each}" for each in found)
            + "\nadd a step up from the old form, or give a new field a default"
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m shared.persistence.forms", description=__doc__)
    parser.add_argument("command", choices=["write", "check"])
    parser.add_argument("services", nargs="+")
    arguments = parser.parse_args()
    act = {"write": write, "check": check}[arguments.command]
    for name in arguments.services:
        act(folder_of(name), forms_of(name))


def folder_of(service: str, root: Path = ROOT) -> Path:
    """Where the service's forms are committed."""
    return root / "services" / service / "stored"


def forms_of(service: str) -> Forms:
    """The forms that the service's tables and events to itself have today."""
    metadata = import_module(f"services.{service}.tables").Base.metadata
    own = import_module(f"services.{service}.app").SERVICE.subscriptions.own
    return forms(metadata, own)


def forms(metadata: MetaData, own: Mapping[str, type[OwnEvent]]) -> Forms:
    """The schemas by name."""
    found = {
        f"{name}.{kind.form}": kind.schema() for name, kind in stored_columns(metadata).items()
    }
    return found | {name: event.model_json_schema() for name, event in own.items()}


def stored_columns(metadata: MetaData) -> dict[str, Stored[Any]]:
    """`<table>.<column>` to what it stores."""
    return {
        f"{table.name}.{column.name}": column.type
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Stored)
    }


def write(folder: Path, today: Forms) -> None:
    """Bring the files up to date, or raise `BrokenForm` and leave them as they are."""
    _demand_readable(folder, today)
    folder.mkdir(exist_ok=True)
    for name, schema in today.items():
        (folder / f"{name}.json").write_text(_text(schema))


def check(folder: Path, today: Forms) -> None:
    """Exit with what is wrong unless the files are those that `write` would leave."""
    _demand_readable(folder, today)
    committed = {path.stem: path.read_text() for path in folder.glob("*.json")}
    stale = [name for name, schema in today.items() if committed.get(name) != _text(schema)]
    if stale:
        sys.exit(f"not current, run `write`: {', '.join(stale)}")


def _demand_readable(folder: Path, today: Forms) -> None:
    """Each committed form is today's or one of those before it, which steps lead up from."""
    found = []
    for path in sorted(folder.glob("*.json")):
        name, old = path.stem, json.loads(path.read_text())
        if name in today:
            found += [f"{name} {each}" for each in breaks(old, today[name], codes_may_grow=True)]
        elif not _is_earlier(name, today):
            found.append(f"{name}: nothing reads it any more")
    if found:
        raise BrokenForm(found)


def _is_earlier(name: str, today: Forms) -> bool:
    """Whether a later form of the same column is there."""
    column, _, form = name.rpartition(".")
    return form.isdecimal() and any(
        later.rpartition(".")[0] == column and int(later.rpartition(".")[2]) > int(form)
        for later in today
        if later.rpartition(".")[2].isdecimal()
    )


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2) + "\n"


if __name__ == "__main__":
    main()
