"""HTTP of districts' price books."""

from typing import Annotated

from fastapi import Path, Query, Response

from services.grants.domain.casework.price_book import PriceBook
from services.grants.prices import commands, queries
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/price-books", "prices")
Seeing = Annotated[Call, needs("grants:read")]
Supplying = Annotated[Call, needs("budget:write")]
Wanted = Annotated[queries.PricesAsked, Query()]
Number = Annotated[int, Path(ge=1, le=2**63 - 1, description="The book, by its number")]


@router.get("", response_model=queries.PricesPage)
async def list_price_books(wanted: Wanted, call: Seeing) -> Response:
    """List price books, the latest first."""
    return await call.ask(queries.books, wanted)


@router.get("/{number}", response_model=queries.PricesView)
async def show_price_book(number: Number, call: Seeing) -> Response:
    """One price book with its rates."""
    return await call.ask(queries.book, number)


@router.post("", status_code=201, response_model=queries.PricesView)
async def supply_price_book(body: PriceBook, call: Supplying) -> Response:
    """Take a district's price book, whole."""
    at = "/v1/price-books/{number}"
    return await call.create(at, queries.PricesView.of, commands.supply_prices, body)
