"""Who is on the register of assessors, and which of them a case is given to."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from services.referral.casefile.records import Casefile
from services.referral.domain.assessors import (
    Assessor,
    NotAnAssessor,
    NotQualified,
    check_may_take,
    check_registered,
    grades_for,
)
from services.referral.domain.life import State
from services.referral.tables import AllocationRecord, AssessorRecord, Referral
from shared.contracts.codes import AssessorGrade, Complexity
from shared.persistence.reading import Transaction
from shared.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Register:
    """Every assessor as they stand now, by principal."""

    by_principal: Mapping[str, AssessorRecord]

    def find(self, principal: str | None) -> AssessorRecord | None:
        """The assessor whom tokens name so."""
        return self.by_principal.get(principal) if principal else None

    def supervisor(self, entry: Assessor) -> Assessor | None:
        """Who supervises an assessor."""
        found = self.find(entry.supervisor)
        return found.assessor if found else None

    def demand(self, principal: str) -> AssessorRecord:
        """The assessor whom tokens name so. Raises `NotAnAssessor`."""
        if (found := self.find(principal)) is None:
            raise NotAnAssessor
        return found


async def register_of(transaction: Transaction) -> Register:
    """Every assessor of the county; a few hundred at most."""
    rows = (
        select(AssessorRecord)
        .ext(distinct_on(AssessorRecord.id))
        .order_by(AssessorRecord.id, AssessorRecord.number.desc())
    )
    found = await transaction.session.scalars(rows)
    return Register({row.principal: row for row in found})


async def in_hand(transaction: Transaction) -> Mapping[uuid.UUID, int]:
    """How many cases that are not assessed yet each assessor has; by the assessor's id."""
    latest = (
        select(AllocationRecord.assessor_id)
        .join(Referral, Referral.case_id == AllocationRecord.case_id)
        .where(Referral.state == State.TRIAGED)
        .ext(distinct_on(AllocationRecord.case_id))
        .order_by(AllocationRecord.case_id, AllocationRecord.number.desc())
        .subquery()
    )
    rows = select(latest.c.assessor_id, func.count()).group_by(latest.c.assessor_id)
    return dict((await transaction.session.execute(rows)).all())


async def allocations_of(
    transaction: Transaction, case_id: uuid.UUID
) -> Sequence[AllocationRecord]:
    """To whom a case was given, the last one first."""
    rows = select(AllocationRecord).where(AllocationRecord.case_id == case_id)
    found = await transaction.session.scalars(rows.order_by(AllocationRecord.number.desc()))
    return found.all()


def grades_of(casefile: Casefile) -> tuple[AssessorGrade, ...]:
    """The grades that may take a case, by its triage."""
    screening = casefile.screening
    assert screening is not None, "a case that is assessed was triaged"
    complexity = Complexity(screening.complexity)
    return grades_for(complexity, major=screening.screening.major_adaptation)


async def check_signer(uow: UnitOfWork, casefile: Casefile) -> None:
    """Whoever acts may sign what was found: registered, of the case's grade, or given the case.

    Raises `NotAnAssessor`, `LapsedRegistration` or `NotQualified`.
    """
    register = await register_of(uow)
    signer = register.demand(uow.reach.principal)
    check_registered(signer.assessor, register.supervisor(signer.assessor), uow.today)
    last = next(iter(await allocations_of(uow, casefile.referral.case_id)), None)
    if last is not None and last.overridden and last.assessor_id == signer.id:
        return
    if last is not None and last.assessor_id != signer.id:
        raise NotQualified("the case is given to somebody else: have it given to you first")
    district = casefile.referral.district
    check_may_take(signer.assessor, grades_of(casefile), district, overridden=False)
