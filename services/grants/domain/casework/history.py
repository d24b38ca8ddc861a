"""A case as its history tells it: what was recorded, by whom, and what follows from all of it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from services.grants.domain.casework.entries import (
    Amended,
    Applied,
    ChargeRegistered,
    Decided,
    Estimated,
    Offered,
    WorksComplete,
)
from services.grants.domain.casework.entries_of_amending import UrgentFirst
from services.grants.domain.casework.entries_of_complaints import ComplaintAnswered, ComplaintMade
from services.grants.domain.casework.entries_of_ending import CaseClosed, Withdrawn
from services.grants.domain.casework.entries_of_take_over import TakenOver
from services.grants.domain.casework.entries_of_time import (
    Deferral,
    Extended,
    InvitationAnswered,
    RefusalInvited,
    ReviewAnswered,
    ReviewRequested,
)
from services.grants.domain.casework.entries_of_works import (
    DisputeRaised,
    DisputeSettled,
    VariationCause,
    VariationConsented,
    VariationDropped,
    VariationProposed,
    Varied,
)
from services.grants.domain.casework.records import Recorded, Records
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.works import Scheme
from services.grants.domain.outcome import Determination
from shared.contracts.codes import MeansTestKind
from shared.contracts.means_test import MeansTestCompleted
from shared.contracts.payments import (
    AccountReopened,
    AccountSettled,
    ContributionCorrected,
    ContributionReceived,
    ContributionRefunded,
    PaymentMade,
    PaymentReturned,
)
from shared.contracts.register import RelocationCompleted
from shared.money import NIL

STATING = Applied | Amended | UrgentFirst | Varied
"""What states the application anew, whole."""
ENDS_THE_WAIT = (VariationCause.OTHER_WORKS_FIRST, VariationCause.APPLICANT_ASKED)
"""Causes of a variation with which works that waited are decided on, or given up."""


@dataclass(frozen=True, slots=True)
class History(Records):
    """All that was recorded on a case, in order. Facts of other services come in any order."""

    def test(self, kind: MeansTestKind) -> MeansTestCompleted | None:
        """The latest test of resources of that kind."""
        tests = [t for t in self.all(MeansTestCompleted) if t.kind is kind]
        if tests:
            return tests[-1]
        taken = self.taken_over
        return taken.test if taken and kind is MeansTestKind.FORMAL else None

    @property
    def taken_over(self) -> TakenOver | None:
        """How the case stood where it was taken over from before the platform."""
        return self.latest(TakenOver)

    @property
    def estimated_cost(self) -> Decimal | None:
        estimated = self.latest(Estimated)
        return estimated.total if estimated else None

    @property
    def offer(self) -> Determination | None:
        offered = self.latest(Offered)
        return offered.determination if offered else None

    @property
    def application(self) -> Application | None:
        """The application as it was last amended."""
        found = [r.entry for r in self.records if isinstance(r.entry, STATING)]
        return found[-1].application if found else None

    @property
    def ruled_on(self) -> dt.date | None:
        """The day whose edition of the policy the case goes by: that of its application.

        Of one that was taken over, where no edition of that day is known here, the first day of the
        edition under which it goes on.
        """
        if self.application is None:
            return None
        taken, made_on = self.taken_over, self.application.applied_on
        return max(made_on, taken.edition_from) if taken else made_on

    @property
    def to_come(self) -> Scheme:
        """The works that wait while urgent ones go first, until they are decided on (5.29)."""
        for record in reversed(self.records):
            entry = record.entry
            if isinstance(entry, UrgentFirst):
                return entry.later
            if isinstance(entry, Applied | Amended):
                return ()
            if isinstance(entry, Varied) and entry.cause in ENDS_THE_WAIT:
                return ()
        return ()

    @property
    def to_decide(self) -> Application | None:
        """The application on which a decision is to be made: a variation's before the one made."""
        return self.variation.application if self.variation else self.application

    @property
    def determination(self) -> Determination | None:
        """What was decided, as it was last varied; the earlier ones stay in the history."""
        found = [r.entry for r in self.standing if isinstance(r.entry, Decided | Varied)]
        return found[-1].determination if found else None

    @property
    def variation(self) -> VariationProposed | None:
        """The variation that is proposed and neither decided nor dropped."""
        ended = (VariationProposed, VariationDropped, Varied, Decided)
        about = [r.entry for r in self.records if isinstance(r.entry, ended)]
        last = about[-1] if about else None
        return last if isinstance(last, VariationProposed) else None

    @property
    def consent(self) -> VariationConsented | None:
        """The applicant's consent to the variation that is proposed."""
        for record in reversed(self.records):
            if isinstance(record.entry, VariationConsented):
                return record.entry
            if record.entry is self.variation:
                return None
        return None

    @property
    def dispute(self) -> DisputeRaised | None:
        """The dispute about the works that is not settled."""
        unsettled = len(self.all(DisputeRaised)) > len(self.all(DisputeSettled))
        return self.latest(DisputeRaised) if unsettled else None

    @property
    def decided_on(self) -> dt.date | None:
        decided = self.latest(Decided)
        return decided.decided_on if decided else None

    @property
    def deferral(self) -> Deferral | None:
        """Payment that was put off at the decision that counts."""
        decided = self.latest(Decided)
        return decided.deferral if decided else None

    @property
    def extended_until(self) -> dt.date | None:
        """The last day for the works as it was last extended; None where it never was."""
        extended = self.latest(Extended)
        if extended:
            return extended.until
        return self.taken_over.case.complete_by if self.taken_over else None

    @property
    def reviews_of_the_decision(self) -> list[ReviewRequested]:
        """The reviews that were asked for of the decision that counts."""
        return [r.entry for r in self.since_decided if isinstance(r.entry, ReviewRequested)]

    @property
    def since_decided(self) -> tuple[Recorded, ...]:
        """The records that stand from after the decision that counts."""
        standing = self.standing
        decided = max((r.number for r in standing if isinstance(r.entry, Decided)), default=0)
        return tuple(r for r in standing if r.number > decided)

    @property
    def open_review(self) -> ReviewRequested | None:
        """The request for review that is not answered."""
        unanswered = len(self.all(ReviewRequested)) > len(self.all(ReviewAnswered))
        return self.latest(ReviewRequested) if unanswered else None

    @property
    def invitation(self) -> RefusalInvited | None:
        """The invitation to add information before a refusal that is not answered."""
        unanswered = len(self.all(RefusalInvited)) > len(self.all(InvitationAnswered))
        return self.latest(RefusalInvited) if unanswered else None

    @property
    def complaint(self) -> ComplaintMade | None:
        """The complaint that is not answered."""
        unanswered = len(self.all(ComplaintMade)) > len(self.all(ComplaintAnswered))
        return self.latest(ComplaintMade) if unanswered else None

    @property
    def contribution_received(self) -> Decimal:
        """Pounds that came in from the applicant; what was recorded by mistake did not."""
        before = self.taken_over.case.contribution_received if self.taken_over else NIL
        mistaken = sum((c.amount for c in self.all(ContributionCorrected)), NIL)
        return sum((c.amount for c in self.all(ContributionReceived)), before) - mistaken

    @property
    def paid(self) -> Decimal:
        """Pounds that payments had told by now of what was paid, and had not come back."""
        told = [
            r.entry.paid_to_date
            for r in self.records
            if isinstance(r.entry, PaymentMade | PaymentReturned)
        ]
        if told:
            return told[-1]
        return self.taken_over.case.paid if self.taken_over else NIL

    @property
    def spent(self) -> Decimal:
        """Pounds that were paid of the awards: what the applicant paid in is spent first."""
        awarded = self.determination.total_award if self.determination else NIL
        given_back = sum((r.amount for r in self.all(ContributionRefunded)), NIL)
        kept = self.contribution_received - given_back
        return min(max(NIL, self.paid - kept), awarded)

    @property
    def settled_on(self) -> dt.date | None:
        """When nothing more was paid; what an approval's end settled counts while it has ended."""
        told = [
            r.entry for r in self.records if isinstance(r.entry, AccountSettled | AccountReopened)
        ]
        last = told[-1] if told else None
        if not isinstance(last, AccountSettled) or (last.approval_ended and not self.withdrawal):
            return None
        return last.settled_on

    @property
    def moved_on(self) -> dt.date | None:
        """When the household moved instead."""
        moved = self.latest(RelocationCompleted)
        return moved.moved_on if moved else None

    @property
    def certified_on(self) -> dt.date | None:
        complete = self.latest(WorksComplete)
        return complete.certified_on if complete else None

    @property
    def charge_registered_on(self) -> dt.date | None:
        registered = self.latest(ChargeRegistered)
        return registered.registered_on if registered else None

    @property
    def withdrawal(self) -> Withdrawn | None:
        return self.latest(Withdrawn)

    @property
    def closed_on(self) -> dt.date | None:
        closed = self.latest(CaseClosed)
        return closed.closed_on if closed else None
