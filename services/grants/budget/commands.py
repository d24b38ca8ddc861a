"""Whether a district has money left for discretionary help."""

from services.grants.domain.casework.dates import A_YEAR
from services.grants.domain.casework.funds import FundsStatement
from services.grants.tables import Funds
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput


async def state_funds(uow: UnitOfWork, said: FundsStatement) -> Funds:
    """Say from which day on a district has money for discretionary help, or has none.

    What is decided already stands; what is decided from now on goes by it.
    """
    uow.concerns(said.district)
    latest = uow.today + A_YEAR
    if said.since > latest:
        raise InvalidInput.at("/since", f"lies ahead: at the latest {latest}")
    row = Funds(at=uow.now, by=uow.reach.principal, **said.model_dump())
    uow.add(row)
    return row
