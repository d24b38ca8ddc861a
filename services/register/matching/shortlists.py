"""The shortlists kept when the county was last matched again: who has something to gain."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.register.domain.shortlists import Among, Change, ListedHome
from services.register.tables import HouseholdNeed, KeptShortlist
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed


class KeptShortlistView(ViewOfRow):
    """A household's shortlist as it was kept, beside the one before."""

    case_id: uuid.UUID
    """The household, by its case."""
    district: str
    """ONS code of the district that decides the case."""
    among: Among
    """Which homes were looked at."""
    matched_on: dt.date
    """When it was first found so."""
    homes: list[ListedHome]
    """Best first; unsuitable ones are left out."""
    change: Change
    """What is new against the shortlist before."""
    homes_entered: list[uuid.UUID]
    """Homes that the shortlist before had not."""
    homes_left: list[uuid.UUID]
    """Homes that the shortlist before had."""


class KeptShortlistPage(Page):
    """A page of shortlists, in the order in which they were first kept."""

    items: list[KeptShortlistView]
    """The shortlists of this page."""


class ShortlistSearch(Asked):
    """Which shortlists."""

    among: Among = Among.EMPTY
    """Among which homes it was looked."""
    changed: Change | None = None
    """What the last run made of it."""
    district: District | None = None
    """ONS code of the district that decides the household's case."""


AS_KEPT = Order((KeptShortlist.position,))


async def shortlists(reading: Reading, wanted: ShortlistSearch) -> KeptShortlistPage:
    """The kept shortlists of households that are looking, in the order in which they were kept."""
    found = (
        select(KeptShortlist)
        .join(HouseholdNeed, HouseholdNeed.case_id == KeptShortlist.case_id)
        .where(HouseholdNeed.ended_at.is_(None), KeptShortlist.among == wanted.among)
    )
    found = narrowed(found, wanted, KeptShortlist.district)
    if wanted.changed is not None:
        found = found.where(KeptShortlist.change == wanted.changed)
    rows, following = await list_page(reading, found, wanted, AS_KEPT)
    items = [KeptShortlistView.of(row) for row in rows]
    return KeptShortlistPage(items=items, next=following)
