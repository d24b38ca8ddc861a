"""Letters: written from the notice, kept as they are, and sent."""

import uuid

from services.grants.domain.casework.entries_of_letters import LetterSent, Sending
from services.grants.notices.queries import LetterView, notice_of
from services.grants.notices.requests import LetterAsked
from services.grants.record import open_case
from services.grants.tables import Letter
from shared.calendar import LONDON
from shared.files import Store
from shared.letters import keep_letter, printed, write
from shared.letters.posting import check_address
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound


async def write_letter(
    uow: UnitOfWork, case_id: uuid.UUID, asked: LetterAsked, store: Store
) -> LetterView:
    """Write the letter of the decision, or of the offer before it, and keep it as it is."""
    check_address(asked.address)
    case = await open_case(uow, case_id)
    notice = notice_of(case)
    given = {
        "council": asked.council,
        "date": uow.today,
        "reference": case.row.reference,
        "address": asked.address,
        "name": asked.name,
        "home": asked.home or asked.address[1:],
        "contact": asked.contact,
        "notice": notice,
    }
    written = write(notice.kind, uow.today, given, asked.size)
    letter_id = await keep_letter(
        uow,
        store,
        Letter,
        written,
        await printed(written.html),
        district=case.row.district,
        case_id=case_id,
    )
    await uow.session.flush()
    return LetterView.of(await _letter(uow, case_id, letter_id), case.history)


async def send_letter(
    uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID, sending: Sending
) -> LetterView:
    """Record that a letter was sent, on which day and how; it may be sent again."""
    case = await open_case(uow, case_id)
    row = await _letter(uow, case_id, letter_id)
    written_on = row.written_at.astimezone(LONDON).date()
    if not written_on <= sending.sent_on <= uow.today:
        raise InvalidInput.at("/sent_on", f"from {written_on}, when it was written, up to today")
    case.record(LetterSent(letter_id=letter_id, letter=row.letter, **dict(sending)))
    return LetterView.of(row, case.history)


async def _letter(uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID) -> Letter:
    row = await uow.session.get(Letter, letter_id)
    if row is None or row.case_id != case_id:
        raise NotFound
    return row
