"""That an answer is to go out as a letter."""

import datetime as dt
from typing import ClassVar

from services.referral.tables import Referral
from shared.calendar import begins
from shared.contracts.event import OwnEvent
from shared.persistence.unit_of_work import UnitOfWork

DAY = dt.timedelta(days=1)


class AnswerDue(OwnEvent):
    """An answer is to go out as a letter, unless a later one has taken its place."""

    TYPE: ClassVar[str] = "referral.answer-due"

    number: int

    @property
    def subject(self) -> str:
        """The answer: one that cannot go out holds up no other."""
        return f"{self.case_id}/{self.number}"


def leave_to_be_posted(uow: UnitOfWork, referral: Referral) -> None:
    """Have the last answer sent with the next morning's post: who is told more in a day gets one letter."""
    due = AnswerDue(case_id=referral.case_id, district=referral.district, number=referral.answers)
    uow.later(due, begins(uow.today + DAY))
