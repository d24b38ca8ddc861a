"""The grants service's own schema, a file a noun."""

from services.grants.tables.allocations import BudgetAllocation
from services.grants.tables.base import Base
from services.grants.tables.beside import SpentBeside, StatedAccruals
from services.grants.tables.cases import GrantCase
from services.grants.tables.clinic import ClinicItem
from services.grants.tables.documents import CaseDocument
from services.grants.tables.entries import SAID, CaseEntry, opened
from services.grants.tables.funds import Funds
from services.grants.tables.letters import Letter, LetterSending
from services.grants.tables.prices import Prices
from services.grants.tables.take_overs import (
    TAKE_OVERS,
    TakeOver,
    TakeOverPiece,
    TakeOverRow,
)
from services.grants.tables.what_ifs import TriedPolicy

__all__ = [
    "SAID",
    "TAKE_OVERS",
    "Base",
    "BudgetAllocation",
    "CaseDocument",
    "CaseEntry",
    "ClinicItem",
    "Funds",
    "GrantCase",
    "Letter",
    "LetterSending",
    "Prices",
    "SpentBeside",
    "StatedAccruals",
    "TakeOver",
    "TakeOverPiece",
    "TakeOverRow",
    "TriedPolicy",
    "opened",
]
