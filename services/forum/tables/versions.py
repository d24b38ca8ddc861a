"""What is kept in versions: rows of an id and a number, of which the last one counts."""

import uuid
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on

from services.forum.tables.funding import FundingAgreement
from services.forum.tables.sharing import AgreementRecord

Versioned = TypeVar("Versioned", AgreementRecord, FundingAgreement)


def as_they_stand(kept: type[Versioned]) -> Select[Versioned]:
    """The last version of each."""
    newest = select(kept).ext(distinct_on(kept.id))
    return newest.order_by(kept.id, kept.number.desc())


def versions_of(kept: type[Versioned], its: uuid.UUID) -> Select[Versioned]:
    """Every version of one, the last one first."""
    return select(kept).where(kept.id == its).order_by(kept.number.desc())
