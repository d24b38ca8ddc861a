"""Disputes over works: nothing is paid while one stands, whoever is dissatisfied."""

from enum import StrEnum

from shared.schema import Field, Model, example


class HeldFor(StrEnum):
    """Who is not satisfied."""

    AUTHORITY = "authority"
    APPLICANT = "applicant"


class HoldAsked(Model):
    """Payment on a case is withheld."""

    model_config = example(held_for="authority", reason="The ramp is steeper than was approved")

    held_for: HeldFor
    """Who is not satisfied with the works."""
    reason: str = Field(min_length=1, max_length=2000)
    """What is wrong, up to 2,000 characters."""


class HoldLifted(Model):
    """A dispute is over."""

    model_config = example(judgement="Rebuilt, and inspected on 9 March")

    judgement: str = Field(min_length=1, max_length=2000)
    """How it was put right, or how the authority came to its judgement; up to 2,000 characters."""
