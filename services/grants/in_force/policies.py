"""Which policy and which statutory base determine a case: those in force when it was made."""

import datetime as dt
from functools import cache

from services.grants.domain.policy.comparison import Comparison, compare
from services.grants.domain.policy.rules import GrantsPolicy, PolicyRules
from services.grants.domain.policy.sources import Sources
from services.grants.domain.policy.statute import StatutoryBase
from shared import policies
from shared.contacts.known import contacts
from shared.policies import PolicyDocument

SECTION = "grants"


@cache
def policy(authority: str, on: dt.date) -> GrantsPolicy:
    """A district's policy in force on a date. Raises `NoPolicy`."""
    return of_document(policies.load(authority, on))


@cache
def statute(on: dt.date) -> StatutoryBase:
    """What the law fixes on a date. Raises `NoPolicy`."""
    return policies.national(on).section(SECTION, StatutoryBase)


def sources(authority: str, on: dt.date, ruled_on: dt.date | None = None) -> Sources:
    """The clauses, time limits and repayment rule that hold for a district on a date.

    `ruled_on` is the day whose edition of the policy holds, where that is another.
    """
    return Sources(policy(authority, ruled_on or on).rules, statute(on))


def of_document(document: PolicyDocument) -> GrantsPolicy:
    """The policy that a document holds. Raises `InvalidPolicy`."""
    heading, rules = document.header, document.section(SECTION, PolicyRules)
    return GrantsPolicy(
        document.version,
        heading.name,
        heading.source,
        rules,
        document.readings,
        heading.corrections,
    )


def in_force(on: dt.date) -> tuple[GrantsPolicy, ...]:
    """The policies in force on a date, by ONS code; none of a district that has none yet."""
    return tuple(map(of_document, policies.in_force(on)))


def comparison(on: dt.date) -> Comparison:
    """The districts' offers side by side, as they stand on a date."""
    return compare(in_force(on), statute(on), policies.national(on).readings)


def check_all() -> None:
    """Check every policy, the statutory base and the contacts; the service does so when it starts."""
    policies.check_all(SECTION, PolicyRules)
    contacts()
    statute(dt.date.max)
