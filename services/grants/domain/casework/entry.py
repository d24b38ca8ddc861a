"""What an entry of a case's history is, and the words that entries share."""

from typing import Annotated, ClassVar

from shared.schema import Field, Model

Reason = Annotated[str, Field(min_length=1, max_length=2000)]
"""Why something is done, in the officer's words."""

Post = Annotated[str, Field(min_length=1, max_length=200)]
"""An officer as their token names them, or a team."""


PostName = Annotated[str, Field(pattern=r"^[a-z_]+$", max_length=60)]
"""A post as a policy names it: `approval:` and the post is the scope of whoever holds it."""


class Entry(Model):
    """Something that was done on a case; `KIND` is its column in the store."""

    KIND: ClassVar[str]
