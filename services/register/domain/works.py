"""Works that were certified on a case, and what they changed in the register."""

import uuid

from shared.schema import Date, Model


class CertifiedWorks(Model):
    """Works that were certified together on a case."""

    certified_on: Date
    """The day on which they were certified."""
    works: tuple[str, ...]
    """Their kinds."""
    adaptations: tuple[str, ...] | None = None
    """Adaptations of the catalogue that they were taken for; null until the home is known."""
    to_survey: tuple[str, ...] | None = None
    """Kinds that could be several adaptations or none: the home is to be surveyed for them."""
    survey: uuid.UUID | None = None
    """By which survey they changed the home; null where they changed none, or not so that it is known."""
    home_id: uuid.UUID | None = None
    """The home that they changed or are to be surveyed in; null until it is known."""
    taken_back_on: Date | None = None
    """When it was found that they are not complete; null while they stand."""

    def unapplied(self) -> "CertifiedWorks":
        """The works as they were before a home was known."""
        return CertifiedWorks(certified_on=self.certified_on, works=self.works)
