"""A case's row and its history together."""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial

from sqlalchemy import bindparam, select

from services.grants.domain.casework.clocks import Clock
from services.grants.domain.casework.estimates import costed
from services.grants.domain.casework.funds import FundsStatement, available_on
from services.grants.domain.casework.gate import evidenced, in_principle, with_papers
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.casework.records import Recorded
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.case import tested
from services.grants.domain.facts.works import Scheme
from services.grants.domain.outcome import Determination, Needed
from services.grants.in_force import law
from services.grants.in_force.policies import statute
from services.grants.tables import SAID, CaseEntry, Funds, GrantCase, opened
from shared.contracts.means_test import MeansTestCompleted
from shared.persistence.reading import Reading, Transaction
from shared.problems import InvalidInput

_ENTRIES = (
    select(CaseEntry.number, CaseEntry.at, CaseEntry.by, CaseEntry.kind, SAID)
    .where(CaseEntry.case_id == bindparam("case"))
    .order_by(CaseEntry.number)
)


class CaseRecord:
    """A case to be looked at, with what was said of its district's money; None: it was not read."""

    def __init__(
        self, row: GrantCase, history: History, funds: tuple[FundsStatement, ...] | None
    ) -> None:
        self.row = row
        self.history = history
        self.funds = funds

    @property
    def version(self) -> int:
        """Counts the changes; the ETag is made of it."""
        return self.row.version

    @property
    def state(self) -> State:
        return State(self.row.state)

    def clocks(self) -> tuple[Clock, ...]:
        """The times that run, the nearest first."""
        running = law.clocks_of(self.row.district, self.state, self.history)
        return tuple(sorted(running, key=lambda clock: clock.by))

    def costed(self, works: Scheme, on: dt.date) -> Scheme:
        """The works with what the case has of them as estimates by line, as they count then."""
        return costed(works, self.history, on, statute(on).vat)

    def stated(self, application: Application, on: dt.date) -> Application:
        """An application whose works have the case's estimates."""
        return application.model_copy(update={"works": self.costed(application.works, on)})

    def determine(
        self, application: Application, test: MeansTestCompleted, on: dt.date
    ) -> Determination:
        """Determine an application, with what the case shows, on one of its tests on that day."""
        own = self._own(application, on)
        return law.determine(tested(evidenced(own, self.history), test, on), self.history.ruled_on)

    def determine_in_principle(
        self, draft: Application, test: MeansTestCompleted, on: dt.date
    ) -> Determination:
        """Determine a draft, before its papers are there."""
        own = self._own(draft, on)
        return law.determine(tested(in_principle(own, self.history), test, on))

    def checklist(
        self, application: Application, test: MeansTestCompleted, on: dt.date
    ) -> tuple[Needed, ...]:
        """What the application needs, and how each thing stands on this case."""
        own = self._own(application, on)
        case = tested(evidenced(own, self.history), test, on)
        needed = law.checklist(case, self.history.ruled_on)
        return tuple(with_papers(each, self.history) for each in needed)

    def _own(self, application: Application, on: dt.date) -> Application:
        """The application to this case's district, with the money that it has on that day."""
        if application.authority != self.row.district:
            raise InvalidInput.at("/authority", f"the case is decided by {self.row.district}")
        assert self.funds is not None, "read to be determined"
        left = available_on(self.funds, on)
        return application.model_copy(update={"discretionary_funds_available": left})

    def deciding_on(self, today: dt.date) -> dt.date:
        """As on which day a decision would be worked out: a variation keeps the approval's."""
        decided_on = self.history.decided_on
        return today if self.history.variation is None or decided_on is None else decided_on

    def determining(
        self, test: MeansTestCompleted, on: dt.date
    ) -> Callable[[Application], Determination]:
        """How an application of this case is determined on that test, as if on that day."""
        return partial(self.determine, test=test, on=on)


async def read_case(reading: Reading, case_id: uuid.UUID) -> CaseRecord:
    """The case for a query."""
    row = await reading.read(GrantCase, case_id)
    return CaseRecord(
        row, await history_of(reading, case_id), await funds_of(reading, row.district)
    )


async def show_case(reading: Reading, case_id: uuid.UUID) -> CaseRecord:
    """The case to be shown as it stands; honours the request's `If-None-Match`."""
    row = await reading.show(GrantCase, case_id)
    return CaseRecord(row, await history_of(reading, case_id), None)


async def history_of(transaction: Transaction, case_id: uuid.UUID) -> History:
    """What was recorded on the case."""
    rows = await transaction.session.execute(_ENTRIES, {"case": case_id})
    return History(tuple(Recorded(r.number, r.at, r.by, opened(r.kind, r.said)) for r in rows))


async def funds_of(transaction: Transaction, district: str) -> tuple[FundsStatement, ...]:
    """What was said of the district's money."""
    rows = await transaction.session.scalars(
        select(Funds).where(Funds.district == district).order_by(Funds.number)
    )
    return tuple(
        FundsStatement(district=r.district, available=r.available, since=r.since) for r in rows
    )
