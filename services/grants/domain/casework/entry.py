"""What an entry of a case's history is, and the words that entries share."""

import uuid
from typing import Annotated, ClassVar

from services.grants.domain.facts.fields import MANY
from shared.bounds import AtMost, Shaped
from shared.schema import Field, Model

Reason = Annotated[str, Field(min_length=1, max_length=2000)]
"""Why something is done, in the officer's words."""

Post = Annotated[str, Field(min_length=1, max_length=200)]
"""An officer as their token names them, or a team."""


PostName = Annotated[
    str,
    Field(max_length=60),
    Shaped(r"^[a-z_]+$", "a post is small letters and underscores, such as service_manager"),
]
"""A post as a policy names it: `approval:` and the post is the scope of whoever holds it."""


Number = Annotated[int, Field(strict=True, ge=1, le=100_000)]
"""Which entry of the case's history."""

Documents = Annotated[tuple[uuid.UUID, ...], AtMost(MANY)]
"""Documents of the case, by their ids."""


class Entry(Model):
    """Something that was done on a case; `KIND` is its column in the store."""

    KIND: ClassVar[str]


class Following(Entry):
    """What came of an earlier entry: while it stands, that one is not struck out."""

    about: Number | None
    """The earlier entry, by its number in the case's history; null where there was none."""
