"""Entries of a case's papers."""

import uuid

from services.grants.domain.casework.entry import Entry
from services.grants.domain.casework.papers import Paper


class PaperFiled(Entry):
    """A document came in and was filed; it counts until it is struck out."""

    KIND = "paper_filed"

    document_id: uuid.UUID
    """The document."""
    shows: Paper
    """Which of the things that an application needs it is, or what it shows instead."""
