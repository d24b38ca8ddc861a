"""The means test service's own schema, a file a noun."""

from services.means_test.tables.base import Base
from services.means_test.tables.cases import EarlierAssignment, TestCase
from services.means_test.tables.contributions import Contribution
from services.means_test.tables.evidence import Evidence, EvidenceStep
from services.means_test.tables.letters import LETTERS, Letter, LetterSending
from services.means_test.tables.tests import Test

__all__ = [
    "LETTERS",
    "Base",
    "Contribution",
    "EarlierAssignment",
    "Evidence",
    "EvidenceStep",
    "Letter",
    "LetterSending",
    "Test",
    "TestCase",
]
