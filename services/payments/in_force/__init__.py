"""The policy of a date, the banks' weights and the council's own tables, each resolved once."""

import datetime as dt
from functools import cache
from pathlib import Path

import yaml
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.payments.domain.cis import Rates
from services.payments.domain.mapping import Mapping
from services.payments.domain.modulus import Weights, read_weights
from services.payments.domain.policy import PaymentsPolicy
from shared.policies import load

DATA = Path(__file__).parents[1] / "data"


def policy_of(version: str) -> PaymentsPolicy:
    """What the policy that a decision used settles about paying."""
    authority, _, effective_from = version.rpartition("/")
    policy = load(authority, dt.date.fromisoformat(effective_from))
    return policy.section("payments", PaymentsPolicy)


@cache
def _mappings() -> dict[str, Mapping]:
    path = BankFiles().ledger_mapping or DATA / "ledger_export.yaml"
    found = yaml.safe_load(path.read_text("utf-8"))
    return {name: Mapping.model_validate(mapping) for name, mapping in found.items()}


def mapping_of(district: str) -> Mapping:
    """How a district's own ledger wants it, else as by default (`DFG_LEDGER_MAPPING`)."""
    mappings = _mappings()
    return mappings.get(district) or mappings["default"]


@cache
def cis_rates() -> tuple[Rates, ...]:
    """What the council has of the Construction Industry Scheme's rates (`DFG_CIS_RATES`)."""
    path = BankFiles().cis_rates or DATA / "cis_rates.yaml"
    return tuple(Rates.model_validate(each) for each in yaml.safe_load(path.read_text("utf-8")))


class BankFiles(BaseSettings):
    """Files that a council supplies itself, since nobody else may."""

    model_config = SettingsConfigDict(env_prefix="DFG_", frozen=True, extra="ignore")

    modulus_weights: Path | None = None
    ledger_mapping: Path | None = None
    cis_rates: Path | None = None


@cache
def modulus_weights() -> tuple[Weights, ...]:
    """The weights of the modulus check from `DFG_MODULUS_WEIGHTS`; none where it is not set."""
    path = BankFiles().modulus_weights
    return read_weights(path.read_text("ascii")) if path else ()
