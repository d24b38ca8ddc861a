"""Letters of answers: written from what the person was told, kept as they are, and sent."""

import uuid
from dataclasses import dataclass

from services.referral.casefile.records import Casefile, open_casefile
from services.referral.domain.answering import Answer, address_of, words_of_answer
from services.referral.domain.enquiry import CommunicationNeed
from services.referral.tables import LETTERS, Letter, Referral
from shared.files import Store
from shared.letters import LetterView, Size, Written, keep_letter, letterhead, printed, write
from shared.letters.posting import check_address
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState
from shared.sendings import Sending

ACKNOWLEDGEMENT = "referral_acknowledgement"


@dataclass(frozen=True, slots=True)
class Draft:
    """The letter of an answer before it is kept."""

    number: int
    """Of the answer."""
    written: Written


def draft_answer(transaction: Transaction, casefile: Casefile) -> Draft:
    """The letter of the last answer to an enquiry.

    Raises `WrongState` where there is no answer, `Undeliverable` or `UnknownLetter`.
    """
    if casefile.answer is None:
        raise WrongState("this enquiry came in before enquiries were answered here")
    person = casefile.enquiry.enquiry.person
    check_address(address_of(person))
    large = CommunicationNeed.LARGE_PRINT in person.communication_needs
    given = _given(transaction, casefile, casefile.answer.answer)
    size = Size.LARGE if large else Size.STANDARD
    return Draft(casefile.answer.number, write(ACKNOWLEDGEMENT, transaction.today, given, size))


async def keep_answer(
    uow: UnitOfWork, store: Store, referral: Referral, draft: Draft, pdf: bytes | None
) -> Letter:
    """Keep the letter as it is; the answer is in it now."""
    case_id, district = referral.case_id, referral.district
    referral.lettered = draft.number
    return await keep_letter(
        uow, store, Letter, draft.written, pdf, district=district, case_id=case_id
    )


async def write_answer(uow: UnitOfWork, case_id: uuid.UUID, store: Store) -> LetterView:
    """Write the letter of the last answer to an enquiry now, and keep it as it is."""
    referral = await uow.load(Referral, case_id)
    draft = draft_answer(uow, await open_casefile(uow, case_id))
    pdf = await printed(draft.written.html)
    return await LETTERS.view(uow, await keep_answer(uow, store, referral, draft, pdf))


async def send_answer(
    uow: UnitOfWork, case_id: uuid.UUID, letter_id: uuid.UUID, sending: Sending
) -> LetterView:
    """Record that a letter was sent, on which day and how; it may be sent again."""
    await uow.load(Referral, case_id)
    return await LETTERS.send(uow, case_id, letter_id, sending)


def _given(transaction: Transaction, casefile: Casefile, told: Answer) -> dict[str, object]:
    """What the template has to be given."""
    referral, person = casefile.referral, casefile.enquiry.enquiry.person
    decision, steps = words_of_answer(told)
    head = letterhead(
        told.contact,
        referral.officer,
        on=transaction.today,
        case_id=referral.case_id,
        address=address_of(person),
        name=person.name,
    )
    return head | {
        "received_on": referral.received_on,
        "decision": decision,
        "steps": steps,
        "answer_by": told.by,
    }
