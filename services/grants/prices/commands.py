"""Price books, as councils supply them."""

from services.grants.domain.casework.dates import A_YEAR
from services.grants.domain.casework.price_book import PriceBook
from services.grants.tables import Prices
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput


async def supply_prices(uow: UnitOfWork, book: PriceBook) -> Prices:
    """Take a district's price book; schedules drawn up before keep the rates that they have."""
    uow.concerns(book.district)
    latest = uow.today + A_YEAR
    if book.since > latest:
        raise InvalidInput.at("/since", f"lies ahead: at the latest {latest}")
    row = Prices(at=uow.now, by=uow.reach.principal, **dict(book))
    uow.add(row)
    return row
