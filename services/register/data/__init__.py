"""The register's reference data, read once: rules, catalogue, prices and matching."""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.register.domain import adaptations, fitting, prices, rule_sets
from services.register.domain.listing import OftenRelet
from shared.problems import InvalidInput
from shared.sheets.tables import Headings

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
def catalogue() -> dict[str, adaptations.Adaptation]:
    return adaptations.catalogue(_read("adaptations.yaml"))


@cache
def price_book(on: date) -> prices.PriceBook:
    """The price book in force on the date; InvalidInput where none had taken effect."""
    names = sorted(path.name for path in (_HERE / "price_books").glob("*.yaml"))
    books = [prices.PriceBook.model_validate(_read(f"price_books/{name}")) for name in names]
    book = prices.in_force(books, on)
    if book is None:
        raise InvalidInput(f"no price book was in force on {on}")
    return book


@cache
def provider_headings() -> Headings:
    """The headings under which providers send what a survey holds."""
    return Headings(_read("provider_columns.yaml"), key="uprn", called="UPRN")


@cache
def ranking() -> tuple[str, ...]:
    """The keys of the usual shortlist order, first key first."""
    return tuple(_read("matching.yaml")["ranking"])


@cache
def often_relet() -> OftenRelet:
    """When a home counts as often re-let."""
    return OftenRelet.model_validate(_read("matching.yaml")["often_relet"])


def matching_policy(
    on: date,
    minor_limit: Decimal,
    adaptable_limit: Decimal,
    district_limits: Mapping[str, fitting.AdaptableLimit] | None = None,
) -> fitting.MatchingPolicy:
    """How to match on the date, within limits in pounds; a district's own by its ONS code."""
    document = _read("matching.yaml")
    return fitting.MatchingPolicy(
        rule_set=rule_set(),
        domains=fitting.domains(document),
        measures=fitting.measures(document),
        must_nots=fitting.must_nots(document),
        catalogue=catalogue(),
        prices=price_book(on),
        minor_limit=minor_limit,
        adaptable_limit=adaptable_limit,
        district_limits=district_limits or {},
    )


@cache
def fingerprint() -> str:
    """A hash of the rules and of what matching goes by, apart from prices."""
    names = ("rules.yaml", "readings.yaml", "adaptations.yaml", "matching.yaml")
    return hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in names)).hexdigest()


@cache
def _read(name: str) -> Any:
    return yaml.load((_HERE / name).read_text("utf-8"), Loader=yaml.CSafeLoader)
