"""Who assesses: occupational therapists and trusted assessors, and which cases each may take.

Occupational therapists are few: a trusted assessor takes the simple cases, supervised by one of
them (guidance 4.10, 4.35; the two levels of the national qualification).
"""

import datetime as dt
from typing import Annotated

from services.referral.domain.reasons import Reason
from shared.contracts.codes import AssessorGrade, Complexity
from shared.contracts.event import District
from shared.problems import InvalidInput, Problem
from shared.schema import Date, Field, Model, example, example_of

MOST_DISTRICTS = 30
Named = Annotated[str, Field(min_length=1, max_length=200)]


class LapsedRegistration(Problem):
    """The assessor's registration, or that of whoever supervises them, is over."""

    slug = "lapsed-registration"
    title = "The registration is over: enter the new one first"
    status = 409


class NotQualified(Problem):
    """The case asks for another grade, or for supervision."""

    slug = "not-qualified"
    title = "This assessor may not take this case"
    status = 409


class NotAnAssessor(Problem):
    """Whoever acts, or is named, is not on the register of assessors."""

    slug = "not-an-assessor"
    title = "Only somebody on the register of assessors may do this"
    status = 403


class Assessor(Model):
    """An occupational therapist or trusted assessor. Stays in this service."""

    model_config = example(
        principal="o.therapist",
        name="Olive Therapist",
        grade="occupational_therapist",
        registration="OT12345",
        registered_until="2027-10-31",
        districts=["E07000083"],
        most_cases=25,
        joined_on="2026-01-05",
    )

    principal: Named
    """As their token names them."""
    name: Named
    """Full name, up to 200 characters."""
    grade: AssessorGrade
    """What they are qualified for."""
    registration: str = Field(min_length=1, max_length=40)
    """Number of the registration with the Health and Care Professions Council, or of the
    certificate of a trusted assessor."""
    registered_until: Date
    """The last day of the registration or certificate."""
    supervisor: Named | None = None
    """The occupational therapist who supervises a trusted assessor, as their token names them."""
    districts: tuple[District, ...] = Field(min_length=1, max_length=MOST_DISTRICTS)
    """ONS codes of the districts in which they assess."""
    most_cases: int = Field(strict=True, ge=1, le=500)
    """How many cases they may have in hand at once, 1 to 500."""
    joined_on: Date
    """From when they assess."""
    left_on: Date | None = None
    """The last day on which they do; leave out while they stay."""

    def works_on(self, day: dt.date) -> bool:
        """Whether they assess on a day."""
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


class AssessorCorrection(Model):
    """An assessor as they now stand on the register: renewed, moved, left, or entered wrongly."""

    model_config = example(assessor=example_of(Assessor), reason="Registration renewed")

    assessor: Assessor
    """The whole entry as it now is."""
    reason: Reason
    """Why; kept in the history."""


class Allocation(Model):
    """To whom a case goes."""

    model_config = example(assessor=None)

    assessor: Named | None = None
    """As their token names them; null: whoever may take it and has the least in hand."""
    override: Reason | None = None
    """Why somebody takes it whose grade would not do; null where it does."""


def check_entry(entry: Assessor, supervisor: Assessor | None, at: str = "") -> None:
    """A trusted assessor has an occupational therapist as supervisor (guidance 4.10); no other has."""
    is_therapist = entry.grade is AssessorGrade.OCCUPATIONAL_THERAPIST
    if is_therapist and entry.supervisor is not None:
        raise InvalidInput.at(f"{at}/supervisor", "only a trusted assessor is supervised here")
    if not is_therapist and (
        supervisor is None or supervisor.grade is not AssessorGrade.OCCUPATIONAL_THERAPIST
    ):
        detail = "name an occupational therapist who is on the register"
        raise InvalidInput.at(f"{at}/supervisor", detail)
    if entry.left_on is not None and entry.left_on < entry.joined_on:
        raise InvalidInput.at(f"{at}/left_on", f"they joined later, on {entry.joined_on}")


def grades_for(complexity: Complexity, *, major: bool) -> tuple[AssessorGrade, ...]:
    """The grades that may take a case, the one that leaves most therapists free first.

    Complex: an occupational therapist. Simple with structural works: level 4 too. Simple without:
    any of them (guidance 4.35, 4.36).
    """
    therapist = AssessorGrade.OCCUPATIONAL_THERAPIST
    if complexity is Complexity.COMPLEX:
        return (therapist,)
    if major:
        return (AssessorGrade.TRUSTED_ASSESSOR_4, therapist)
    return (AssessorGrade.TRUSTED_ASSESSOR_3, AssessorGrade.TRUSTED_ASSESSOR_4, therapist)


def check_registered(entry: Assessor, supervisor: Assessor | None, on: dt.date) -> None:
    """Whoever assesses, and whoever supervises them, is registered on the day; nothing overrides it."""
    if not entry.works_on(on):
        raise NotAnAssessor("they do not assess any more, or not yet")
    for each in (entry, *([supervisor] if supervisor else [])):
        if each.registered_until < on:
            whose = "theirs" if each is entry else "their supervisor's"
            raise LapsedRegistration(f"{whose} ended on {each.registered_until}")


def check_may_take(
    entry: Assessor, grades: tuple[AssessorGrade, ...], district: str, *, overridden: bool
) -> None:
    """The case's grade and district are the assessor's, unless a reason overrides it."""
    if overridden:
        return
    if entry.grade not in grades:
        raise NotQualified(f"it needs one of {', '.join(grades)}; say why it is overridden")
    if district not in entry.districts:
        raise NotQualified(f"they do not assess in {district}; say why it is overridden")
