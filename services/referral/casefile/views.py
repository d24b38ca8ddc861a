"""What readers are shown of a referral."""

import datetime as dt
import uuid

from services.referral.casefile.records import Casefile
from services.referral.domain.answering import Answer
from services.referral.domain.assessment import RecordedAssessment
from services.referral.domain.consent import ConsentState
from services.referral.domain.enquiry import Enquiry
from services.referral.domain.life import State
from services.referral.domain.screening import Circumstance
from services.referral.tables import ScreeningRecord
from shared.contracts import referral as published
from shared.contracts.codes import Complexity, Urgency, WorkKind
from shared.schema import Date, Flag, Model


class TriageView(Model):
    """How complex and urgent the case is, from what the screening found, and the targets."""

    major_adaptation: Flag
    """Whether the home would be changed structurally (guidance 4.36)."""
    complicated_situation: Flag
    """Whether the person's situation is complicated (guidance 4.36)."""
    circumstances: tuple[Circumstance, ...]
    """What makes the case urgent; none: it is not urgent."""
    discharge_on: Date | None
    """The day on which the person is to leave hospital; null of others."""
    temporary_fittings: tuple[WorkKind, ...]
    """Works that are fitted only until the lasting ones are done."""
    complexity: Complexity
    """How complex the case is likely to be, from the two findings."""
    urgency: Urgency
    """Urgent where any of the circumstances holds."""
    targets: tuple[published.StageTarget, ...]
    """By when each stage should be complete."""
    screened_on: Date
    """The day of the screening."""

    @classmethod
    def of(cls, row: ScreeningRecord) -> "TriageView":
        return cls(
            **dict(row.screening),
            complexity=Complexity(row.complexity),
            urgency=Urgency(row.urgency),
            targets=row.targets,
            screened_on=row.screened_on,
        )


class ReferralView(Model):
    """A referral as its officers see it: what counts now."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    version: int
    """Counts the changes; the ETag is made of it."""
    reference: str
    """What people call the case on the telephone and in letters."""
    district: str
    """ONS code of the district that the home is in."""
    state: State
    """How far the referral has come."""
    consent: ConsentState
    """Whether the person agrees to its being worked on."""
    officer: str | None
    """Who has the case in hand."""
    team: str | None
    """The team that has the case in hand."""
    received_on: dt.date
    """The day on which the enquiry came in."""
    due_on: dt.date | None
    """By when the assessment should be done; null before triage and after the assessment."""
    enquiry: Enquiry
    """The enquiry as last corrected."""
    signposted_to: str | None
    """The service that was named to the person, as a code; null where none was."""
    answer: Answer | None
    """What the person was told last: the next step, who does it, by when and whom to ask; null of
    what came in before enquiries were answered here."""
    triage: TriageView | None
    """The triage that counts; null before that."""
    assessment: RecordedAssessment | None
    """The assessment that counts; null before that."""
    report_warned_at: dt.datetime | None
    """When it was noted that the assessment soon holds no more; null before that, and where no day
    is set."""

    @classmethod
    def of(cls, casefile: Casefile) -> "ReferralView":
        referral, signposting = casefile.referral, casefile.signposting
        return cls(
            case_id=referral.case_id,
            version=referral.version,
            reference=referral.reference,
            district=referral.district,
            state=State(referral.state),
            consent=ConsentState(referral.consent),
            officer=referral.officer,
            team=referral.team,
            received_on=referral.received_on,
            due_on=referral.due_on,
            enquiry=casefile.enquiry.enquiry,
            signposted_to=signposting.destination if signposting else None,
            answer=casefile.answer.answer if casefile.answer else None,
            triage=TriageView.of(casefile.screening) if casefile.screening else None,
            assessment=casefile.assessment.assessment if casefile.assessment else None,
            report_warned_at=referral.report_warned_at,
        )
