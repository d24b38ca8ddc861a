"""HTTP of the districts' policies: side by side, and what another figure would mean.

For the chair of a forum as for officers: nothing here tells of one case.
"""

import uuid
from typing import Annotated

from fastapi import Query, Response

from services.grants.domain.determination.trial import Trial
from services.grants.domain.policy.comparison import Comparison
from services.grants.policies import queries
from services.grants.policies.commands import ask_what_if as ask
from services.grants.policies.queries import WhatIfPage, WhatIfsAsked, WhatIfView
from shared.schema import Date
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/policies", "policies")
Seeing = Annotated[Call, needs("forum:read", "grants:read")]
OnDay = Annotated[
    Date | None, Query(description="The day whose policies are compared; left out: today")
]


@router.get("/comparison", response_model=Comparison)
async def compare(call: Seeing, on: OnDay = None) -> Response:
    """All offers side by side on a day (today), the gaps named, the readings taken."""
    return await call.ask(queries.comparison, on)


@router.post("/what-ifs", status_code=201, response_model=WhatIfView)
async def ask_what_if(body: Trial, call: Seeing) -> Response:
    """Have changed values tried over the district's live cases; nothing is changed by it.

    The answer comes at once; how far it is, and what it comes to, its own resource tells, to
    whoever asked and for 90 days.
    """
    return await call.create("/v1/policies/what-ifs/{id}", WhatIfView.of, ask, body)


@router.get("/what-ifs", response_model=WhatIfPage)
async def list_what_ifs(wanted: Annotated[WhatIfsAsked, Query()], call: Seeing) -> Response:
    """List what whoever asks has had tried, the newest first."""
    return await call.ask(queries.what_ifs, wanted)


@router.get("/what-ifs/{what_if_id}", response_model=WhatIfView)
async def show_what_if(what_if_id: uuid.UUID, call: Seeing) -> Response:
    """How far a trial is, and what the cases so far come to."""
    return await call.ask(queries.what_if, what_if_id)
