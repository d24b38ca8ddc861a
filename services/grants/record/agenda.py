"""A case's item on the county's agenda: what the other districts see of it."""

from services.grants.domain.casework import clinic
from services.grants.domain.casework.entries_of_clinic import ClinicAdvised, ReferredToClinic
from services.grants.domain.casework.history import History
from services.grants.tables import ClinicItem
from shared.persistence.unit_of_work import UnitOfWork


async def row_of(uow: UnitOfWork, item: ReferredToClinic) -> ClinicItem:
    """The item's row, locked."""
    row = await uow.find(ClinicItem, item.item)
    assert row is not None, "referred"
    return row


def show_advice(row: ClinicItem, given: ClinicAdvised | None) -> None:
    """The clinic's advice; None: it is waited for."""
    row.met_on, row.advice = (given.met_on, given.advice) if given else (None, None)
    row.reasons = list(given.reasons) if given else []


async def strike_referral(uow: UnitOfWork, referral: ReferredToClinic) -> None:
    """The item leaves the agenda."""
    (await row_of(uow, referral)).struck_out_on = uow.today


async def wait_again(uow: UnitOfWork, history: History) -> None:
    """The item waits again: for the clinic's advice, or for the authority's decision on it."""
    item = clinic.open_item(history)
    assert item is not None, "what was struck out was the last about it"
    row = await row_of(uow, item)
    row.outcome = None
    show_advice(row, clinic.advice(history))
