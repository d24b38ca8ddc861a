"""Which policy and which statutory base determine a case: those in force when it was made."""

import datetime as dt
from functools import cache
from pathlib import Path

from services.grants.domain.case import Case
from services.grants.domain.determination import Determination
from services.grants.domain.determine import determine
from services.grants.domain.policy import GrantsPolicy, PolicyRules, StatutoryBase
from shared import policies
from shared.policies import NoPolicy, PolicyDocument
from shared.problems import FieldError

SECTION = "grants"


@cache
def policy(authority: str, on: dt.date) -> GrantsPolicy:
    """A district's policy in force on a date. Raises `NoPolicy`."""
    return of_document(policies.load(authority, on))


@cache
def statute(on: dt.date) -> StatutoryBase:
    """What the law fixes on a date. Raises `NoPolicy`."""
    return policies.national(on).section(SECTION, StatutoryBase)


def of_document(document: PolicyDocument) -> GrantsPolicy:
    """The policy that a document holds. Raises `InvalidPolicy`."""
    return GrantsPolicy(document.version, document.section(SECTION, PolicyRules))


def from_file(file: Path) -> GrantsPolicy:
    """A policy that is not in force, to try it out. Raises `InvalidPolicy`."""
    return of_document(policies.read_file(file))


def check_all() -> None:
    """Check every policy and the statutory base; the service does so when it starts."""
    policies.check_all(SECTION, PolicyRules)
    statute(dt.date.max)


def decide(case: Case) -> Determination:
    """Determine a case under its own authority's policy. Raises `NoPolicy` with a pointer."""
    try:
        rules = policy(case.authority, case.applied_on)
        base = statute(case.applied_on)
    except NoPolicy as error:
        known = case.authority in policies.authorities()
        pointer = "/applied_on" if known else "/authority"
        raise NoPolicy(errors=(FieldError(pointer, error.detail),)) from error
    return determine(case, rules, base)


def answer(value: object) -> Determination:
    """Determine the case that a JSON value states (contract 2). Raises `InvalidInput`."""
    return decide(Case.model_validate(value))
