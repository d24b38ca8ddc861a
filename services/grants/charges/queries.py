"""The land charge of a case: what is on the register, and what became of it."""

import uuid

from services.grants.domain.casework.charges import ends_on
from services.grants.domain.casework.entries_of_repayment import (
    ChargeRemoved,
    HomeDisposed,
    RepaymentDecided,
)
from services.grants.domain.casework.land_register import Place, RegisterItems, items
from services.grants.domain.outcome import LandCharge
from services.grants.domain.policy.entries import RepaymentDecision
from services.grants.in_force import law
from services.grants.in_force.policies import policy
from services.grants.record import read_case
from shared.persistence.reading import Reading
from shared.problems import WrongState
from shared.schema import Date, Model


class LandChargeView(Model):
    """The charges of a case, by whom repayment is decided, and what became of them."""

    charges: tuple[LandCharge, ...]
    """The charges that the award makes."""
    registered_on: Date | None
    """The day on which they were registered; null before that."""
    ends_on: Date | None
    """The last day of the longest; null before the works are certified."""
    decides: RepaymentDecision
    """What is weighed before repayment is demanded, and in which post it is decided."""
    disposals: tuple[HomeDisposed, ...]
    """Each time that the home was disposed of."""
    decisions: tuple[RepaymentDecided, ...]
    """What was decided on each."""
    removed_on: Date | None
    """The day on which they were taken off the register; null while they are on it."""


async def land_charge(reading: Reading, case_id: uuid.UUID) -> LandChargeView:
    """The land charge of a case."""
    case = await read_case(reading, case_id)
    history = case.history
    made = history.determination
    if made is None or not made.land_charges:
        raise WrongState("the decision makes no land charge")
    certified_on, removed = history.certified_on, history.latest(ChargeRemoved)
    return LandChargeView(
        charges=made.land_charges,
        registered_on=history.charge_registered_on,
        ends_on=ends_on(made.land_charges, certified_on) if certified_on else None,
        decides=law.repayment_rule(case.row.district, history, reading.today),
        disposals=tuple(history.all(HomeDisposed)),
        decisions=tuple(history.all(RepaymentDecided)),
        removed_on=removed.removed_on if removed else None,
    )


async def register_items(reading: Reading, case_id: uuid.UUID, place: Place) -> RegisterItems:
    """What the register is sent: the charges of this case on that home. Nothing is kept of it."""
    case = await read_case(reading, case_id)
    ruled_on = case.history.ruled_on
    if ruled_on is None:
        raise WrongState("the decision makes no land charge")
    council = policy(case.row.district, ruled_on).name
    return items(case.history, place, council, case.row.reference)
