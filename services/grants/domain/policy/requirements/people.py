"""Conditions of an offer about the people, their home and its works."""

from typing import Literal

from services.grants.domain.codes import ApplicantKind, Circumstance, Decline, Diagnosis
from services.grants.domain.policy.requirements.base import ADULT, Ask, Requirement


class Tenure(Requirement):
    reason = Decline.TENURE
    words = "{one_of}"
    rule: Literal["tenure"]
    one_of: tuple[ApplicantKind, ...]

    def met(self, ask: Ask) -> bool:
        return ask.case.applicant.kind in self.one_of


class Diagnosed(Requirement):
    reason = Decline.DIAGNOSIS
    words = "diagnosed: {one_of}"
    rule: Literal["diagnosis"]
    one_of: tuple[Diagnosis, ...]

    def met(self, ask: Ask) -> bool:
        return any(d in self.one_of for d in ask.case.disabled_person.diagnoses)


class Circumstances(Requirement):
    reason = Decline.CIRCUMSTANCES
    words = "{one_of}"
    rule: Literal["circumstance"]
    one_of: tuple[Circumstance, ...]

    def met(self, ask: Ask) -> bool:
        return any(getattr(ask.case.disabled_person, name) for name in self.one_of)


class AgeOver(Requirement):
    """The applicant is older than the age: over 65 is 66 or more."""

    reason = Decline.TOO_YOUNG
    words = "applicant over {age}"
    rule: Literal["age_over"]
    age: int

    def met(self, ask: Ask) -> bool:
        return ask.case.applicant.age > self.age


class ForChild(Requirement):
    reason = Decline.NOT_A_CHILD
    words = "for a child"
    rule: Literal["child"]

    def met(self, ask: Ask) -> bool:
        return ask.case.disabled_person.age < ADULT


class LivedThere(Requirement):
    """Whole years of residence before the application."""

    reason = Decline.TOO_SHORT_RESIDENCE
    words = "lived there for {years} years"
    rule: Literal["lived_there"]
    years: int

    def met(self, ask: Ask) -> bool:
        return ask.case.dwelling.lived_there_years >= self.years


class WorksInclude(Requirement):
    """The grant pays for such works: equipment that it leaves out has no warranty from it."""

    reason = Decline.NO_EQUIPMENT
    words = "works include {one_of}"
    rule: Literal["works_include"]
    one_of: tuple[str, ...]

    def met(self, ask: Ask) -> bool:
        return any(works.kind in self.one_of for works in ask.works)


class SecondHome(Requirement):
    reason = Decline.NOT_SECOND_HOME
    words = "not the main residence"
    rule: Literal["second_home"]

    def met(self, ask: Ask) -> bool:
        return not ask.case.dwelling.main_residence
