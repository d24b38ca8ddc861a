"""Putting cases on the waiting list, reviewing and taking them off; adopting settings."""

import uuid

from sqlalchemy import func, select

from services.referral.casefile.records import take_up
from services.referral.casefile.waiting import leave_list, record_waiting, waiting_case
from services.referral.domain.life import Step
from services.referral.domain.priority.placing import (
    Leaving,
    OtherScheme,
    Placing,
    PlacingReview,
    check_placing,
    coded,
)
from services.referral.domain.priority.scheme import GroupsScheme
from services.referral.in_force.policies import scheme_on
from services.referral.tables import AdoptedSettings, Referral, WaitingCase
from services.referral.waiting_list.adopted import adopted_settings
from services.referral.waiting_list.queries import WaitingView, place
from services.referral.waiting_list.settings import AdoptedView, SettingsAdoption
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def put_on_list(uow: UnitOfWork, case_id: uuid.UUID, placing: Placing) -> WaitingView:
    """Put a case on its district's waiting list. Raises `OtherScheme` for another one's answers."""
    referral = await _taken_up(uow, case_id)
    case = await waiting_case(uow, referral)
    if case.records and case.left_on is None:
        raise WrongState("the case is on the list already: review what decides its place")
    return await _record(uow, referral, case, placing)


async def review_place(uow: UnitOfWork, case_id: uuid.UUID, review: PlacingReview) -> WaitingView:
    """Let other answers decide the place, as circumstances have changed (Stroud App 4 D)."""
    referral = await _taken_up(uow, case_id)
    case = await waiting_case(uow, referral)
    if not case.records or case.left_on is not None:
        raise WrongState("the case is not on the list: put it there")
    return await _record(uow, referral, case, review.placing, review.reason)


async def take_off_list(uow: UnitOfWork, case_id: uuid.UUID, leaving: Leaving) -> WaitingView:
    """Take a case off the list, with a reason."""
    referral = await uow.load(Referral, case_id)
    uow.concerns(referral.district, case_id)
    if not await leave_list(uow, case_id, leaving.because, leaving.reason):
        raise WrongState("the case is not on the waiting list")
    return await _shown(uow, case_id)


async def adopt_settings(uow: UnitOfWork, district: str, adoption: SettingsAdoption) -> AdoptedView:
    """Let a district's list go by these points from now on; the ones before stay on record."""
    uow.concerns(district)
    _, scheme = scheme_on(district, uow.today)
    if isinstance(scheme, GroupsScheme):
        detail = f"the list goes by groups ({scheme.clause}), which have no settings"
        raise OtherScheme.at("/settings", detail)
    await uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(district))))
    before = await adopted_settings(uow, district)
    row = AdoptedSettings(
        district=district,
        number=before.number + 1 if before else 1,
        settings=adoption.settings,
        adopted_at=uow.now,
        adopted_by=uow.reach.principal,
        reason=adoption.reason,
    )
    uow.add(row)
    return AdoptedView.of(row)


async def _taken_up(uow: UnitOfWork, case_id: uuid.UUID) -> Referral:
    referral = (await take_up(uow, case_id, Step.PUT_ON_LIST)).referral
    uow.concerns(referral.district, case_id)
    return referral


async def _record(
    uow: UnitOfWork,
    referral: Referral,
    case: WaitingCase,
    placing: Placing,
    reason: str | None = None,
) -> WaitingView:
    at = "" if reason is None else "/placing"
    check_placing(placing, referral.received_on, uow.today, at)
    _, scheme = scheme_on(referral.district, uow.today)
    kept = coded(placing, scheme, at)
    record_waiting(
        uow,
        case,
        reason,
        scheme=kept.scheme,
        code=kept.code,
        waiting_since=placing.waiting_since,
        council_tenant=placing.council_tenant,
        left_on=None,
        left_because=None,
    )
    return await _shown(uow, referral.case_id)


async def _shown(uow: UnitOfWork, case_id: uuid.UUID) -> WaitingView:
    await uow.session.flush()
    return await place(uow, case_id)
