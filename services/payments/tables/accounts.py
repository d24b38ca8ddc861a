"""Accounts."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.own_works import ContractingParty
from services.payments.domain.policy import StageLimit
from services.payments.tables.base import Base
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class Account(Versioned, Base):
    """The account of one approved grant."""

    __tablename__ = "accounts"
    __table_args__ = (
        Index("ix_accounts_newest", "opened_on", "case_id"),
        Index("ix_accounts_district", "district", "opened_on", "case_id"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    opened_on: Mapped[dt.date]
    contracting_party: Mapped[str] = mapped_column(default=ContractingParty.APPLICANT)
    """Whether it is a grant, or works that the council ordered itself for a tenant."""
    policy_version: Mapped[str]
    stage_limit: Mapped[StageLimit] = mapped_column(Stored(StageLimit))
    award: Mapped[Decimal]
    contribution: Mapped[Decimal]
    contribution_first: Mapped[str | None]
    """The clause by which nothing is paid before the whole contribution is in."""
    names_contractors: Mapped[bool]
    """Whether the approval told who can be paid; those of before did not."""
    works_certified_on: Mapped[dt.date | None]
    applicant_paid_from: Mapped[dt.date | None]
    """From which day the authority pays the applicant and not the contractor (section 39(2))."""
    frozen_on: Mapped[dt.date | None]
    """The day on which the approval ended: nothing leaves after it."""
    settled_on: Mapped[dt.date | None]

    @property
    def is_grant(self) -> bool:
        """Whether an applicant ordered the works."""
        return self.contracting_party == ContractingParty.APPLICANT
