"""Taking up referrals that come as FHIR requests."""

from services.referral.casefile.records import Casefile, open_casefile
from services.referral.fhir.reading import RequestAsked, read_request
from services.referral.intake.commands import receive_referral
from services.referral.tables import EnquiryRecord
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import Problem


class RequestChanged(Problem):
    """The sender's request is known, and said something else before."""

    slug = "request-changed"
    title = "This request came before and said something else: correct the enquiry of its case"
    status = 409


async def take_up_request(uow: UnitOfWork, body: bytes, asked: RequestAsked) -> Casefile:
    """A request becomes a referral; the same one again changes nothing."""
    request = read_request(body, asked, uow.today)
    before = await uow.session.get(EnquiryRecord, (request.case_id, 1))
    if before is None:
        return await receive_referral(uow, request.enquiry, request.case_id)
    if before.enquiry != request.enquiry:
        raise RequestChanged
    uow.concerns(asked.district, request.case_id)
    return await open_casefile(uow, request.case_id)
