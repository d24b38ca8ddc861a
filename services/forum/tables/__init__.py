"""Every table of the schema `forum`: its projections, and what is recorded here."""

from services.forum.projections import Base
from services.forum.tables.funding import FundingAgreement
from services.forum.tables.publications import PublicationRecord
from services.forum.tables.returns import ReturnCorrection
from services.forum.tables.sharing import AgreementRecord, SharingUse

__all__ = [
    "AgreementRecord",
    "Base",
    "FundingAgreement",
    "PublicationRecord",
    "ReturnCorrection",
    "SharingUse",
]
