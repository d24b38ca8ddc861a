"""One transaction of a service: its rows, its events, its audit row and its trace, or nothing."""

import datetime as dt
import uuid

import asyncpg
from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from shared.contracts.envelope import Envelope
from shared.contracts.event import OwnEvent, Published
from shared.observability.traces import (
    continue_from,
    current_trace_id,
    current_traceparent,
    name_case,
    note_created,
)
from shared.persistence.closing import Answer, Closing, close
from shared.persistence.opening import NOT_REPEATED, Opened, set_reach
from shared.persistence.own_events import TAKE_BACK, Left
from shared.persistence.reach import Reach
from shared.persistence.reading import Row, Transaction, etag_of
from shared.problems import NotFound, OutOfReach, StaleETag


class UnitOfWork(Transaction):
    """What a command is given: rows to load and add, events to publish, the time, who acts.

    `cause` stands for the event or request that the command answers, `occurred_at` is when that
    happened; `handles` is the event's place in the inbox.
    Of a request, `opened` says by which key it is repeated and what it was answered before, and
    `if_match` which version it knows.
    Every id made here derives from the cause, so that acting twice on it cannot make two of
    anything.
    """

    def __init__(
        self,
        session: AsyncSession,
        driver: asyncpg.Connection,
        reach: Reach,
        *,
        action: str,
        cause: uuid.UUID,
        now: dt.datetime,
        occurred_at: dt.datetime | None = None,
        handles: int | None = None,
        opened: Opened = NOT_REPEATED,
        if_match: str | None = None,
    ) -> None:
        super().__init__(session, reach, now)
        self.cause = cause
        self.occurred_at = occurred_at or now
        self.earlier = opened.earlier
        self.published: list[Envelope] = []
        self.left: list[Left] = []
        self._driver = driver
        self._key = opened.key
        self._handles = handles
        self._if_match = if_match
        self._action = action
        self._concerned: dict[str, uuid.UUID | None] = {}
        self._answer: Answer | None = None

    def new_id(self, name: str) -> uuid.UUID:
        """The id of the thing so named that this cause brings about."""
        return uuid.uuid5(self.cause, name)

    def concerns(self, district: str, case_id: uuid.UUID | None = None) -> None:
        """Name a district, and the case of it, that the command is about; refuses one out of reach.

        Of several the last one's case has the trace, and all have it in their audit.
        """
        if district not in self.reach.write:
            raise OutOfReach(f"you may not act for district {district}")
        self._concerned.pop(district, None)
        self._concerned[district] = case_id

    async def go_on_under(self, reach: Reach) -> None:
        """See and change from here on what another reach opens: that of an agreement."""
        self.reach = reach
        await set_reach(self._driver, reach)

    async def load(self, model: type[Row], key: object) -> Row:
        """The row, locked until the transaction ends; honours the request's `If-Match`."""
        row = await self.find(model, key)
        if row is None:
            raise NotFound
        return self._known(row)

    def _known(self, row: Row) -> Row:
        if self._if_match not in {None, "*", etag_of(row)}:
            raise StaleETag
        return row

    async def find(self, model: type[Row], key: object) -> Row | None:
        """The row or None, locked until the transaction ends."""
        return await self.session.get(model, key, with_for_update=True)

    async def find_or_add(self, model: type[Row], key: uuid.UUID, **initial: object) -> Row:
        """The row, locked; made first where it is not there, also if another does so just now."""
        if (found := await self.find(model, key)) is not None:
            return self._known(found)
        [column] = inspect(model).primary_key
        await self.session.execute(
            insert(model).values({column.key: key, **initial}).on_conflict_do_nothing()
        )
        return await self.load(model, key)

    def add(self, row: DeclarativeBase) -> None:
        """Keep a new row."""
        self.session.add(row)

    def publish(self, event: Published) -> None:
        """Append an event, sent once the transaction has committed."""
        case_id, district = event.whose
        self.concerns(district, case_id)
        ordinal = sum(e.type == event.TYPE for e in self.published)
        envelope = Envelope.of(
            event,
            event_id=uuid.uuid5(self.cause, f"{event.TYPE}/{ordinal}"),
            occurred_at=self.now,
            traceparent=note_created(event.TYPE, case_id),
        )
        self.published.append(envelope)

    def later(self, event: OwnEvent, at: dt.datetime | None = None) -> uuid.UUID:
        """Leave an event to this service itself: due at once, or `at` an instant to come; its id.

        It is acted on once, however long the service was stopped when it came due.
        """
        ordinal = sum(e.type == event.TYPE for e in self.left)
        left = Left.of(
            event,
            event_id=uuid.uuid5(self.cause, f"{event.TYPE}/{ordinal}"),
            now=self.now,
            at=at or self.now,
            traceparent=current_traceparent(),
        )
        self.left.append(left)
        return left.event_id

    async def cancel(self, subject: str, *kinds: type[OwnEvent]) -> None:
        """Take back what of these kinds is still to come about the subject: it has happened."""
        types = [kind.TYPE for kind in kinds]
        self.left = [e for e in self.left if e.type not in types or e.subject != subject]
        await self._driver.execute(TAKE_BACK, types, subject)

    def keep(self, answer: Answer) -> None:
        """Have the answer kept under the request's idempotency key, if it has one."""
        self._answer = answer

    async def close(self) -> None:
        """Write all that goes with the command. Whoever made the unit of work calls it, once."""
        await self.session.flush()
        district, case_id = next(reversed(self._concerned.items()), (None, None))
        previous = await close(
            self._driver,
            Closing(
                events=self.published,
                left=self.left,
                at=self.now,
                principal=self.reach.principal,
                action=self._action,
                case_id=case_id,
                district=district,
                concerned=self._concerned,
                trace_id=current_trace_id(),
                traceparent=current_traceparent(),
                key=self._key,
                within=self.reach.within,
                answer=self._answer,
                handled=self._handles,
            ),
        )
        if case_id is not None:
            name_case(case_id)
            continue_from(previous)
