"""The register's own schema, a file a noun."""

from services.register.tables.adverts import HomeAdvert, HomeNomination, HouseholdBid
from services.register.tables.base import Base
from services.register.tables.earlier import EarlierHome, EarlierNeed
from services.register.tables.homes import Equipment, HomeSurvey, RegisteredHome
from services.register.tables.loads import FileLoad, LoadedRow, SentFile
from services.register.tables.moves import CaseSpending, HouseholdMove
from services.register.tables.needs import HouseholdNeed, KeptShortlist
from services.register.tables.stock import StockRecord

__all__ = [
    "Base",
    "CaseSpending",
    "EarlierHome",
    "EarlierNeed",
    "Equipment",
    "FileLoad",
    "HomeAdvert",
    "HomeNomination",
    "HomeSurvey",
    "HouseholdBid",
    "HouseholdMove",
    "HouseholdNeed",
    "KeptShortlist",
    "LoadedRow",
    "RegisteredHome",
    "SentFile",
    "StockRecord",
]
