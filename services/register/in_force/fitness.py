"""By what the register matches on a day, and what that makes of a home in the bulk columns."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from services.register import data
from services.register.domain import columns
from services.register.domain.categorising import categorisation
from services.register.domain.fitting import AdaptableLimit, HomeFacts, MatchingPolicy, home_facts
from services.register.domain.home import opened
from services.register.domain.policy import DistrictPolicy, RegisterPolicy
from services.register.tables import RegisteredHome
from shared.contracts.codes import AccessCategory
from shared.policies import NoPolicy, authorities, load, national
from shared.problems import InvalidInput

HELD = 8
"""Days whose rules are held at once."""


class Rules(NamedTuple):
    """The rules of a day, with their codes in the columns."""

    policy: MatchingPolicy
    codes: columns.Codes
    fingerprint: str
    """Of the rules, data, prices and limits: another one makes other rows of the same homes."""


@lru_cache(HELD)
def rules_on(day: dt.date) -> Rules:
    """The rules in force on the day; InvalidInput where no price book was."""
    limits = national(day).section("register", RegisterPolicy)
    amounts = limits.minor_limit.amount, limits.adaptable_limit.amount
    own = dict(_limits_of_districts(day))
    policy = data.matching_policy(day, *amounts, own)
    of_districts = {district: limit.amount for district, limit in own.items()}
    made_of = f"{data.fingerprint()} {policy.prices.version} {amounts} {of_districts}"
    fingerprint = hashlib.sha256(made_of.encode()).hexdigest()[:16]
    return Rules(policy, columns.codes(policy), fingerprint)


def _limits_of_districts(day: dt.date) -> Iterator[tuple[str, AdaptableLimit]]:
    """Up to what cost each district whose policy says so adapts, by ONS code."""
    for district in authorities():
        with suppress(NoPolicy):
            limit = load(district, day).section("register", DistrictPolicy).adaptable_limit
            if limit:
                yield district, limit


class WorkedOut(NamedTuple):
    """What the rules of a day make of a home: its category with all that led to it, and its row."""

    category: AccessCategory
    categorisation: dict[str, Any]
    fitness: bytes | None
    fitness_by: str | None


def facts_of(home: RegisteredHome) -> HomeFacts:
    """What matching needs to know of a home, by the rules that its survey names."""
    return facts_by(home.id, home.district, home.survey, consents=home.consents_to_adaptation)


def facts_by(
    home_id: uuid.UUID, district: str, survey: Mapping[str, Any], *, consents: bool | None
) -> HomeFacts:
    """The same of a home as it would be by a survey."""
    surveyed = opened(survey)
    rule_set = data.rule_set(surveyed.rule_set)
    return home_facts(str(home_id), district, surveyed, rule_set, consents=consents)


def worked_out(facts: HomeFacts, today: dt.date) -> WorkedOut:
    """What the rules of the day make of a home."""
    found = categorisation(facts.home, facts.evaluation, data.rule_set(facts.home.rule_set))
    return WorkedOut(found.category, found.model_dump(mode="json"), *fitness_on(today, facts))


def packed(facts: HomeFacts, rules: Rules) -> bytes:
    """The home's row of the columns."""
    row = columns.row(facts, rules.policy, rules.codes)
    return np.array(row.numbers, dtype=np.int32).tobytes()


def fitness_on(day: dt.date, facts: HomeFacts) -> tuple[bytes | None, str | None]:
    """The row to keep with the home, and by which rules; neither on a day without prices."""
    try:
        rules = rules_on(day)
    except InvalidInput:
        return None, None
    return packed(facts, rules), rules.fingerprint
