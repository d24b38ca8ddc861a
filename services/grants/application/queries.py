"""What an application still needs."""

import uuid

from services.grants.domain.casework.gate import refuse_claims
from services.grants.domain.facts.application import Application
from services.grants.domain.outcome import Needed
from services.grants.record import read_case
from shared.contracts.codes import MeansTestKind
from shared.persistence.reading import Reading
from shared.problems import WrongState
from shared.schema import Model


class Checklist(Model):
    """What a complete application needs (guidance 5.6), and how each thing stands."""

    items: tuple[Needed, ...]
    """Each thing that an application like this one needs."""


async def checklist(reading: Reading, case_id: uuid.UUID, draft: Application) -> Checklist:
    """The checklist of this application on this case."""
    refuse_claims(draft)
    case = await read_case(reading, case_id)
    kinds = (MeansTestKind.FORMAL, MeansTestKind.PRELIMINARY)
    test = next((t for t in map(case.history.test, kinds) if t is not None), None)
    if test is None:
        raise WrongState("the checklist waits for the preliminary means test")
    stated = case.stated(draft, reading.today)
    return Checklist(items=case.checklist(stated, test, reading.today))
