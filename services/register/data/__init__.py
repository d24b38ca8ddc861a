"""The register's reference data, read once: rules and their readings."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.register.domain import rule_sets
from shared.problems import InvalidInput

_HERE = Path(__file__).parent


@cache
def rule_set(name: str = "recommended") -> rule_sets.RuleSet:
    """The named rule set; InvalidInput where there is none of that name."""
    readings = _read("readings.yaml")
    if name not in readings["rule_sets"]:
        known = ", ".join(readings["rule_sets"])
        raise InvalidInput.at("/rule_set", f"no such rule set: choose one of {known}")
    return rule_sets.rule_set(name, _read("rules.yaml"), readings)


@cache
def _read(name: str) -> Any:
    return yaml.load((_HERE / name).read_text("utf-8"), Loader=yaml.CSafeLoader)
