"""What the random households came to when last looked at: a short digest of each, by edition."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from services.means_test.calculate import assess_again, calculate
from services.means_test.domain.answer import answer
from services.means_test.domain.household import Household
from tests.means_test.households import Json
from tests.means_test.random_households import household_of_before, random_household

HERE = Path(__file__).parent


class Edition(NamedTuple):
    """Of the readings: its households, how they are calculated, and where it was recorded."""

    household: Callable[[int], Json]
    calculated: Callable[[Json], dict[str, Any]]
    file: Path


def _by(edition: int) -> Callable[[Json], dict[str, Any]]:
    return lambda document: answer(assess_again(Household.model_validate(document), edition))


EDITIONS = {
    1: Edition(household_of_before, _by(1), HERE / "recorded.txt"),
    2: Edition(random_household, _by(2), HERE / "recorded-2.txt"),
    3: Edition(random_household, _by(3), HERE / "recorded-3.txt"),
    4: Edition(random_household, _by(4), HERE / "recorded-4.txt"),
    5: Edition(random_household, _by(5), HERE / "recorded-5.txt"),
    6: Edition(random_household, calculate, HERE / "recorded-6.txt"),
}


def digest(answered: dict[str, Any]) -> str:
    """Of everything in an answer but its wording."""
    working = [{k: v for k, v in w.items() if k != "item"} for w in answered["working"]]
    rules = [r["value"] for r in answered["local_rules"]]
    text = json.dumps(answered | {"working": working, "local_rules": rules}, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:8]


def differs(told: tuple[int, Json, str]) -> bool:
    """Whether a household comes to something else than was recorded."""
    edition, document, expected = told
    return digest(EDITIONS[edition].calculated(document)) != expected


def recorded(edition: int) -> list[str]:
    return EDITIONS[edition].file.read_text().split()
