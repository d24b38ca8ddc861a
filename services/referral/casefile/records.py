"""A referral with what counts of its history, and what is added to it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from services.referral.casefile.clocks import end_stage, set_targets
from services.referral.casefile.letters import leave_to_be_posted
from services.referral.casefile.reports import hold_report_until
from services.referral.clinical.keeping import keep_narrative
from services.referral.domain.answering import NextStep, answer, answer_by
from services.referral.domain.assessment import Assessment
from services.referral.domain.consent import ConsentMissing, ConsentState, Statement
from services.referral.domain.enquiry import Enquiry
from services.referral.domain.life import WITHOUT_CONSENT, State, Step, take
from services.referral.domain.screening import Screening, assess_by, triage
from services.referral.domain.sources import Source, told_as
from services.referral.in_force.policies import statute
from services.referral.tables import (
    AnswerRecord,
    AssessmentRecord,
    ConsentRecord,
    EnquiryRecord,
    Referral,
    ScreeningRecord,
    SignpostingRecord,
)
from services.referral.tables.base import Recorded
from shared.contacts.known import contact_of
from shared.contracts.event import Event
from shared.contracts.referral import ReferralAssessed, ReferralReceived, ReferralTriaged
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound

R = TypeVar("R", bound=Recorded)


def _counts(row: type[Recorded], count: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The row of a history that counts: the last one."""
    return and_(row.case_id == Referral.case_id, row.number == count)


_FILE = (
    select(
        *(Referral, EnquiryRecord, ScreeningRecord, SignpostingRecord, AssessmentRecord),
        AnswerRecord,
    )
    .join(EnquiryRecord, _counts(EnquiryRecord, Referral.enquiries))
    .outerjoin(ScreeningRecord, _counts(ScreeningRecord, Referral.screenings))
    .outerjoin(SignpostingRecord, _counts(SignpostingRecord, Referral.signpostings))
    .outerjoin(AssessmentRecord, _counts(AssessmentRecord, Referral.assessments))
    .outerjoin(AnswerRecord, _counts(AnswerRecord, Referral.answers))
)


@dataclass(slots=True)
class Casefile:
    """A referral, and the row of each history that counts."""

    referral: Referral
    enquiry: EnquiryRecord
    screening: ScreeningRecord | None = None
    signposting: SignpostingRecord | None = None
    assessment: AssessmentRecord | None = None
    answer: AnswerRecord | None = None

    @property
    def version(self) -> int:
        """Of the referral: whatever is added to its history changes it."""
        return self.referral.version

    def take(self, step: Step) -> None:
        """Take a step of the referral's life. Raises `WrongState` or `ConsentMissing`."""
        self.referral.state = take(step, State(self.referral.state))
        if self.referral.consent != ConsentState.GIVEN and step not in WITHOUT_CONSENT:
            raise ConsentMissing(f"consent was {self.referral.consent}: nothing more is shared")


async def open_casefile(transaction: Transaction, case_id: uuid.UUID) -> Casefile:
    """The file of a case. Raises `NotFound`."""
    found = (await transaction.session.execute(_FILE.where(Referral.case_id == case_id))).first()
    if found is None:
        raise NotFound
    return Casefile(*found)


async def take_up(uow: UnitOfWork, case_id: uuid.UUID, step: Step) -> Casefile:
    """The file of a case, locked, after a step of its life. Raises `NotFound` or `WrongState`."""
    await uow.load(Referral, case_id)
    casefile = await open_casefile(uow, case_id)
    casefile.take(step)
    return casefile


def tell(uow: UnitOfWork, referral: Referral, event: Event) -> None:
    """Tell the other services, as long as the person agrees to it (Cannock Chase 12(d))."""
    if referral.consent == ConsentState.GIVEN:
        uow.publish(event)


def tell_of_referral(uow: UnitOfWork, referral: Referral) -> None:
    """A case begins: the person agrees to the referral being worked on."""
    received = ReferralReceived(
        case_id=referral.case_id,
        district=referral.district,
        received_on=referral.received_on,
        source=told_as(Source(referral.source)),
        reference=referral.reference,
    )
    tell(uow, referral, received)


def add_enquiry(
    uow: UnitOfWork, referral: Referral, enquiry: Enquiry, reason: str | None = None
) -> EnquiryRecord:
    """Add an enquiry, or its correction."""
    referral.received_on, referral.source = enquiry.received_on, enquiry.source
    referral.enquiries += 1
    return _add(uow, EnquiryRecord(enquiry=enquiry), referral, referral.enquiries, reason)


def add_consent(
    uow: UnitOfWork, referral: Referral, statement: Statement, state: ConsentState
) -> None:
    """Add what was said of sharing, and whether the referral may be worked on after it."""
    referral.consent = state
    referral.consents += 1
    _add(uow, ConsentRecord(statement=statement), referral, referral.consents, None)


def add_answer(
    uow: UnitOfWork, casefile: Casefile, step: NextStep, by: dt.date | None = None
) -> None:
    """Answer the enquiry: what happens next, who does it, by when and whom to ask (4.26 to 4.29).

    The last answer of a day goes out as a letter with the next morning's post.
    """
    referral = casefile.referral
    signposting = casefile.signposting
    told = answer(
        step,
        by
        if by and by >= uow.today
        else answer_by(statute(uow.today).target_working_days, uow.today),
        contact_of(referral.district),
        signposting.destination if signposting else None,
    )
    referral.answers += 1
    casefile.answer = _add(uow, AnswerRecord(answer=told), referral, referral.answers, None)
    leave_to_be_posted(uow, referral)


async def add_screening(
    uow: UnitOfWork, casefile: Casefile, screening: Screening, reason: str | None = None
) -> None:
    """Add a triage: complexity, urgency and the targets of the four stages (guidance 4.16)."""
    referral = casefile.referral
    days = statute(referral.received_on).target_working_days
    result = triage(screening, referral.received_on, days)
    referral.screenings += 1
    row = ScreeningRecord(screened_on=uow.today, screening=screening, **dict(result))
    casefile.screening = _add(uow, row, referral, referral.screenings, reason)
    referral.discharge_on = screening.discharge_on
    if referral.state != State.ASSESSED:
        referral.due_on = assess_by(screening, result.targets[0].due_on)
    await set_targets(uow, referral, result)
    if referral.state != State.ASSESSED:
        add_answer(uow, casefile, NextStep.ASSESSMENT, referral.due_on)
    triaged = ReferralTriaged(
        case_id=referral.case_id,
        district=referral.district,
        triaged_on=uow.today,
        complexity=result.complexity,
        urgency=result.urgency,
        targets=result.targets,
    )
    tell(uow, referral, triaged)


def add_signposting(
    uow: UnitOfWork, casefile: Casefile, to: str | None, reason: str | None = None
) -> None:
    """Add the service that was named to the person, or that the enquiry is taken up after all."""
    referral = casefile.referral
    referral.signpostings += 1
    row = SignpostingRecord(signposted_on=uow.today, destination=to)
    casefile.signposting = _add(uow, row, referral, referral.signpostings, reason)
    add_answer(uow, casefile, NextStep.ANOTHER_SERVICE if to else NextStep.SCREENING)


async def add_assessment(
    uow: UnitOfWork,
    casefile: Casefile,
    assessment: Assessment,
    because: str | None = None,
    reason: str | None = None,
) -> None:
    """Add an assessment; the grants and register services learn what was found."""
    referral = casefile.referral
    referral.assessments += 1
    referral.due_on = None
    row = AssessmentRecord(assessment=assessment.recorded(), because=because)
    keep_narrative(uow, referral, referral.assessments, assessment.narrative)
    casefile.assessment = _add(uow, row, referral, referral.assessments, reason)
    await hold_report_until(uow, referral, assessment.valid_until)
    await end_stage(uow, referral.case_id, 1, assessment.assessed_on)
    uow.publish(
        ReferralAssessed(
            case_id=referral.case_id,
            district=referral.district,
            assessed_on=assessment.assessed_on,
            needs=assessment.needs,
            recommended_works=assessment.recommended_works,
            access_need=assessment.access_need,
            requirements=assessment.requirements,
            one_lower_acceptable=assessment.one_lower_acceptable,
        )
    )


def _add(uow: UnitOfWork, row: R, referral: Referral, number: int, reason: str | None) -> R:
    """Keep a row as the one so numbered of the referral's history."""
    row.case_id, row.number, row.district = referral.case_id, number, referral.district
    row.recorded_at, row.recorded_by, row.reason = uow.now, uow.reach.principal, reason
    uow.session.add(row)
    return row
