"""The documents of cases, as they came in."""

from services.grants.tables.base import Base
from shared.files import Document


class CaseDocument(Document, Base):
    """A document of a case: rows are added and never changed."""

    __tablename__ = "documents"
