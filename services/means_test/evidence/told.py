"""What a household is told of its test of resources: the papers that it still has to show, the letters
that it was sent, and whom to ask.
"""

import uuid

from services.means_test.domain.evidence import WantedEvidence
from services.means_test.evidence.wanted import wanted_of
from services.means_test.tables import LETTERS, TestCase
from shared.contacts import Contact
from shared.contacts.known import contact_of
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.told import ToldLetter


class ToldView(Model):
    """What a household is told of its test of resources."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    wanted: tuple[WantedEvidence, ...]
    """What we want to see; nothing: they can wait."""
    contact: Contact
    """Whom to ask."""
    letters: tuple[ToldLetter, ...]
    """The letters that they were sent, the first first."""


async def told(reading: Reading, case_id: uuid.UUID) -> ToldView:
    """What the person, or who speaks for them, still has to show. Raises `NotFound`."""
    case = await reading.read(TestCase, case_id)
    return ToldView(
        case_id=case_id,
        wanted=await wanted_of(reading, case),
        contact=contact_of(case.district),
        letters=await LETTERS.told(reading, case_id),
    )
