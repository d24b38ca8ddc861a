"""Who has a case in hand, as somebody says it of a case."""

from typing import Annotated

from shared.schema import Field, Model, example

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Assignment(Model):
    """Who is to have the case in hand; null takes it from whoever had it."""

    model_config = example(officer="o.officer", team="adaptations")

    officer: Name | None
    """As their token names them; null: nobody."""
    team: Name | None = None
    """The team; null: none."""
