"""Documents of a case, kept as they come in."""

import uuid

from services.grants.domain.casework.papers import Paper
from services.grants.tables import CaseDocument, GrantCase
from shared.files import Incoming, Store, keep
from shared.persistence.unit_of_work import UnitOfWork


async def keep_document(
    uow: UnitOfWork, case_id: uuid.UUID, shows: Paper, incoming: Incoming, store: Store
) -> CaseDocument:
    """Keep a document of a case, at whatever point the case is."""
    case = await uow.load(GrantCase, case_id)
    return await keep(
        uow, store, CaseDocument, incoming, district=case.district, case_id=case_id, shows=shows
    )
