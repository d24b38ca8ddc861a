"""What is said of homes and households beside surveys and assessments, as it was before."""

import uuid

from services.register.domain.home import Override
from services.register.domain.listing import Occupancy
from services.register.domain.needs import Completion
from services.register.domain.surveying import Picture
from shared.schema import Model


class HomeBefore(Model):
    """What was said of a home beside its surveys."""

    occupancy: Occupancy
    """Whether somebody lived there."""
    consents_to_adaptation: bool | None
    """Whether the landlord agreed to adaptations; null: not known."""
    block: str | None
    """The block in which it was said to be; null: in none."""
    override: Override | None
    """The category that was set by hand; null where the rules decided."""
    picture: Picture | None = None
    """The picture that was taken away or described anew; null where it was about none."""


class NeedBefore(Model):
    """What was said of a household beside the therapist's assessment."""

    completion: Completion | None
    """What housing options had said; null before the assessment."""
    home_id: uuid.UUID | None
    """The registered home in which it was said to live; null where that was not known."""
