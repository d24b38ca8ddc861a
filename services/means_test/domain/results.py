"""A result in the published shape, typed: as it is kept, and as it is shown."""

from typing import Annotated

from services.means_test.domain.codes import Outcome
from services.means_test.domain.working import Step
from shared.schema import Field, Model, Pounds

Exact = Annotated[str, Field(pattern=r"^-?\d+\.\d{2,6}$", examples=["121.80"])]
"""Pounds with as many places as they have, at most six."""


class StatutoryResult(Model):
    """What the Regulations alone come to."""

    outcome: Outcome
    """What the test came to."""
    reduction: Pounds | None
    """Null only in tests of landlords from before it was nil."""


class LocalRuleApplied(Model):
    """An amendment of the authority's policy that was applied."""

    rule: str
    """`passport` or `exempt_below_age`."""
    value: str
    """The benefit, or the age in years."""
    clause: str
    """The clause of the district's policy."""


class WorkingLine(Model):
    """One line of the working: the lines of a step add up to that step's result."""

    step: Step
    """The step of the test in which it stands."""
    of: str | None
    """A person's id in the household."""
    item: str
    """What the line is about, in a few words or as a code."""
    amount: Exact | None
    """Pounds; null on a line that decides and adds nothing."""
    provision: str
    """The regulation that it follows from."""


class PublishedResult(Model):
    """The result of a test of resources; pounds a week unless it says otherwise."""

    outcome: Outcome
    """What the test came to."""
    relevant_people: tuple[str, ...]
    """Their ids in the household."""
    applicable_amount: Exact | None
    """Null, here and below, where it was not reached."""
    income: Exact | None
    """Income that counts, pounds a week."""
    tariff_income: Exact | None
    """Income that capital is taken to bring, pounds a week."""
    financial_resources: Exact | None
    """Both together, pounds a week."""
    excess: Exact | None
    """By how much they exceed the applicable amount, pounds a week."""
    assessed_reduction: Exact | None
    """Pounds, before earlier grants."""
    earlier_grants_deducted: Exact | None
    """Pounds."""
    reduction: Pounds | None
    """What the grant is reduced by. Null only in tests of landlords from before it was nil."""
    statutory: StatutoryResult
    """What the Regulations alone come to, without the district's policy."""
    parameter_set: str
    """The dated figures that were used."""
    local_rules: tuple[LocalRuleApplied, ...]
    """What the district's policy changed."""
    working: tuple[WorkingLine, ...]
    """Every line of the test, in its order."""
