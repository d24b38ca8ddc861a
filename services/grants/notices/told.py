"""What a person is told of their application: what is wanted of them, and the letters they were sent."""

import uuid
from collections.abc import Iterator

from services.grants.domain.casework.wanted import wanted
from services.grants.notices.queries import LetterView, letters
from services.grants.record import read_case
from services.grants.record.varying import consent_is_wanted
from shared.letters.templates import contents_of
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
    letters: tuple[ToldLetter, ...]
    """The letters that they were sent, the first first."""


async def told(reading: Reading, case_id: uuid.UUID) -> ToldView:
    """An application as the person or who speaks for them sees it. Raises `NotFound`."""
    case = await read_case(reading, case_id)
    kept = await letters(reading, case_id)
    return ToldView(
        case_id=case_id,
        reference=case.row.reference,
        wanted=wanted(case.state, case.history, consent=consent_is_wanted(case)),
        letters=tuple(_sent(kept.items)),
    )


def _sent(kept: tuple[LetterView, ...]) -> Iterator[ToldLetter]:
    for each in kept:
        if each.sent:
            title = contents_of(each.letter, each.version).title
            yield ToldLetter(id=each.id, title=title, sent_on=each.sent[0].sent_on)
