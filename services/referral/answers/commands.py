"""Letters of answers: written from what the person was told, kept as they are, and sent."""

import uuid

from services.referral.answers.queries import LetterView, letter_view, letters_row
from services.referral.casefile.records import Casefile, open_casefile
from services.referral.domain.answering import Answer, address_of, words_of_answer
from services.referral.domain.enquiry import CommunicationNeed
from services.referral.domain.letters import Sending, check_sending
from services.referral.tables import Letter, LetterSending, Referral
from shared.calendar import legal_date
from shared.files import Store
from shared.letters import Size, keep_letter, printed, write
from shared.letters.posting import check_address
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState

ACKNOWLEDGEMENT = "referral_acknowledgement"


async def write_answer(uow: UnitOfWork, case_id: uuid.UUID, store: Store) -> LetterView:
    """Write the letter of the last answer to an enquiry, and keep it as it is."""
    referral = await uow.load(Referral, case_id)
    casefile = await open_casefile(uow, case_id)
    if casefile.answer is None:
        raise WrongState("this enquiry came in before enquiries were answered here")
    person = casefile.enquiry.enquiry.person
    check_address(address_of(person))
    large = CommunicationNeed.LARGE_PRINT in person.communication_needs
    given = _given(uow, casefile, casefile.answer.answer)
    written = write(ACKNOWLEDGEMENT, uow.today, given, Size.LARGE if large else Size.STANDARD)
    letter_id = await keep_letter(
        uow,
        store,
        Letter,
        written,
        await printed(written.html),
        district=referral.district,
        case_id=case_id,
    )
    referral.lettered = referral.answers
    await uow.session.flush()
    return await letter_view(uow, await letters_row(uow, case_id, letter_id))


async def send_answer(
    uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID, sending: Sending
) -> LetterView:
    """Record that a letter was sent, on which day and how; it may be sent again."""
    referral = await uow.load(Referral, case_id)
    uow.concerns(referral.district, case_id)
    row = await letters_row(uow, case_id, letter_id)
    check_sending(sending, legal_date(row.written_at), uow.today)
    before = await letter_view(uow, row)
    uow.add(
        LetterSending(
            letter_id=letter_id,
            number=len(before.sent) + 1,
            case_id=case_id,
            district=referral.district,
            recorded_at=uow.now,
            recorded_by=uow.reach.principal,
            **dict(sending),
        )
    )
    await uow.session.flush()
    return await letter_view(uow, row)


def _given(uow: UnitOfWork, casefile: Casefile, told: Answer) -> dict[str, object]:
    """What the template has to be given."""
    referral, person, contact = casefile.referral, casefile.enquiry.enquiry.person, told.contact
    decision, steps = words_of_answer(told)
    return {
        "council": {"name": contact.council, "address": contact.address},
        "date": uow.today,
        "reference": referral.reference,
        "address": address_of(person),
        "name": person.name,
        "received_on": referral.received_on,
        "decision": decision,
        "steps": steps,
        "contact": {
            "name": referral.officer or contact.team,
            "post": contact.team,
            "telephone": contact.telephone,
            "email": contact.email,
        },
        "answer_by": told.by,
    }
