"""A contractor as events name them: by an id, since a name may be a person's."""

import unicodedata
import uuid


def contractor_id(case_id: uuid.UUID, name: str) -> uuid.UUID:
    """The contractor of that name on that case; on another case the same name has another id.

    Case, spaces and punctuation do not count, and Limited is Ltd.
    """
    letters = unicodedata.normalize("NFKC", name).casefold()
    plain = "".join(c for c in letters if c.isalnum())
    if plain.endswith("limited"):
        plain = plain.removesuffix("limited") + "ltd"
    return uuid.uuid5(case_id, plain)
