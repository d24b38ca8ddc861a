"""What waits for finance, the nearest clock first."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.domain.tasks import NO_CLOCK, POSTS, Post, Task
from services.payments.worklist.waiting import WaitingTask
from shared.contracts.event import District
from shared.identifiers import reference_of
from shared.persistence.reading import Reading
from shared.schema import Date, Model, Pounds
from shared.views import shown
from shared.web.lists import Asked, Order, Page, list_page, narrowed

NEAREST_CLOCK_FIRST = Order((WaitingTask.due, WaitingTask.task, WaitingTask.id))


class TaskView(Model):
    """Something that waits; pounds."""

    task: Task
    """What is to be done."""
    post: Post
    """Whose it is to do."""
    id: uuid.UUID
    """The number of the invoice, run, payment, debt, dispute or other thing that it is about."""
    district: str
    """ONS code of the district that pays."""
    case_id: uuid.UUID | None
    """The case, or the order of the council's own; null where it is of none or of several."""
    reference: str | None
    """What people call that case on the telephone and in letters; null where there is none."""
    due_on: dt.date | None
    """The day by which it is to be done; null where no time runs."""
    amount: Pounds | None
    """How much it is about, in pounds; null where it is about no sum."""

    @classmethod
    def of(cls, row: WaitingTask) -> "TaskView":
        due_on = None if row.due == NO_CLOCK else row.due
        reference = reference_of(row.case_id) if row.case_id else None
        return shown(cls, row, post=POSTS[Task(row.task)], due_on=due_on, reference=reference)


class TaskPage(Page):
    """A page of what waits, the nearest clock first."""

    items: list[TaskView]
    """The tasks of this page."""


class TaskSearch(Asked):
    """Which tasks; whatever is left out does not matter."""

    district: District | None = None
    """ONS code of the district."""
    task: Task | None = None
    """What is to be done."""
    post: Post | None = None
    """Whose it is to do."""
    due_before: Date | None = None
    """Only what is to be done before this day."""


async def tasks(reading: Reading, asked: TaskSearch) -> TaskPage:
    """A page of what waits within the caller's reach."""
    rows = narrowed(select(WaitingTask), asked, WaitingTask.district, WaitingTask.task)
    if asked.post is not None:
        rows = rows.where(
            WaitingTask.task.in_([t for t, post in POSTS.items() if post is asked.post])
        )
    if asked.due_before is not None:
        rows = rows.where(WaitingTask.due < asked.due_before)
    found, following = await list_page(reading, rows, asked, NEAREST_CLOCK_FIRST)
    return TaskPage(items=[TaskView.of(row) for row in found], next=following)
