"""What a person is shown of the answer to their enquiry: in the words of the letters."""

import uuid

from services.referral.casefile.records import open_casefile
from services.referral.domain.answering import wanted_of, words_of_answer
from services.referral.tables import LETTERS
from shared.contacts import Contact
from shared.contacts.known import contact_of
from shared.persistence.reading import Reading
from shared.schema import Date, Model
from shared.told import ToldLetter


class ToldStep(Model):
    """Something that comes next."""

    what: str
    """What happens."""
    who: str
    """Who does it."""
    by: Date
    """By when."""


class ToldView(Model):
    """What a person was told of their enquiry, in the words of the letters, and whom to ask."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    reference: str
    """What to say on the telephone."""
    said: str | None
    """What was decided; null of what came in before enquiries were answered here."""
    steps: tuple[ToldStep, ...]
    """Who does what, and by when."""
    wanted: tuple[str, ...]
    """What we want of the person; nothing: they can wait."""
    contact: Contact
    """Whom to ask."""
    letters: tuple[ToldLetter, ...]
    """The letters that they were sent, the first first."""


async def told(reading: Reading, case_id: uuid.UUID) -> ToldView:
    """What a person was told, as they or who speaks for them sees it. Raises `NotFound`."""
    casefile = await open_casefile(reading, case_id)
    referral = casefile.referral
    last = casefile.answer.answer if casefile.answer else None
    said, steps = words_of_answer(last) if last else (None, [])
    return ToldView(
        case_id=case_id,
        reference=referral.reference,
        said=said,
        steps=tuple(ToldStep.model_validate(step) for step in steps),
        wanted=wanted_of(last) if last else (),
        contact=last.contact if last else contact_of(referral.district),
        letters=await LETTERS.told(reading, case_id),
    )
