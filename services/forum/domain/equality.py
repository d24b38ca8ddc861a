"""What people said of themselves, beside what became of cases: in shares, and of no case.

Nobody's answers lead to their case, so an outcome is told by whom it reached: those who were asked
when their works were complete, beside those who were asked at the enquiry (guidance 3.46).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from shared.schema import Model


@dataclass(frozen=True, slots=True)
class Told:
    """One answer to one question as it was told; `people` is None where it is left out."""

    district: str
    asked_at: str
    question: str
    answer: str
    people: int | None
    asked: int


class Share(Model):
    """How many gave an answer."""

    people: int | None
    """How many; null where so few stand behind it that it is left out."""
    percent: int | None
    """Of a hundred who were asked then, half rounded up; null where it is left out."""


class AnswerShares(Model):
    """One answer, by when people were asked."""

    answer: str
    """What was said, as a code."""
    shares: dict[str, Share]
    """By when they were asked: at the `enquiry`, at the `completion` of the works."""


class QuestionShares(Model):
    """One question with its answers."""

    question: str
    """What was asked, as a code."""
    answers: tuple[AnswerShares, ...]
    """Every answer that there is."""


class DistrictShares(Model):
    """What the people of one district said."""

    district: str
    """ONS code of the district."""
    asked: dict[str, int]
    """How many were asked, by when: those times alone at which they were enough to tell of."""
    questions: tuple[QuestionShares, ...]
    """The questions."""


def shares(told: Sequence[Told]) -> tuple[DistrictShares, ...]:
    """The answers of each district, side by side by when people were asked."""
    by_district = _by(told, "district")
    return tuple(
        DistrictShares(
            district=district,
            asked={each.asked_at: each.asked for each in of},
            questions=tuple(
                QuestionShares(question=question, answers=_answers(answers))
                for question, answers in _by(of, "question").items()
            ),
        )
        for district, of in by_district.items()
    )


def _answers(told: Sequence[Told]) -> tuple[AnswerShares, ...]:
    return tuple(
        AnswerShares(answer=answer, shares={each.asked_at: _share(each) for each in of})
        for answer, of in _by(told, "answer").items()
    )


def _share(told: Told) -> Share:
    if told.people is None:
        return Share(people=None, percent=None)
    percent = (Decimal(100 * told.people) / told.asked).quantize(Decimal(1), ROUND_HALF_UP)
    return Share(people=told.people, percent=int(percent))


def _by(told: Sequence[Told], name: str) -> Mapping[str, Sequence[Told]]:
    found: dict[str, list[Told]] = {}
    for each in told:
        found.setdefault(getattr(each, name), []).append(each)
    return found
