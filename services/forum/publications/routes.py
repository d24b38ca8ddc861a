"""HTTP of the figures that are published by whole years."""

from typing import Annotated

from fastapi import Path, Response

from services.forum.publications import commands, queries
from services.forum.publications.commands import ToPublish
from services.forum.publications.queries import PublicationList, PublicationView
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/publications", "publications")
Seeing = Annotated[Call, needs("forum:read")]
Publishing = Annotated[Call, needs("forum:publish")]
Year = Annotated[
    int, Path(ge=2008, le=2100, description="The financial year, by the year in which it begins")
]


@router.post("", status_code=201, response_model=PublicationView)
async def publish(body: ToPublish, call: Publishing) -> Response:
    """Publish the figures of a year that is over, once and for all who take part."""
    return await call.create("/v1/publications/{year}", PublicationView.of, commands.publish, body)


@router.get("", response_model=PublicationList)
async def list_publications(call: Seeing) -> Response:
    """List the years of which figures are published."""
    return await call.ask(queries.publications)


@router.get("/{year}", response_model=PublicationView)
async def show_publication(year: Year, call: Seeing) -> Response:
    """Show the figures of a year by district, small numbers hidden."""
    return await call.ask(queries.published, year)
