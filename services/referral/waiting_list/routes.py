"""HTTP of waiting lists."""

import uuid
from typing import Annotated, TypeVar

from fastapi import Path, Query, Response

from services.referral.domain.priority.placing import Leaving, Placing, PlacingReview
from services.referral.waiting_list import commands, queries
from services.referral.waiting_list.queries import ListAsked, WaitingListPage, WaitingView
from services.referral.waiting_list.settings import (
    AdoptedList,
    AdoptedView,
    SettingsAdoption,
    settings_of,
)
from services.referral.waiting_list.trial import SettingsTried, TrialView, trial
from shared.contracts.event import District
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1", "waiting list")
Seeing = Annotated[Call, needs("referral:read")]
Assessing = Annotated[Call, needs("assessment:write")]
Writing = Annotated[Call, needs("referral:write")]
Adopting = Annotated[Call, needs("waiting-list:adopt")]
T = TypeVar("T")
OfDistrict = Annotated[District, Path(description="ONS code of the district")]


@router.get("/waiting-lists/{district}", response_model=WaitingListPage)
async def waiting_list(
    district: OfDistrict, asked: Annotated[ListAsked, Query()], call: Seeing
) -> Response:
    """List who waits in a district, in order, with the reasons for each place."""
    return await call.ask(queries.waiting_list, district, asked)


@router.post("/waiting-lists/{district}/trial", response_model=TrialView)
async def try_settings(district: OfDistrict, body: SettingsTried, call: Seeing) -> Response:
    """Say who would move if the district adopted other settings; nothing is changed."""
    return await call.ask(trial, district, body)


@router.get("/waiting-lists/{district}/settings", response_model=AdoptedList)
async def list_settings(district: OfDistrict, call: Seeing) -> Response:
    """List the settings that the district has adopted, those that count first."""
    return await call.ask(settings_of, district)


@router.post("/waiting-lists/{district}/settings", response_model=AdoptedView)
async def adopt_settings(district: OfDistrict, body: SettingsAdoption, call: Adopting) -> Response:
    """Adopt points for the district's waiting list; they count from now on."""
    return await call.do(_as_it_is, commands.adopt_settings, district, body)


@router.get("/referrals/{case_id}/waiting", response_model=WaitingView)
async def show_place(case_id: uuid.UUID, call: Seeing) -> Response:
    """Say why a case stands where it does on its district's waiting list."""
    return await call.ask(queries.place, case_id)


@router.post("/referrals/{case_id}/waiting", response_model=WaitingView)
async def put_on_list(case_id: uuid.UUID, body: Placing, call: Assessing) -> Response:
    """Put a case on its district's waiting list."""
    return await call.do(_as_it_is, commands.put_on_list, case_id, body)


@router.put("/referrals/{case_id}/waiting", response_model=WaitingView)
async def review_place(case_id: uuid.UUID, body: PlacingReview, call: Assessing) -> Response:
    """Let other answers decide a case's place, with a reason."""
    return await call.do(_as_it_is, commands.review_place, case_id, body)


@router.post("/referrals/{case_id}/waiting-end", response_model=WaitingView)
async def take_off_list(case_id: uuid.UUID, body: Leaving, call: Writing) -> Response:
    """Take a case off the waiting list, with a reason."""
    return await call.do(_as_it_is, commands.take_off_list, case_id, body)


def _as_it_is(view: T) -> T:
    return view
