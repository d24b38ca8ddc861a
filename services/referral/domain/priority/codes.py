"""The closed lists of a waiting list: groups, supporters, and why a case stands where it does."""

from enum import StrEnum
from typing import Literal

from shared.codes import Coded

Supporter = Literal["occupational_therapist", "gp"]


class Group(StrEnum):
    """The groups of a waiting list, the first to be helped first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the first group."""
        return _RANKS[self]


_RANKS = {group: rank for rank, group in enumerate(Group)}


class Reason(Coded):
    """Why a case stands where it does."""

    QUESTION_1 = "question_1", "A serious neurological condition that is getting worse"
    QUESTION_2 = (
        "question_2",
        "Wholly dependent on a wheelchair and lifted in and out, at risk of injury",
    )
    QUESTION_3 = (
        "question_3",
        "Bathing, for medication taken by bathing or for severe incontinence",
    )
    QUESTION_4 = "question_4", "Cannot be discharged from hospital safely without it"
    QUESTION_5 = "question_5", "A risk of injury so severe that more services are needed without it"
    QUESTION_6 = "question_6", "Would in the end be admitted to hospital or residential care"
    QUESTION_7 = "question_7", "The carers cannot go on without more help"
    QUESTION_8 = "question_8", "Can strip wash but cannot bathe alone"
    QUESTION_9 = "question_9", "Stairs are difficult but possible, and basic amenities in reach"
    QUESTION_10 = "question_10", "Mainly to reach the home, which is difficult but possible"
    WAITING = "waiting", "Points for each period of waiting that is completed"
    NO_POINTS = "no_points", "No question is answered with yes and no period of waiting is over"
    CHILD = "child", "The disabled person is a child"
    TWO_NEEDS = "two_needs", "Two or more needs under the Care Act"
    ONE_NEED = "one_need", "One need under the Care Act"
    NO_NEEDS = "no_needs", "No need under the Care Act"
    EX_SERVICE = "ex_service", "Ex-service personnel, supported by an occupational therapist or GP"
    MEDIUM_WAITED = "medium_waited", "Raised from the medium group by time waited"
    LOW_WAITED = "low_waited", "Raised from the low group by time waited"
    LOW_WAITED_LONG = "low_waited_long", "Raised from the low group to the high one by time waited"
    DATE_ORDER = "date_order", "Level with other cases, and so in the order of time waited"
