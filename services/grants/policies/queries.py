"""What the policies would mean: asked of the service's own cases."""

import asyncio
import datetime as dt

from services.grants.domain.policy.amending import ChangedValue
from services.grants.domain.policy.comparison import Comparison
from services.grants.in_force import policies
from services.grants.policies import what_if as trials
from services.grants.policies.caseload import case_of, live_cases
from services.grants.policies.what_if import Proposed, WhatIf
from shared.persistence.reading import Reading
from shared.problems import NotFound

FEW = 1000
"""Cases that are worked out in less time than it takes to begin a process."""


async def comparison(reading: Reading, on: dt.date | None) -> Comparison:
    """All offers side by side, as they stand on a day; today where none is named."""
    return policies.comparison(on or reading.today)


async def what_if(
    reading: Reading, authority: str, on: dt.date, amendments: tuple[ChangedValue, ...]
) -> WhatIf:
    """The district's live cases under its policy of a day, and under the same as amended.

    More than a few are worked out by processes of their own, so that no other request waits.
    """
    if authority not in reading.reach.read:
        raise NotFound
    proposal = Proposed(authority, on, amendments)
    trials.versions(proposal)
    lines = await live_cases(reading, authority)
    return await asyncio.to_thread(trials.what_if, proposal, lines, case_of, FEW)
