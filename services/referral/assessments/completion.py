"""Checking that completed works meet the need."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.referral.casefile.assessors import check_signer
from services.referral.casefile.clocks import clocks_of
from services.referral.casefile.records import take_up
from services.referral.clinical.sealing import row_name, seal
from services.referral.domain.completion import CompletionCheck, check_completion
from services.referral.domain.life import Step
from services.referral.tables import CompletionCheckRecord, Referral
from shared.contracts.referral import WorksChecked
from shared.persistence.reading import Reading, Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState
from shared.schema import Date, Flag, Model
from shared.views import shown

WORKS = 4
"""The stage that ends as the works are certified (guidance 4.15)."""


class CompletionView(Model):
    """A check of completed works, without its remarks."""

    number: int
    """Counts from 1; the last one counts."""
    checked_on: Date
    """The day of the visit."""
    needs_met: Flag
    """Whether the works meet the need."""
    accepted: Flag
    """Whether the person accepts them."""
    satisfaction: int | None
    """How content the person is, 1 to 5; null where they were not asked or did not say."""
    checked_by: str
    """Who found so, as the token names them."""

    @classmethod
    def of(cls, row: CompletionCheckRecord) -> "CompletionView":
        return shown(cls, row, checked_by=row.recorded_by)


class CompletionList(Model):
    """The checks of a case's completed works, the first first."""

    items: tuple[CompletionView, ...]
    """The checks."""


async def check_works(
    uow: UnitOfWork, case_id: uuid.UUID, check: CompletionCheck
) -> CompletionView:
    """Record whether completed works meet the need; whoever may sign an assessment may."""
    casefile = await take_up(uow, case_id, Step.CHECK_WORKS)
    check_completion(check, await _certified_on(uow, case_id), uow.today)
    await check_signer(uow, casefile)
    district, number = casefile.referral.district, len(await _checks(uow, case_id)) + 1
    row = CompletionCheckRecord(
        case_id=case_id,
        number=number,
        district=district,
        recorded_at=uow.now,
        recorded_by=uow.reach.principal,
        checked_on=check.checked_on,
        needs_met=check.needs_met,
        accepted=check.accepted,
        satisfaction=check.satisfaction,
        sealed=seal(row_name("completion", case_id, number), check.remarks),
    )
    uow.add(row)
    uow.publish(
        WorksChecked(
            case_id=case_id,
            district=district,
            checked_on=check.checked_on,
            needs_met=check.needs_met,
            satisfaction=check.satisfaction,
        )
    )
    return CompletionView.of(row)


async def checks_of(reading: Reading, case_id: uuid.UUID) -> CompletionList:
    """The checks of a case. Raises `NotFound` for a case out of reach."""
    await reading.read(Referral, case_id)
    return CompletionList(
        items=tuple(CompletionView.of(row) for row in await _checks(reading, case_id))
    )


async def _checks(transaction: Transaction, case_id: uuid.UUID) -> Sequence[CompletionCheckRecord]:
    rows = select(CompletionCheckRecord).where(CompletionCheckRecord.case_id == case_id)
    return (await transaction.session.scalars(rows.order_by(CompletionCheckRecord.number))).all()


async def _certified_on(uow: UnitOfWork, case_id: uuid.UUID) -> dt.date:
    for clock in await clocks_of(uow, case_id):
        if clock.stage == WORKS and clock.ended_on is not None:
            return clock.ended_on
    raise WrongState("the works are not certified yet")
