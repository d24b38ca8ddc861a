"""The conditions that an offer can make, each a small fact that a policy file states.

Every condition answers for itself: `unmet` gives the reason for declining, or nothing. Facts
that the contract calls optional are not held against the applicant when absent.
"""

import datetime as dt
from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from services.grants.domain.codes import ApplicantKind, Circumstance, Decline, Diagnosis
from services.grants.domain.facts.application import Asked
from services.grants.domain.facts.case import Case
from services.grants.domain.mandatory import Mandatory
from shared.calendar import add_months
from shared.money import NIL
from shared.policies import Entry
from shared.schema import Field, Pounds

ADULT = 18


@dataclass(frozen=True, slots=True)
class Ask:
    """One assistance asked for, in its case and beside what the mandatory grant came to."""

    case: Case
    asked: Asked
    mandatory: Mandatory


class Condition(Entry):
    """A condition of an offer, with the clause that makes it."""

    reason: ClassVar[Decline]
    words: ClassVar[str]

    @abstractmethod
    def met(self, ask: Ask) -> bool: ...

    def unmet(self, ask: Ask) -> Decline | None:
        return None if self.met(ask) else self.why()

    def why(self) -> Decline:
        return self.reason

    def says(self) -> str:
        """The condition in plain words, such as `lived there for 5 years`."""
        stated = self.model_dump(exclude={"clause", "also", "reading", "rule"})
        return self.words.format(**{name: _listed(value) for name, value in stated.items()})


def _listed(value: object) -> str:
    values = value if isinstance(value, tuple) else (value,)
    return " or ".join(map(str, values)).replace("_", " ")


class MandatoryPaid(Condition):
    """Only for those in receipt of a mandatory grant."""

    reason = Decline.NO_MANDATORY_AWARD
    words = "a mandatory grant is paid"
    rule: Literal["mandatory_paid"]

    def met(self, ask: Ask) -> bool:
        return ask.mandatory.amount > NIL


class Tenure(Condition):
    reason = Decline.TENURE
    words = "{one_of}"
    rule: Literal["tenure"]
    one_of: tuple[ApplicantKind, ...]

    def met(self, ask: Ask) -> bool:
        return ask.case.applicant.kind in self.one_of


class Diagnosed(Condition):
    reason = Decline.DIAGNOSIS
    words = "diagnosed: {one_of}"
    rule: Literal["diagnosis"]
    one_of: tuple[Diagnosis, ...]

    def met(self, ask: Ask) -> bool:
        return any(d in self.one_of for d in ask.case.disabled_person.diagnoses)


class Circumstances(Condition):
    reason = Decline.CIRCUMSTANCES
    words = "{one_of}"
    rule: Literal["circumstance"]
    one_of: tuple[Circumstance, ...]

    def met(self, ask: Ask) -> bool:
        return any(getattr(ask.case.disabled_person, name) for name in self.one_of)


class ReferredBy(Condition):
    reason = Decline.REFERRER
    words = "referred by {one_of}"
    rule: Literal["referred_by"]
    one_of: tuple[str, ...]

    def met(self, ask: Ask) -> bool:
        return ask.asked.facts.referred_by in self.one_of


class SupportedBy(Condition):
    """A recommendation; not held against the applicant where the case does not say whose."""

    reason = Decline.SUPPORTER
    words = "recommended by {one_of}"
    rule: Literal["supported_by"]
    one_of: tuple[str, ...]

    def met(self, ask: Ask) -> bool:
        by = ask.asked.facts.supported_by
        return by is None or by in self.one_of


class AgeOver(Condition):
    """The applicant is older than the age: over 65 is 66 or more."""

    reason = Decline.TOO_YOUNG
    words = "applicant over {age}"
    rule: Literal["age_over"]
    age: int

    def met(self, ask: Ask) -> bool:
        return ask.case.applicant.age > self.age


class ForChild(Condition):
    reason = Decline.NOT_A_CHILD
    words = "for a child"
    rule: Literal["child"]

    def met(self, ask: Ask) -> bool:
        return ask.case.disabled_person.age < ADULT


class LivedThere(Condition):
    """Whole years of residence before the application."""

    reason = Decline.TOO_SHORT_RESIDENCE
    words = "lived there for {years} years"
    rule: Literal["lived_there"]
    years: int

    def met(self, ask: Ask) -> bool:
        return ask.case.dwelling.lived_there_years >= self.years


class Passported(Condition):
    reason = Decline.NOT_PASSPORTED
    words = "passported"
    rule: Literal["passported"]

    def met(self, ask: Ask) -> bool:
        return ask.case.means_test.outcome == "passported"


class ContributionUpTo(Condition):
    """No help with any contribution that is above the amount."""

    reason = Decline.CONTRIBUTION_ABOVE_LIMIT
    words = "contribution of at most {amount}"
    rule: Literal["contribution_up_to"]
    amount: Pounds

    def met(self, ask: Ask) -> bool:
        return ask.case.means_test.contribution <= self.amount


class ContributionExceedsCost(Condition):
    """The contribution exceeds what a mandatory grant would pay towards."""

    reason = Decline.CONTRIBUTION_NOT_HIGH
    words = "contribution above the cost"
    rule: Literal["contribution_exceeds_cost"]

    def met(self, ask: Ask) -> bool:
        return ask.case.means_test.contribution > ask.mandatory.eligible_cost


class OneIn(Condition):
    """One award in so many years before the application; without years, one ever."""

    reason = Decline.EARLIER_AWARD
    words = "one in {years} years"
    rule: Literal["one_in"]
    years: int | None

    def says(self) -> str:
        return super().says() if self.years else "one ever"

    def met(self, ask: Ask) -> bool:
        since = (
            dt.date.min if self.years is None else add_months(ask.case.applied_on, -12 * self.years)
        )
        return not any(
            earlier.kind == ask.asked.kind and earlier.approved_on > since
            for earlier in ask.case.earlier_awards
        )


class WorksInclude(Condition):
    reason = Decline.NO_EQUIPMENT
    words = "works include {one_of}"
    rule: Literal["works_include"]
    one_of: tuple[str, ...]

    def met(self, ask: Ask) -> bool:
        return any(works.kind in self.one_of for works in ask.case.works)


class SecondHome(Condition):
    reason = Decline.NOT_SECOND_HOME
    words = "not the main residence"
    rule: Literal["second_home"]

    def met(self, ask: Ask) -> bool:
        return not ask.case.dwelling.main_residence


class ClutterRating(Condition):
    reason = Decline.CLUTTER_TOO_LOW
    words = "clutter rating of at least {at_least}"
    rule: Literal["clutter_rating"]
    at_least: int

    def met(self, ask: Ask) -> bool:
        return (ask.asked.facts.clutter_rating or 0) >= self.at_least


class Quotations(Condition):
    reason = Decline.TOO_FEW_QUOTATIONS
    words = "at least {at_least} quotations"
    rule: Literal["quotations"]
    at_least: int

    def met(self, ask: Ask) -> bool:
        return ask.asked.facts.quotations >= self.at_least


class NoFaultIfAbortive(Condition):
    """Fees of works that cannot proceed, only where that is not the applicant's fault."""

    reason = Decline.APPLICANTS_FAULT
    words = "if abortive, through no fault"
    rule: Literal["no_fault_if_abortive"]

    def met(self, ask: Ask) -> bool:
        return ask.asked.facts.through_no_fault or not ask.asked.facts.abortive


_SHOWN = {
    "clinical_lead_approved": Decline.CLINICAL_LEAD,
    "finances_affected": Decline.FINANCES_NOT_AFFECTED,
    "abortive": Decline.NOT_ABORTIVE,
    "through_no_fault": Decline.APPLICANTS_FAULT,
    "new_authority_agrees": Decline.NEW_AUTHORITY,
    "adaptation_here_ruled_out": Decline.CAN_BE_ADAPTED_HERE,
    "before_move": Decline.ALREADY_MOVED,
    "category_1_hazard": Decline.NO_CATEGORY_1_HAZARD,
    "no_existing_provision": Decline.PROVISION_EXISTS,
}


class Shown(Condition):
    """A fact of the assistance that has to be shown."""

    words = "{fact}"
    rule: Literal["shown"]
    fact: Literal[
        "clinical_lead_approved",
        "finances_affected",
        "abortive",
        "through_no_fault",
        "new_authority_agrees",
        "adaptation_here_ruled_out",
        "before_move",
        "category_1_hazard",
        "no_existing_provision",
    ]

    def met(self, ask: Ask) -> bool:
        return bool(getattr(ask.asked.facts, self.fact))

    def why(self) -> Decline:
        return _SHOWN[self.fact]


class NewHomeSuitable(Condition):
    """The new home meets the needs or can be adapted at a reasonable cost."""

    reason = Decline.NEW_HOME_NOT_SUITABLE
    words = "new home suitable"
    rule: Literal["new_home_suitable"]

    def met(self, ask: Ask) -> bool:
        return ask.asked.facts.new_home_suitable is not False


class NotDearerThere(Condition):
    """Adapting there costs no more than here; with the move's own costs, less than here."""

    reason = Decline.ADAPTING_THERE_COSTS_MORE
    words = "no dearer there"
    rule: Literal["not_dearer_there"]
    with_moving_costs: bool

    def says(self) -> str:
        if self.with_moving_costs:
            return "moving and adapting there cost less than adapting here"
        return super().says()

    def met(self, ask: Ask) -> bool:
        facts = ask.asked.facts
        if facts.cost_here is None or facts.adaptation_costs_there is None:
            return True
        if not self.with_moving_costs:
            return facts.adaptation_costs_there <= facts.cost_here
        return facts.adaptation_costs_there + (ask.asked.amount or NIL) < facts.cost_here


Requirement = Annotated[
    MandatoryPaid
    | Tenure
    | Diagnosed
    | Circumstances
    | ReferredBy
    | SupportedBy
    | AgeOver
    | ForChild
    | LivedThere
    | Passported
    | ContributionUpTo
    | ContributionExceedsCost
    | OneIn
    | WorksInclude
    | SecondHome
    | ClutterRating
    | Quotations
    | NoFaultIfAbortive
    | Shown
    | NewHomeSuitable
    | NotDearerThere,
    Field(discriminator="rule"),
]
