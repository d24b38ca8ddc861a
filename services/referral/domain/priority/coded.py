"""What decides a place, as a small number: one expression then orders a list under any setting.

The numbers are kept: what a bit stands for never changes.
"""

from collections.abc import Iterator
from typing import get_args

from services.referral.domain.priority.codes import Supporter
from services.referral.domain.priority.facts import Answers, Circumstances, Settings
from services.referral.domain.priority.groups import group_of_need
from services.referral.domain.priority.scheme import GroupsScheme

MOST_NEEDS = 10
"""Outcomes that the Care Act's eligibility regulations name: nobody has more needs."""
_QUESTIONS = tuple(Answers.model_fields)
_SUPPORTERS: tuple[Supporter | None, ...] = (None, *get_args(Supporter))
_CIRCUMSTANCES = 4 * len(_SUPPORTERS) * (MOST_NEEDS + 1)


def code_of_answers(answers: Answers) -> int:
    """The answers as bits, the first question's the lowest."""
    given = vars(answers)
    return sum(given[question] << bit for bit, question in enumerate(_QUESTIONS))


def answers_of(code: int) -> Answers:
    """The answers that a number stands for."""
    given = {question: bool(code >> bit & 1) for bit, question in enumerate(_QUESTIONS)}
    return Answers.model_construct(None, **given)


def questions_of(code: int) -> tuple[int, ...]:
    """The numbers of the questions that are answered with yes."""
    return tuple(bit + 1 for bit in range(len(_QUESTIONS)) if code >> bit & 1)


def code_of_circumstances(facts: Circumstances) -> int:
    """Child, ex-service, supporter and needs in one number; more needs than there are count as all."""
    needs = min(facts.care_act_needs, MOST_NEEDS)
    supporter = _SUPPORTERS.index(facts.supported_by)
    return facts.child + 2 * (facts.ex_service + 2 * (supporter + len(_SUPPORTERS) * needs))


def circumstances_of(code: int) -> Circumstances:
    """The circumstances that a number stands for."""
    code, child = divmod(code, 2)
    code, ex_service = divmod(code, 2)
    needs, supporter = divmod(code, len(_SUPPORTERS))
    return Circumstances(
        child=bool(child),
        care_act_needs=needs,
        ex_service=bool(ex_service),
        supported_by=_SUPPORTERS[supporter],
    )


def points_by_code(settings: Settings) -> list[int]:
    """What each possible set of answers gives under a district's settings."""
    for_yes = list(vars(settings.questions).values())
    return [
        sum(points for bit, points in enumerate(for_yes) if code >> bit & 1)
        for code in range(1 << len(for_yes))
    ]


def ranks_by_code(scheme: GroupsScheme) -> list[int]:
    """The rank of the group that each possible set of circumstances gives, 0 for the first."""
    return [group_of_need(facts, scheme).rank for facts in _every_circumstance()]


def _every_circumstance() -> Iterator[Circumstances]:
    return map(circumstances_of, range(_CIRCUMSTANCES))
