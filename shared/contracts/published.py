"""`python -m shared.contracts.published write|check`: the contracts as files that others read.

`shared/contracts/schemas/` holds each event type's JSON Schema, `asyncapi.yaml` the whole language.
What is published is a promise to readers, old and new: `write` refuses to break it.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from shared.contracts import EVENT_TYPES
from shared.contracts.asyncapi import document
from shared.contracts.compatibility import Json, breaks
from shared.contracts.event import Published

ROOT = Path(__file__).parents[2]
SCHEMAS = Path("shared/contracts/schemas")
ASYNCAPI = Path("asyncapi.yaml")


class BreakingChange(SystemExit):
    """The contracts no longer keep what was published; names every break."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(
            "this would break readers, or make the history unreadable:\n"
            + "\n".join(f"  {each}" for each in found)
            + "\npublish a new event type, or give a new field a default"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m shared.contracts.published", description=__doc__
    )
    parser.add_argument("command", choices=["write", "check"])
    act = {"write": write, "check": check}[parser.parse_args().command]
    act(ROOT, EVENT_TYPES)


def write(root: Path, contracts: Mapping[str, type[Published]]) -> None:
    """Bring the files up to date, or raise `BreakingChange` and leave them as they are."""
    _demand_compatible(root, contracts)
    (root / SCHEMAS).mkdir(parents=True, exist_ok=True)
    for path, text in _files(contracts).items():
        (root / path).write_text(text)


def check(root: Path, contracts: Mapping[str, type[Published]]) -> None:
    """Exit with what is wrong unless the files are those that `write` would leave."""
    _demand_compatible(root, contracts)
    stale = [p for p, text in _files(contracts).items() if _text(root / p) != text]
    if stale:
        sys.exit(f"not current, run `write`: {', '.join(map(str, stale))}")


def schema_of(contract: type[Published]) -> dict[str, Json]:
    """The JSON Schema of an event's data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:dfg:event:{contract.TYPE}",
        **contract.model_json_schema(),
    }


def _demand_compatible(root: Path, contracts: Mapping[str, type[Published]]) -> None:
    found = []
    for path in sorted((root / SCHEMAS).glob("*.json")):
        contract = contracts.get(path.stem)
        if contract is None:
            found.append(f"{path.stem}: the event type is gone")
        else:
            old = json.loads(path.read_text())
            found += [f"{path.stem} {each}" for each in breaks(old, schema_of(contract))]
    if found:
        raise BreakingChange(found)


def _files(contracts: Mapping[str, type[Published]]) -> dict[Path, str]:
    schemas = {SCHEMAS / f"{name}.json": schema_of(c) for name, c in contracts.items()}
    texts = {path: json.dumps(schema, indent=2) + "\n" for path, schema in schemas.items()}
    described = yaml.safe_dump(document(contracts), sort_keys=False, width=100)
    return texts | {ASYNCAPI: described}


def _text(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


if __name__ == "__main__":
    main()
