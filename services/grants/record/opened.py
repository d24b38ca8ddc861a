"""A case that a command works on: its steps are taken, its entries added, its times left to come due."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict

from services.grants.domain.casework.budget import money_of
from services.grants.domain.casework.clocks import CHARGE_END, Clock
from services.grants.domain.casework.entries_of_ending import CaseClosed, Withdrawal
from services.grants.domain.casework.entries_of_time import DeadlinePassed
from services.grants.domain.casework.entry import Entry
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State, Step, after
from services.grants.domain.casework.records import Recorded
from services.grants.domain.casework.waiting import NO_CLOCK, waiting_for
from services.grants.in_force import law
from services.grants.record.case import CaseRecord, funds_of, history_of
from services.grants.record.ticks import leave
from services.grants.tables import CaseEntry, GrantCase
from shared.contracts.codes import ClosureOutcome
from shared.contracts.event import Event
from shared.contracts.grants import Closed
from shared.identifiers import reference_of
from shared.persistence.unit_of_work import UnitOfWork


class OpenRecord(CaseRecord):
    """A case that a command works on, locked until the transaction ends."""

    def __init__(self, uow: UnitOfWork, row: GrantCase, history: History) -> None:
        super().__init__(row, history, None)
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
    return OpenRecord(uow, row, await history_of(uow, case_id))


async def open_to_determine(uow: UnitOfWork, case_id: uuid.UUID) -> OpenRecord:
    """The case for a command that determines it: with what was said of its district's money."""
    case = await open_case(uow, case_id)
    case.funds = await funds_of(uow, case.row.district)
    return case


def begin_case(uow: UnitOfWork, row: GrantCase, entries: Iterable[Entry]) -> OpenRecord:
    """A case that begins with a history: one that is taken over."""
    uow.add(row)
    case = OpenRecord(uow, row, History())
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
    history = await history_of(uow, event.case_id)
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
