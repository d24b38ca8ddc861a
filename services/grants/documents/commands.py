"""Documents of a case, kept as they come in."""

import uuid

from services.grants.domain.casework.entries_of_papers import PaperFiled
from services.grants.domain.casework.life import Step
from services.grants.domain.casework.papers import Paper
from services.grants.record import open_case
from services.grants.tables import CaseDocument
from shared.files import Incoming, Store, keep
from shared.persistence.unit_of_work import UnitOfWork


async def keep_document(
    uow: UnitOfWork, case_id: uuid.UUID, shows: Paper, incoming: Incoming, store: Store
) -> CaseDocument:
    """File a document of a case, at whatever point the case is; it counts on the checklist."""
    case = await open_case(uow, case_id)
    case.take(Step.FILE)
    document = await keep(
        uow, store, CaseDocument, incoming, district=case.row.district, case_id=case_id, shows=shows
    )
    case.record(PaperFiled(document_id=document.id, shows=shows))
    return document
