"""The shortlists kept when the county was last matched again: who has something to gain."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.register.domain.fitting import Verdict
from services.register.domain.shortlists import Among, Change
from services.register.tables import HouseholdNeed, KeptShortlist
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.web.paging import Cursor, Limit, decode_cursor, encode_cursor


class ListedHome(Model):
    """A home in its place of the shortlist."""

    home: uuid.UUID
    verdict: Verdict


class KeptShortlistView(Model):
    """A household's shortlist as it was kept, beside the one before."""

    case_id: uuid.UUID
    district: str
    among: Among
    matched_on: dt.date
    """When it was first found so."""
    homes: list[ListedHome]
    """Best first; unsuitable ones are left out."""
    change: Change
    homes_entered: list[uuid.UUID]
    """Homes that the shortlist before had not."""
    homes_left: list[uuid.UUID]
    """Homes that the shortlist before had."""


class KeptShortlistPage(Model):
    """A page of shortlists, in the order in which they were first kept."""

    items: list[KeptShortlistView]
    next: str | None

    @classmethod
    def of(cls, found: tuple[Sequence[KeptShortlist], int]) -> "KeptShortlistPage":
        rows, limit = found
        items = [
            KeptShortlistView.model_validate(row, from_attributes=True) for row in rows[:limit]
        ]
        more = encode_cursor(rows[limit - 1].position) if len(rows) > limit else None
        return cls(items=items, next=more)


class ShortlistSearch(Model):
    """Which shortlists."""

    among: Among = Among.EMPTY
    changed: Change | None = None
    cursor: Cursor = None
    limit: Limit = 20


async def shortlists(reading: Reading, wanted: ShortlistSearch) -> KeptShortlistPage:
    """Of households that are looking, after the cursor, one more than asked for where there are."""
    found = (
        select(KeptShortlist)
        .join(HouseholdNeed, HouseholdNeed.case_id == KeptShortlist.case_id)
        .where(
            HouseholdNeed.ended_at.is_(None),
            KeptShortlist.among == wanted.among,
            KeptShortlist.position > decode_cursor(wanted.cursor),
        )
    )
    if wanted.changed is not None:
        found = found.where(KeptShortlist.change == wanted.changed)
    ordered = found.order_by(KeptShortlist.position).limit(wanted.limit + 1)
    return KeptShortlistPage.of(((await reading.session.scalars(ordered)).all(), wanted.limit))
