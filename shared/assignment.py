"""Who has a case in hand, as somebody says it of a case."""

from typing import Annotated

from shared.mistakes import SaidAnew
from shared.schema import Field, Model, example

Name = Annotated[str, Field(min_length=1, max_length=200)]


class InHand(Model):
    """Who has a case in hand."""

    officer: Name | None
    """As their token names them; null: nobody."""
    team: Name | None = None
    """The team; null: none."""


class Assignment(InHand, SaidAnew):
    """Who is to have the case in hand; null takes it from whoever had it."""

    model_config = example(officer="o.officer", team="adaptations")
