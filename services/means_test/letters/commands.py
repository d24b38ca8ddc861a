"""Letters that ask a household for evidence, and ask again while some of it is outstanding."""

import uuid

from services.means_test.evidence.wanted import wanted_of
from services.means_test.letters.posting import POSTBOX
from services.means_test.tables import LETTERS, TestCase
from shared.files import Store
from shared.letters import Addressed, LetterView
from shared.letters.posting import check_address
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState
from shared.schema import Date, example
from shared.sendings import Sending

LETTER = "evidence"


class EvidenceLetterAsked(Addressed):
    """A letter that asks a household for all that is outstanding of it."""

    model_config = example(
        name="Ms Person",
        address=["Ms A. Person", "1 Example Street", "Stroud", "GL5 1AA"],
        officer="Jo Hill",
        answer_by="2026-03-24",
    )

    answer_by: Date | None = None
    """By when we ask to have it, after today; null: no day is named."""


async def write_letter(
    uow: UnitOfWork, case_id: uuid.UUID, asked: EvidenceLetterAsked, store: Store
) -> LetterView:
    """Write a letter with all that is outstanding, and keep it; by post it goes the next morning.

    After one that went it is a reminder.
    """
    check_address(asked.address)
    case = await uow.load(TestCase, case_id)
    if asked.answer_by is not None and asked.answer_by <= uow.today:
        raise InvalidInput.at("/answer_by", "lies after today")
    wanted = await wanted_of(uow, case)
    if not wanted:
        raise WrongState("nothing is outstanding: ask for evidence first")
    given = {
        "wanted": wanted,
        "reminder": bool(await LETTERS.told(uow, case_id)),
        "answer_by": asked.answer_by,
    }
    return await POSTBOX.write(
        uow, store, LETTER, asked, given, district=case.district, case_id=case_id
    )


async def send_letter(
    uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID, sending: Sending
) -> LetterView:
    """Record that a letter was sent, on which day and how; it may be sent again."""
    await uow.load(TestCase, case_id)
    return await LETTERS.send(uow, case_id, letter_id, sending)
