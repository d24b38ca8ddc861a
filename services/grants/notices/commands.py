"""Letters: written of what the case has recorded, kept as they are, and sent."""

import uuid

from services.grants.notices.book import BOOK, POSTBOX
from services.grants.notices.contents import contents
from services.grants.notices.requests import LetterAsked
from services.grants.record import open_case
from shared.files import Store
from shared.letters import LetterView
from shared.letters.posting import check_address
from shared.persistence.unit_of_work import UnitOfWork
from shared.sendings import Sending


async def write_letter(
    uow: UnitOfWork, case_id: uuid.UUID, asked: LetterAsked, store: Store
) -> LetterView:
    """Write a letter to the applicant and keep it as it is; by post it goes the next morning."""
    check_address(asked.address)
    case = await open_case(uow, case_id)
    template, told = contents(case, asked)
    return await POSTBOX.write(
        uow, store, template, asked, told, district=case.row.district, case_id=case_id
    )


async def send_letter(
    uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID, sending: Sending
) -> LetterView:
    """Record that a letter was sent, on which day and how; it may be sent again."""
    return await BOOK.send(uow, case_id, letter_id, sending)
