"""What a person is told of their application: what is wanted of them, and the letters they were sent."""

import uuid

from services.grants.domain.casework.wanted import wanted
from services.grants.notices.book import BOOK
from services.grants.record import read_case
from services.grants.record.varying import consent_is_wanted
from shared.contacts import Contact
from shared.contacts.known import contact_of
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.told import ToldLetter, Wanted


class ToldView(Model):
    """What a person is told of their application."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    reference: str
    """What to say on the telephone."""
    wanted: tuple[Wanted, ...]
    """What we want of them; nothing: they can wait."""
    contact: Contact
    """Whom to ask."""
    letters: tuple[ToldLetter, ...]
    """The letters that they were sent, the first first."""


async def told(reading: Reading, case_id: uuid.UUID) -> ToldView:
    """An application as the person or who speaks for them sees it. Raises `NotFound`."""
    case = await read_case(reading, case_id)
    return ToldView(
        case_id=case_id,
        reference=case.row.reference,
        wanted=wanted(case.state, case.history, consent=consent_is_wanted(case)),
        contact=contact_of(case.row.district),
        letters=await BOOK.told(reading, case_id),
    )
