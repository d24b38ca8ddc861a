"""What readers are shown of works that are paid for."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.domain.holds import HeldFor
from services.payments.domain.stages import Acceptance, StagePlan, Valuation
from services.payments.tables import (
    AcceptedWorks,
    Account,
    FixedPlan,
    FoundComplete,
    Hold,
    ValuedWorks,
)
from shared.mistakes import TakenBack
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.views import ViewOfRow


class PlanView(ViewOfRow):
    """The stages of a case, as they were fixed."""

    case_id: uuid.UUID
    """The case."""
    plan: StagePlan | None
    """The interim payments, and what is held back of each; null: those before were a mistake."""
    reason: str | None
    """Why those before were a mistake; null of the first."""
    fixed_on: dt.date
    """The day on which they were fixed."""
    fixed_by: str
    """Who fixed them."""


class ValuationView(ViewOfRow):
    """What the work done was worth on a day."""

    id: uuid.UUID
    """The number of the valuation."""
    case_id: uuid.UUID
    """The case."""
    valuation: Valuation
    """What was seen."""
    recorded_at: dt.datetime
    """When it was recorded."""
    valued_by: str
    """The supervising officer."""


class AcceptanceView(ViewOfRow):
    """What the applicant said of the completed works."""

    id: uuid.UUID
    """The number of this record."""
    case_id: uuid.UUID
    """The case."""
    acceptance: Acceptance
    """What they said, and the authority's judgement."""
    recorded_at: dt.datetime
    """When it was recorded."""
    recorded_by: str
    """Who recorded it."""
    taken_back: TakenBack | None
    """When it was found that the works were not complete, by whom and why; null: it stands."""


class CompletionView(ViewOfRow):
    """That works of the council's own are complete, or that this is taken back."""

    completed_on: dt.date | None
    """The day on which they were found complete; null: what was found before is taken back."""
    reason: str | None
    """Why it is taken back; null otherwise."""
    recorded_at: dt.datetime
    """When it was recorded."""
    recorded_by: str
    """Who recorded it."""


class HoldView(ViewOfRow):
    """A dispute."""

    id: uuid.UUID
    """The number of the dispute."""
    case_id: uuid.UUID
    """The case on which nothing is paid."""
    version: int
    """Counts the changes; the ETag is made of it."""
    held_for: HeldFor
    """Who is not satisfied with the works."""
    reason: str
    """What is wrong."""
    held_on: dt.date
    """The day from which nothing is paid."""
    held_by: str
    """Who began it."""
    lifted_on: dt.date | None
    """The day on which it ended; null while it stands."""
    lifted_by: str | None
    """Who ended it, never who began it; null while it stands."""
    judgement: str | None
    """How it was put right, or how the authority came to its judgement; null while it stands."""


class WorksView(Model):
    """All that payments know of the works of a case."""

    plan: PlanView | None
    """The stages that count; null where there are none."""
    plans: list[PlanView]
    """Each time that stages were fixed or corrected, the last one first."""
    valuations: list[ValuationView]
    """The valuations, the last one first: it counts."""
    acceptances: list[AcceptanceView]
    """What the applicant said, the last word first: the last that stands counts."""
    completions: list[CompletionView]
    """Of works of the council's own: that they are complete, the last word first: it counts."""
    holds: list[HoldView]
    """Disputes, the first begun first."""


async def works(reading: Reading, case_id: uuid.UUID) -> WorksView:
    """The stages of a case, what the works are worth, their acceptance, disputes."""
    await reading.read(Account, case_id)
    fixed = await reading.session.scalars(
        select(FixedPlan).where(FixedPlan.case_id == case_id).order_by(FixedPlan.number.desc())
    )
    plans = [PlanView.of(row) for row in fixed]
    valued = await reading.session.scalars(
        select(ValuedWorks)
        .where(ValuedWorks.case_id == case_id)
        .order_by(ValuedWorks.number.desc())
    )
    said = await reading.session.scalars(
        select(AcceptedWorks)
        .where(AcceptedWorks.case_id == case_id)
        .order_by(AcceptedWorks.number.desc())
    )
    complete = await reading.session.scalars(
        select(FoundComplete)
        .where(FoundComplete.case_id == case_id)
        .order_by(FoundComplete.number.desc())
    )
    disputes = await reading.session.scalars(
        select(Hold).where(Hold.case_id == case_id).order_by(Hold.held_on, Hold.id)
    )
    return WorksView(
        plan=plans[0] if plans and plans[0].plan else None,
        plans=plans,
        valuations=[ValuationView.of(row) for row in valued],
        acceptances=[AcceptanceView.of(row) for row in said],
        completions=[CompletionView.of(row) for row in complete],
        holds=[HoldView.of(row) for row in disputes],
    )
