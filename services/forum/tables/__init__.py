"""Every table of the schema `forum`: its projections, and what is agreed with partners."""

from services.forum.projections import Base
from services.forum.tables.sharing import AgreementRecord, SharingUse

__all__ = ["AgreementRecord", "Base", "SharingUse"]
