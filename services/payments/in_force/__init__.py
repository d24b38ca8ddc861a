"""The policy of a date, resolved once."""

import datetime as dt

from services.payments.domain.policy import PaymentsPolicy
from shared.policies import load


def policy_of(version: str) -> PaymentsPolicy:
    """What the policy that a decision used settles about paying."""
    authority, _, effective_from = version.rpartition("/")
    policy = load(authority, dt.date.fromisoformat(effective_from))
    return policy.section("payments", PaymentsPolicy)
