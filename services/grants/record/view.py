"""What readers are shown of a grant case."""

import datetime as dt
import uuid

from services.grants.domain.casework.entries import (
    AwardApproved,
    DisabilityFound,
    SocialServicesView,
    Withdrawn,
)
from services.grants.domain.casework.life import State
from services.grants.domain.casework.waiting import WaitingFor
from services.grants.domain.facts.application import Application
from services.grants.domain.outcome import Determination
from services.grants.record.case import CaseRecord
from shared.contracts.codes import MeansTestKind
from shared.contracts.means_test import MeansTestCompleted, MeansTestDeclined
from shared.contracts.referral import ReferralAssessed
from shared.contracts.register import AlternativesAssessed
from shared.schema import Model, Pounds


class ApprovalView(AwardApproved):
    """An approval of an award, in the post `by`; it holds while the award is no larger."""

    person: str
    """Who approved it: the token's subject."""
    at: dt.datetime


class GrantCaseView(Model):
    """A case as its grant officer sees it; pounds."""

    case_id: uuid.UUID
    version: int
    """Counts the changes; the ETag is made of it."""
    reference: str
    district: str
    state: State
    officer: str | None
    team: str | None
    waiting_for: WaitingFor | None
    """Who has to do something next; null once closed."""
    assessment: ReferralAssessed | None
    preliminary_test: MeansTestCompleted | None
    formal_test: MeansTestCompleted | None
    means_test_declined_on: dt.date | None
    alternatives: AlternativesAssessed | None
    moved_on: dt.date | None
    estimated_cost: Pounds | None
    offer: Determination | None
    """The latest; the earlier ones stand in the history."""
    application: Application | None
    """As last amended."""
    disability_finding: DisabilityFound | None
    social_services_view: SocialServicesView | None
    applied_on: dt.date | None
    decide_by: dt.date | None
    approvals: tuple[ApprovalView, ...]
    determination: Determination | None
    decided_on: dt.date | None
    contribution_received: Pounds
    paid: Pounds
    settled_on: dt.date | None
    withdrawal: Withdrawn | None
    certified_on: dt.date | None
    charge_registered_on: dt.date | None
    closed_on: dt.date | None

    @classmethod
    def of(cls, case: CaseRecord) -> "GrantCaseView":
        row, history = case.row, case.history
        declined = history.latest(MeansTestDeclined)
        return cls(
            case_id=row.case_id,
            version=row.version,
            reference=row.reference,
            district=row.district,
            state=case.state,
            officer=row.officer,
            team=row.team,
            waiting_for=WaitingFor(row.waiting_for) if row.waiting_for else None,
            assessment=history.latest(ReferralAssessed),
            preliminary_test=history.test(MeansTestKind.PRELIMINARY),
            formal_test=history.test(MeansTestKind.FORMAL),
            means_test_declined_on=declined.declined_on if declined else None,
            alternatives=history.latest(AlternativesAssessed),
            moved_on=history.moved_on,
            estimated_cost=history.estimated_cost,
            offer=history.offer,
            application=history.application,
            disability_finding=history.latest(DisabilityFound),
            social_services_view=history.latest(SocialServicesView),
            applied_on=row.applied_on,
            decide_by=row.decide_by,
            approvals=tuple(
                ApprovalView(**dict(r.entry), person=r.by, at=r.at)
                for r in history.records
                if isinstance(r.entry, AwardApproved)
            ),
            determination=history.determination,
            decided_on=history.decided_on,
            contribution_received=history.contribution_received,
            paid=history.paid,
            settled_on=history.settled_on,
            withdrawal=history.withdrawal,
            certified_on=history.certified_on,
            charge_registered_on=history.charge_registered_on,
            closed_on=history.closed_on,
        )
