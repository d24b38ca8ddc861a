"""Every table of the schema `forum`: its projections, and what is agreed with partners, what was published."""

from services.forum.projections import Base
from services.forum.tables.publications import PublicationRecord
from services.forum.tables.sharing import AgreementRecord, SharingUse

__all__ = ["AgreementRecord", "Base", "PublicationRecord", "SharingUse"]
