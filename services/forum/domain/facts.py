"""What the measures, money and returns go by: one case, as far as the services have told of it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shared.money import NIL

MANDATORY = "mandatory"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Codes, dates and pounds of a case; None or nothing where it is not told."""

    case_id: uuid.UUID
    district: str
    received_on: dt.date | None
    source: str | None
    allocated_on: dt.date | None
    assessor_id: uuid.UUID | None
    assessor_grade: str | None
    assessed_on: dt.date | None
    recommended_works: Sequence[str]
    test_outcome: str | None
    assessed_contribution: Decimal | None
    offered: Decimal | None
    applied_on: dt.date | None
    decide_by: dt.date | None
    tenure: str | None
    age_band: str | None
    approved_on: dt.date | None
    awards: Sequence[dict[str, Any]]
    mandatory_grant: Decimal | None
    total_award: Decimal | None
    applicant_pays: Decimal | None
    deferred_until: dt.date | None
    refused_on: dt.date | None
    refusal_reasons: Sequence[str]
    certified_on: dt.date | None
    works: Sequence[str]
    charge_registered_on: dt.date | None
    charge: Decimal | None
    closed_on: dt.date | None
    ended_on: dt.date | None
    stopped_because: str | None
    contribution_received: Decimal
    contribution_refunded: Decimal
    paid: Decimal
    settled_on: dt.date | None
    relocated_on: dt.date | None
    planned_cost: Decimal | None
    actual_cost: Decimal | None
    saving: Decimal | None

    @property
    def discretionary(self) -> Sequence[tuple[str, Decimal]]:
        """The awards beside the mandatory grant, each with its kind and its pounds."""
        awards = ((award["kind"], Decimal(award["amount"])) for award in self.awards)
        return [(kind, amount) for kind, amount in awards if kind != MANDATORY and amount]

    @property
    def spent(self) -> Decimal:
        """Pounds that were paid of the awards: what the applicant paid in, and was not given back,
        is spent first.
        """
        kept = self.contribution_received - self.contribution_refunded
        return min(max(NIL, self.paid - kept), self.total_award or NIL)

    @property
    def committed(self) -> Decimal:
        """Pounds of the awards that are still to be paid; nil once the account is settled."""
        if self.approved_on is None or self.settled_on or self.closed_on:
            return NIL
        return (self.total_award or NIL) - self.spent

    @property
    def undecided_offer(self) -> Decimal:
        """Pounds that were offered in principle and on which nothing is decided."""
        decided = self.approved_on or self.refused_on or self.ended_on
        return NIL if decided else self.offered or NIL
