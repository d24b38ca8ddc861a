"""What readers are shown of a grant case."""

import datetime as dt
import uuid

from services.grants.domain.casework.clocks import OF_THE_LAW, Clock, ClockState
from services.grants.domain.casework.complaints import outstanding
from services.grants.domain.casework.entries import (
    AwardApproved,
    DisabilityFound,
    SocialServicesView,
)
from services.grants.domain.casework.entries_of_complaints import ComplaintMade, Remedy
from services.grants.domain.casework.entries_of_ending import Withdrawn
from services.grants.domain.casework.entries_of_time import RefusalInvited, ReviewRequested
from services.grants.domain.casework.entries_of_works import DisputeRaised, VariationProposed
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.casework.waiting import WaitingFor
from services.grants.domain.codes import Time
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
    """When it was approved."""


class ClockView(Model):
    """A time that runs on the case."""

    limit: Time
    """What the time is set for."""
    started_on: dt.date
    """From when it is counted."""
    by: dt.date
    """The last day."""
    warned_of_on: dt.date
    """The day on which it is near, and warned of."""
    of_the_law: bool
    """Whether the law itself sets the time: then nothing stops it."""
    state: ClockState
    """Whether it runs, is near or has passed."""
    clause: str
    """The clause that sets the time."""

    @classmethod
    def of(cls, clock: Clock, history: History) -> "ClockView":
        return cls(
            limit=clock.limit,
            started_on=clock.started_on,
            by=clock.by,
            warned_of_on=clock.warns_on,
            of_the_law=clock.limit in OF_THE_LAW,
            state=clock.state(history),
            clause=clock.clause,
        )


class GrantCaseView(Model):
    """A case as its grant officer sees it; pounds."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    version: int
    """Counts the changes; the ETag is made of it."""
    reference: str
    """What people call the case on the telephone and in letters."""
    former_reference: str | None
    """What the council called a case that was taken over; null of every other."""
    taken_over_on: dt.date | None
    """The day on which it was taken over from before the platform; null where it never was."""
    district: str
    """ONS code of the district that decides the case."""
    state: State
    """How far the case has come."""
    officer: str | None
    """Who has the case in hand; null: nobody yet."""
    team: str | None
    """The team that has the case in hand; null: none yet."""
    waiting_for: WaitingFor | None
    """Who has to do something next; null once closed."""
    assessment: ReferralAssessed | None
    """What the occupational therapist recommended; null before that."""
    preliminary_test: MeansTestCompleted | None
    """The test of resources before the application; null before it is made."""
    formal_test: MeansTestCompleted | None
    """The test of resources that counts; null before it is made."""
    means_test_declined_on: dt.date | None
    """The day on which the household refused to be tested; null otherwise."""
    alternatives: AlternativesAssessed | None
    """Homes that would do instead of adapting; null before anybody looked."""
    moved_on: dt.date | None
    """The day on which the household moved instead; null otherwise."""
    estimated_cost: Pounds | None
    """What adapting the present home would cost, in pounds; null before it is estimated."""
    offer: Determination | None
    """The latest; the earlier ones stand in the history."""
    application: Application | None
    """As last amended."""
    disability_finding: DisabilityFound | None
    """The authority's finding; null before it is made."""
    social_services_view: SocialServicesView | None
    """That the social services authority gave its view; null before that."""
    applied_on: dt.date | None
    """The day of the application; null before that."""
    decide_by: dt.date | None
    """The last day to decide (section 34); null before the application."""
    clocks: tuple[ClockView, ...]
    """The times that run on the case, the nearest first."""
    approvals: tuple[ApprovalView, ...]
    """Awards that were approved, each with who did."""
    determination: Determination | None
    """What was decided; null before that."""
    decided_on: dt.date | None
    """The day of the decision; null before that."""
    contribution_received: Pounds
    """What the applicant has paid in, in pounds."""
    paid: Pounds
    """What was paid to contractors, in pounds."""
    settled_on: dt.date | None
    """The day of the last payment; null before that."""
    withdrawal: Withdrawn | None
    """Why the case ended early; null where it did not."""
    extended_until: dt.date | None
    """The last day for the works as it was extended; null where it was not."""
    variation: VariationProposed | None
    """The variation that is proposed; null where none is."""
    dispute: DisputeRaised | None
    """The dispute about the works that is not settled; null where none is."""
    review: ReviewRequested | None
    """The review of the refusal that waits for its answer; null where none does."""
    works_to_come: tuple[str, ...]
    """Works that wait while urgent ones go first, by their ids; empty where none do."""
    invitation: RefusalInvited | None
    """The invitation to add information before a refusal, until it is answered."""
    complaint: ComplaintMade | None
    """The complaint that waits for its answer; null where none does."""
    remedies: tuple[Remedy, ...]
    """What was promised on complaints and is still to be done, the nearest first."""
    certified_on: dt.date | None
    """The day on which the works were found complete; null before that."""
    charge_registered_on: dt.date | None
    """The day on which the land charge was registered; null where none was."""
    closed_on: dt.date | None
    """The day on which the case was closed; null while it is open."""

    @classmethod
    def of(cls, case: CaseRecord) -> "GrantCaseView":
        row, history = case.row, case.history
        declined = history.latest(MeansTestDeclined)
        return cls(
            case_id=row.case_id,
            version=row.version,
            reference=row.reference,
            former_reference=row.former_reference,
            taken_over_on=row.taken_over_on,
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
            clocks=tuple(ClockView.of(clock, history) for clock in case.clocks()),
            approvals=tuple(
                ApprovalView(**dict(r.entry), person=r.by, at=r.at)
                for r in history.standing
                if isinstance(r.entry, AwardApproved)
            ),
            determination=history.determination,
            decided_on=history.decided_on,
            contribution_received=history.contribution_received,
            paid=history.paid,
            settled_on=history.settled_on,
            withdrawal=history.withdrawal,
            extended_until=history.extended_until,
            variation=history.variation,
            dispute=history.dispute,
            review=history.open_review,
            works_to_come=tuple(works.id for works in history.to_come),
            invitation=history.invitation,
            complaint=history.complaint,
            remedies=tuple(promised.remedy for promised in outstanding(history)),
            certified_on=history.certified_on,
            charge_registered_on=history.charge_registered_on,
            closed_on=history.closed_on,
        )
