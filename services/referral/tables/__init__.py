"""The referral service's own schema, a file a noun."""

from services.referral.tables.answers import LETTERS, AnswerRecord, Letter, LetterSending
from services.referral.tables.assessors import AllocationRecord, AssessorRecord, TrainingRecord
from services.referral.tables.base import Base
from services.referral.tables.clinical import CompletionCheckRecord, NarrativeRecord
from services.referral.tables.clocks import ClockPause, StageClock
from services.referral.tables.finding import NameTrigram, PersonKeys, PersonName
from services.referral.tables.history import (
    AssessmentRecord,
    ConsentRecord,
    EnquiryRecord,
    ScreeningRecord,
    SignpostingRecord,
)
from services.referral.tables.links import PersonLink
from services.referral.tables.minor_works import MinorWorks
from services.referral.tables.monitoring import MonitoringRecord
from services.referral.tables.referrals import NO_CLOCK, EarlierAssignment, Referral
from services.referral.tables.self_referrals import SelfReferralRecord
from services.referral.tables.sheets import SHEETS, Sheet, SheetPiece, SheetRow
from services.referral.tables.waiting import AdoptedSettings, WaitingCase, WaitingRecord

__all__ = [
    "LETTERS",
    "NO_CLOCK",
    "SHEETS",
    "AdoptedSettings",
    "AllocationRecord",
    "AnswerRecord",
    "AssessmentRecord",
    "AssessorRecord",
    "Base",
    "ClockPause",
    "CompletionCheckRecord",
    "ConsentRecord",
    "EarlierAssignment",
    "EnquiryRecord",
    "Letter",
    "LetterSending",
    "MinorWorks",
    "MonitoringRecord",
    "NameTrigram",
    "NarrativeRecord",
    "PersonKeys",
    "PersonLink",
    "PersonName",
    "Referral",
    "ScreeningRecord",
    "SelfReferralRecord",
    "Sheet",
    "SheetPiece",
    "SheetRow",
    "SignpostingRecord",
    "StageClock",
    "TrainingRecord",
    "WaitingCase",
    "WaitingRecord",
]
