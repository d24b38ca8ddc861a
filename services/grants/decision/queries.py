"""What the decision would be."""

import datetime as dt
import uuid

from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.outcome import Determination
from services.grants.record import read_case
from shared.contracts.codes import MeansTestKind
from shared.persistence.reading import Reading
from shared.problems import WrongState


async def proposal(reading: Reading, case_id: uuid.UUID, decided_on: dt.date) -> Determination:
    """What the decision would be if it were made on that day, and whose approvals it needs."""
    case = await read_case(reading, case_id)
    test, application = case.history.test(MeansTestKind.FORMAL), case.history.application
    if test is None or application is None:
        raise WrongState("a proposal waits for the application and the formal means test")
    check_date(CaseDate.TRIED, decided_on, case.history, reading.today, "/decided_on")
    return case.determine(application, test, decided_on)
