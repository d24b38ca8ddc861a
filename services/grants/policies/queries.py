"""What the policies would mean: side by side, and tried over the service's own cases."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.grants.domain.determination.trial import Trial, WhatIf
from services.grants.domain.policy.comparison import Comparison
from services.grants.in_force import policies
from services.grants.tables import TriedPolicy
from shared.persistence.reading import Reading
from shared.problems import NotFound
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page

NEWEST_FIRST = Order((TriedPolicy.started_at, TriedPolicy.id), descending=True)


class WhatIfView(ViewOfRow):
    """A changed policy as it is tried, for whoever asked: how far it is, and what it comes to."""

    id: uuid.UUID
    """Of the trial."""
    asked: Trial
    """What was asked."""
    started_at: dt.datetime
    """When it was asked."""
    finished_at: dt.datetime | None
    """When the last case was worked out; null before that. It is kept for 90 days from then."""
    failure: str | None
    """Why it could not be worked out, in a sentence; null where it could."""
    cases: int
    """How many cases are to be worked out; 0 before the first was."""
    looked_at: int
    """How many have been so far."""
    found: WhatIf
    """What the cases so far come to."""


class WhatIfsAsked(Asked):
    """Which trials: all of the caller's own."""


class WhatIfPage(Page):
    """A page of what whoever asks has had tried, the newest first."""

    items: list[WhatIfView]
    """The trials of this page."""


async def comparison(reading: Reading, on: dt.date | None) -> Comparison:
    """All offers side by side, as they stand on a day; today where none is named."""
    return policies.comparison(on or reading.today)


async def what_if(reading: Reading, what_if_id: uuid.UUID) -> WhatIfView:
    """One trial of the caller's own."""
    row = await reading.read(TriedPolicy, what_if_id)
    if row.by != reading.reach.principal:
        raise NotFound
    return WhatIfView.of(row)


async def what_ifs(reading: Reading, wanted: WhatIfsAsked) -> WhatIfPage:
    """The caller's own trials, the newest first."""
    rows = select(TriedPolicy).where(TriedPolicy.by == reading.reach.principal)
    found, following = await list_page(reading, rows, wanted, NEWEST_FIRST)
    return WhatIfPage(items=[WhatIfView.of(row) for row in found], next=following)
