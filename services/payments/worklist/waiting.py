"""What waits for finance, out of every table in which something can: one row a task.

Nothing is kept of it: a task is there while the row that it is about stands as it does.
"""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Date,
    Numeric,
    Select,
    Text,
    Uuid,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped

from services.payments.accounts.waiting import FAILED, STANDING, TO_DECIDE, TO_PAY, UNPAID
from services.payments.domain.ledger.chart import Code
from services.payments.domain.life import InvoiceState, RunState
from services.payments.domain.tasks import NO_CLOCK, Task
from services.payments.tables import (
    PAYABLE,
    BankDetails,
    Base,
    DebitAccountChange,
    Hold,
    KnownContractor,
    LedgerPosting,
    OrderedWorks,
    PaymentRun,
    ReceivedCredit,
    ReceivedInvoice,
    Recovery,
    RunPayment,
    SpendingRow,
)

_NEVER = literal(NO_CLOCK, Date)
_NO_SUM = cast(null(), Numeric)
_OWED = (
    select(func.coalesce(func.sum(LedgerPosting.pence), 0) / literal(100, Numeric))
    .where(
        LedgerPosting.case_id == Recovery.case_id,
        LedgerPosting.code == Code.RECOVERABLE,
        LedgerPosting.of == cast(Recovery.id, Text),
    )
    .correlate(Recovery)
    .scalar_subquery()
)
"""What is still owed of a debt, in pounds."""
_NEXT_INSTALMENT = literal_column(
    """(SELECT min(due_on) FROM (
        SELECT (told ->> 'due_on')::date AS due_on,
            sum((told ->> 'amount')::numeric) OVER (ORDER BY place) AS upto
        FROM jsonb_array_elements(recoveries.demand -> 'instalments')
            WITH ORDINALITY AS instalment (told, place)
    ) AS instalments WHERE upto > (recoveries.demand ->> 'amount')::numeric - (
        SELECT coalesce(sum(pence), 0) / 100.0 FROM postings
        WHERE postings.case_id = recoveries.case_id AND code = 'A20' AND "of" = recoveries.id::text
    ))""",
    Date,
)
"""The day of the first instalment that what came in and was given up does not reach; else null."""
_HELD_UP = (
    select(func.min(ReceivedInvoice.due_on))
    .where(ReceivedInvoice.case_id == Hold.case_id, STANDING | UNPAID)
    .correlate(Hold)
    .scalar_subquery()
)
"""By when the first invoice is to be paid that a dispute holds up."""
_HMRC_BY = cast(
    func.date_trunc("month", ReceivedInvoice.paid_on - 5) + func.make_interval(0, 1, 0, 18), Date
)
"""The 19th on which HMRC has what a tax month, which ends on a 5th, took off."""


def _tasks(
    task: Task,
    row: type[Any],
    *conditions: ColumnElement[bool],
    due: ColumnExpressionArgument[Any] = _NEVER,
    amount: ColumnExpressionArgument[Any] = _NO_SUM,
) -> Select[Any]:
    """Each row of a table that meets the conditions, as a task."""
    of_case = row.case_id if hasattr(row, "case_id") else cast(null(), Uuid)
    return select(
        literal(task, Text).label("task"),
        row.id.label("id"),
        row.district.label("district"),
        of_case.label("case_id"),
        func.coalesce(due, _NEVER).label("due"),
        func.coalesce(amount, _NO_SUM).label("amount"),
    ).where(*conditions)


def _in_run(task: Task, state: RunState) -> Select[Any]:
    by = cast(PaymentRun.content["processing_date"].astext, Date)
    total = func.coalesce(
        select(func.sum(RunPayment.amount))
        .where(RunPayment.run_id == PaymentRun.id)
        .correlate(PaymentRun)
        .scalar_subquery(),
        0,
    )
    return _tasks(task, PaymentRun, PaymentRun.state == state, due=by, amount=total)


def _failed() -> Select[Any]:
    """What did not reach its payee is to be put right since the day on which that was known."""
    known = func.coalesce(RunPayment.returned_on, PaymentRun.confirmed_on)
    failed = RunPayment.live.is_(True), RunPayment.outcome.in_(FAILED)
    rows = _tasks(Task.MAKE_GOOD, RunPayment, *failed, due=known, amount=RunPayment.amount)
    return rows.join(PaymentRun, PaymentRun.id == RunPayment.run_id)


def _credits() -> Select[Any]:
    """A credit note waits as long as its invoice does."""
    amount = cast(ReceivedCredit.note["amount"].astext, Numeric)
    undecided = ReceivedCredit.state == InvoiceState.RECEIVED
    due = ReceivedInvoice.due_on
    rows = _tasks(Task.DECIDE_CREDIT, ReceivedCredit, undecided, due=due, amount=amount)
    return rows.join(ReceivedInvoice, ReceivedInvoice.id == ReceivedCredit.invoice)


_DUE, _SPENT = ReceivedInvoice.due_on, SpendingRow
_DEMANDED = cast(Recovery.demand["amount"].astext, Numeric)
TASKS = union_all(
    _tasks(
        Task.DECIDE_INVOICE, ReceivedInvoice, TO_DECIDE, due=_DUE, amount=ReceivedInvoice.amount
    ),
    _tasks(Task.PAY_INVOICE, ReceivedInvoice, TO_PAY, due=_DUE, amount=PAYABLE),
    _credits(),
    _in_run(Task.APPROVE_RUN, RunState.PROPOSED),
    _in_run(Task.SEAL_RUN, RunState.APPROVED),
    _in_run(Task.HAND_IN_RUN, RunState.SEALED),
    _in_run(Task.CONFIRM_RUN, RunState.HANDED_IN),
    _failed(),
    _tasks(
        Task.APPROVE_RECOVERY,
        Recovery,
        Recovery.demanded_on.is_(None),
        Recovery.taken_back.is_(None),
        amount=_DEMANDED,
    ),
    _tasks(
        Task.TAKE_DEMAND_BACK,
        Recovery,
        Recovery.doubted_on.is_not(None),
        Recovery.taken_back.is_(None),
        _OWED > 0,
        amount=_OWED,
    ),
    _tasks(
        Task.COLLECT,
        Recovery,
        Recovery.demanded_on.is_not(None),
        Recovery.taken_back.is_(None),
        Recovery.doubted_on.is_(None),
        _NEXT_INSTALMENT.is_not(None),
        due=_NEXT_INSTALMENT,
        amount=_OWED,
    ),
    _tasks(
        Task.APPROVE_WRITE_OFF,
        Recovery,
        Recovery.write_off_by.is_not(None),
        Recovery.write_off.is_not(None),
        amount=cast(Recovery.write_off["amount"].astext, Numeric),
    ),
    *(
        _tasks(task, entered, entered.confirmed_by.is_(None), entered.taken_back.is_(None))
        for task, entered in (
            (Task.CONFIRM_BANK_DETAILS, BankDetails),
            (Task.CONFIRM_DEBIT_ACCOUNT, DebitAccountChange),
        )
    ),
    _tasks(Task.APPROVE_CONTRACTOR, KnownContractor, KnownContractor.approved_on.is_(None)),
    _tasks(Task.SETTLE_DISPUTE, Hold, Hold.lifted_on.is_(None), due=_HELD_UP),
    _tasks(
        Task.CLASSIFY_SPENDING,
        _SPENT,
        _SPENT.nature.is_(None),
        _SPENT.taken_back.is_(None),
        amount=_SPENT.amount,
    ),
    _tasks(
        Task.CONFIRM_SPENDING,
        _SPENT,
        _SPENT.nature.is_not(None),
        _SPENT.confirmed_on.is_(None),
        _SPENT.taken_back.is_(None),
        amount=_SPENT.amount,
    ),
    _tasks(
        Task.TAKE_SPENDING_BACK,
        _SPENT,
        _SPENT.doubted_on.is_not(None),
        _SPENT.taken_back.is_(None),
        amount=_SPENT.amount,
    ),
    _tasks(
        Task.APPROVE_ORDER,
        OrderedWorks,
        OrderedWorks.approved_on.is_(None),
        OrderedWorks.taken_back.is_(None),
        amount=cast(OrderedWorks.order["amount"].astext, Numeric),
    ),
    _tasks(
        Task.PAY_HMRC,
        ReceivedInvoice,
        ReceivedInvoice.deducted > 0,
        ReceivedInvoice.paid_on.is_not(None),
        ReceivedInvoice.hmrc_payment.is_(None),
        due=_HMRC_BY,
        amount=ReceivedInvoice.deducted,
    ),
).subquery("tasks")
"""Every task there is; what a caller may see of them, the tables' own protection says."""


class WaitingTask(Base):
    """One task, as a list reads it."""

    task: Mapped[str]
    id: Mapped[uuid.UUID]
    district: Mapped[str]
    case_id: Mapped[uuid.UUID | None]
    due: Mapped[dt.date]
    amount: Mapped[Decimal | None]

    __table__ = TASKS
    __mapper_args__ = {"primary_key": [TASKS.c.task, TASKS.c.id]}  # noqa: RUF012 - the mapper's own
