"""A waiting list as it is handed in: which cases wait since when, and what is known of each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Annotated, Generic, TypeVar

from pydantic import ConfigDict

from services.referral.domain.priority.codes import Supporter
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Field, Flag, Model

MOST = 1_000_000_000
"""Of any one number of the settings: every sum of them is exact in whatever reads it."""

V = TypeVar("V")
Whole = Annotated[int, Field(strict=True, ge=0, le=MOST)]


class Heading(Model):
    """Whose list it is and on which day it is put in order; together they decide its shape."""

    model_config = ConfigDict(extra="ignore")

    authority: str
    on: Date = Field(le=dt.date(dt.MAXYEAR - 1, 12, 31))


class ByQuestion(Model, Generic[V]):
    """Something for each of the form's ten questions (Stroud App 4 D)."""

    model_config = ConfigDict(serialize_by_alias=True)

    question_1: V = Field(alias="1")
    """A serious neurological condition that is getting worse."""
    question_2: V = Field(alias="2")
    """Wholly dependent on a wheelchair and lifted in and out."""
    question_3: V = Field(alias="3")
    """Bathing for medication or severe incontinence."""
    question_4: V = Field(alias="4")
    """Cannot be discharged from hospital safely without it."""
    question_5: V = Field(alias="5")
    """A risk of injury so severe that more services are needed."""
    question_6: V = Field(alias="6")
    """Would in the end be admitted to hospital or residential care."""
    question_7: V = Field(alias="7")
    """The carers cannot go on without more help."""
    question_8: V = Field(alias="8")
    """Can strip wash but cannot bathe alone."""
    question_9: V = Field(alias="9")
    """Stairs are difficult but possible."""
    question_10: V = Field(alias="10")
    """Mainly to reach the home, which is difficult but possible."""


class Answers(ByQuestion[Flag]):
    """The therapist's answers: true for a yes."""


class PointsForYes(ByQuestion[Whole]):
    """Points for a yes to each question; whole numbers of 0 or more."""


class ForWaiting(Model):
    """Points for each period of waiting that is completed."""

    points: Whole
    """How many points, 0 or more."""
    every_months: int = Field(strict=True, ge=1, le=MOST)
    """How many months a period has, 1 or more."""


class Settings(Model):
    """What a district sets by its resources (Stroud App 4 D)."""

    questions: PointsForYes
    """Points for a yes."""
    waiting: ForWaiting
    """Points for having waited."""
    threshold: Whole
    """Points from which approval is considered."""


class Circumstances(Model):
    """What decides the group of a case (Cannock Chase 13)."""

    child: Flag
    """The disabled person is under 18."""
    care_act_needs: Whole
    """How many needs the person has as the Care Act defines them."""
    ex_service: Flag = False
    """The person served in the armed forces."""
    supported_by: Supporter | None = None
    """Who supports that ex-service personnel come first; null: nobody."""


class WaitingCase(Model):
    """One case on a waiting list."""

    id: str = Field(min_length=1)
    waiting_since: Date
    valid_application_on: Date | None = None


class PointsCase(WaitingCase):
    """A case with the therapist's answers."""

    answers: Answers


class GroupsCase(WaitingCase, Circumstances):
    """A case with what decides its group."""


class PointsList(Heading):
    """A list that is put in order by points."""

    model_config = ConfigDict(extra="forbid")

    settings: Settings
    cases: tuple[PointsCase, ...]


class GroupsList(Heading):
    """A list that is put in order by groups."""

    model_config = ConfigDict(extra="forbid")

    cases: tuple[GroupsCase, ...]


def check_cases(cases: Sequence[WaitingCase], on: dt.date) -> None:
    """No id stands twice, nothing is dated ahead of `on`. Raises `InvalidInput` with all faults."""
    seen: set[str] = set()
    faults: list[FieldError] = []
    for position, case in enumerate(cases):
        if case.id in seen:
            faults.append(FieldError(f"/cases/{position}/id", "stands twice: give each its own"))
        seen.add(case.id)
        faults += (
            FieldError(f"/cases/{position}/{key}", detail) for key, detail in _dates(case, on)
        )
    if faults:
        raise InvalidInput(errors=faults)


def _dates(case: WaitingCase, on: dt.date) -> Iterator[tuple[str, str]]:
    if case.waiting_since > on:
        yield "waiting_since", "later than the day of the list"
    if (valid := case.valid_application_on) is None:
        return
    if valid > on:
        yield "valid_application_on", "later than the day of the list"
    if valid < case.waiting_since:
        yield "valid_application_on", "before the case began to wait"
