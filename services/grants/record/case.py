"""A case's row and its history together."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial

from sqlalchemy import select

from services.grants.domain.casework.budget import money_of
from services.grants.domain.casework.clocks import CHARGE_END, Clock
from services.grants.domain.casework.entries import CaseClosed, Withdrawal
from services.grants.domain.casework.entries_of_time import DeadlinePassed
from services.grants.domain.casework.entry import Entry
from services.grants.domain.casework.estimates import costed
from services.grants.domain.casework.funds import FundsStatement, available_on
from services.grants.domain.casework.gate import evidenced, in_principle, with_papers
from services.grants.domain.casework.history import History, Recorded
from services.grants.domain.casework.life import State, Step, after
from services.grants.domain.casework.waiting import NO_CLOCK, waiting_for
from services.grants.domain.facts.application import Application, Scheme
from services.grants.domain.facts.case import tested
from services.grants.domain.outcome import Determination, Needed
from services.grants.in_force import law
from services.grants.in_force.policies import statute
from services.grants.record.ticks import leave
from services.grants.tables import SAID, CaseEntry, Funds, GrantCase, opened
from shared.contracts.codes import ClosureOutcome
from shared.contracts.event import Event
from shared.contracts.grants import Closed
from shared.contracts.means_test import MeansTestCompleted
from shared.identifiers import reference_of
from shared.persistence.reading import Reading, Transaction
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput


class CaseRecord:
    """A case to be looked at, with what was said of its district's money; None: it was not read."""

    def __init__(
        self, row: GrantCase, history: History, funds: tuple[FundsStatement, ...] | None
    ) -> None:
        self.row = row
        self.history = history
        self._funds = funds

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
        assert self._funds is not None, "read to be determined"
        left = available_on(self._funds, on)
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


class OpenRecord(CaseRecord):
    """A case that a command works on, locked until the transaction ends."""

    def __init__(
        self,
        uow: UnitOfWork,
        row: GrantCase,
        history: History,
        funds: tuple[FundsStatement, ...],
    ) -> None:
        super().__init__(row, history, funds)
        self._uow = uow
        self._clocks = set(law.clocks_of(row.district, self.state, history))

    def demand(self, *steps: Step) -> None:
        """Raise `WrongState` unless one of these steps can be taken now."""
        after(self.state, *steps)

    def take(self, *steps: Step) -> None:
        """Take the first of these steps that is open; raises `WrongState` where none is."""
        self.row.state = after(self.state, *steps)
        self._restate()

    def record(self, entry: Entry) -> None:
        """Add what was done to the history, with who did it and when."""
        self._uow.concerns(self.row.district, self.row.case_id)
        self.history = self.history.then(_added(self._uow, self.row, entry))
        self._restate()

    def _restate(self) -> None:
        """Keep what lists go by, and have a time that begins to run looked at when it is due."""
        for clock in restate(self.row, self.history):
            if clock not in self._clocks:
                self._clocks.add(clock)
                leave(self._uow, self.row, clock)

    def close(
        self, step: Step, ended: ClosureOutcome, withdrawal: Withdrawal | None = None
    ) -> None:
        """End the case and tell how; `withdrawal` where it was withdrawn undecided."""
        self.take(step)
        today = self._uow.today
        reason = withdrawal.reason if withdrawal else None
        self.record(CaseClosed(closed_on=today, outcome=ended, reason=reason))
        self._uow.publish(
            Closed(
                case_id=self.row.case_id,
                district=self.row.district,
                closed_on=today,
                outcome=ended,
                reason=reason,
                because=withdrawal.because if withdrawal else None,
            )
        )


async def open_case(uow: UnitOfWork, case_id: uuid.UUID) -> OpenRecord:
    """The case for a command; honours the request's `If-Match`."""
    row = await uow.load(GrantCase, case_id)
    return OpenRecord(uow, row, await _history(uow, case_id), await _funds(uow, row.district))


async def read_case(reading: Reading, case_id: uuid.UUID) -> CaseRecord:
    """The case for a query."""
    row = await reading.read(GrantCase, case_id)
    return CaseRecord(row, await _history(reading, case_id), await _funds(reading, row.district))


async def show_case(reading: Reading, case_id: uuid.UUID) -> CaseRecord:
    """The case to be shown as it stands; honours the request's `If-None-Match`."""
    row = await reading.show(GrantCase, case_id)
    return CaseRecord(row, await _history(reading, case_id), None)


def begin_case(uow: UnitOfWork, row: GrantCase, entries: Iterable[Entry]) -> OpenRecord:
    """A case that begins with a history: one that is taken over."""
    uow.add(row)
    case = OpenRecord(uow, row, History(), ())
    for entry in entries:
        case.record(entry)
    return case


async def note_told(uow: UnitOfWork, event: Event) -> None:
    """Record what another service tells; the first fact of a case, whichever it is, opens it."""
    uow.concerns(event.district, event.case_id)
    row = await uow.find_or_add(
        GrantCase,
        event.case_id,
        district=event.district,
        state=State.OPEN,
        reference=reference_of(event.case_id),
        entries=0,
        clock=NO_CLOCK,
        version=1,
    )
    history = await _history(uow, event.case_id)
    restate(row, history.then(_added(uow, row, event)))


def _added(uow: UnitOfWork, row: GrantCase, entry: Entry | Event) -> Recorded:
    row.entries += 1
    record = Recorded(row.entries, uow.now, uow.reach.principal, entry)
    kept = CaseEntry(
        case_id=row.case_id,
        number=record.number,
        district=row.district,
        at=record.at,
        by=record.by,
    )
    kept.keep(entry)
    uow.add(kept)
    return record


def restate(row: GrantCase, history: History) -> tuple[Clock, ...]:
    """Bring what lists go by up to date: whom the case waits for, and by when; its times."""
    state = State(row.state)
    clocks = law.clocks_of(row.district, state, history)
    nearest = min(clocks, key=lambda clock: clock.by, default=None)
    row.waiting_for = waiting_for(state, history)
    row.clock = nearest.by if nearest else NO_CLOCK
    row.due_for = nearest.limit if nearest else None
    for name, value in asdict(money_of(state, history)).items():
        setattr(row, name, value)
    row.breached = any(
        clock.is_told(history, DeadlinePassed) for clock in clocks if clock.limit != CHARGE_END
    )
    return clocks


async def _history(transaction: Transaction, case_id: uuid.UUID) -> History:
    rows = await transaction.session.execute(
        select(CaseEntry.number, CaseEntry.at, CaseEntry.by, CaseEntry.kind, SAID)
        .where(CaseEntry.case_id == case_id)
        .order_by(CaseEntry.number)
    )
    return History(tuple(Recorded(r.number, r.at, r.by, opened(r.kind, r.said)) for r in rows))


async def _funds(transaction: Transaction, district: str) -> tuple[FundsStatement, ...]:
    rows = await transaction.session.scalars(
        select(Funds).where(Funds.district == district).order_by(Funds.number)
    )
    return tuple(
        FundsStatement(district=r.district, available=r.available, since=r.since) for r in rows
    )
