"""Conditions of an offer about the assistance that is asked for, as its facts state it."""

from typing import Literal

from services.grants.domain.codes import Decline
from services.grants.domain.policy.requirements.base import Ask, Requirement
from shared.money import NIL


class ReferredBy(Requirement):
    reason = Decline.REFERRER
    words = "referred by {one_of}"
    rule: Literal["referred_by"]
    one_of: tuple[str, ...]

    def met(self, ask: Ask) -> bool:
        return ask.asked.facts.referred_by in self.one_of


class SupportedBy(Requirement):
    """A recommendation; not held against the applicant where the case does not say whose."""

    reason = Decline.SUPPORTER
    words = "recommended by {one_of}"
    rule: Literal["supported_by"]
    one_of: tuple[str, ...]

    def met(self, ask: Ask) -> bool:
        by = ask.asked.facts.supported_by
        return by is None or by in self.one_of


class ClutterRating(Requirement):
    reason = Decline.CLUTTER_TOO_LOW
    words = "clutter rating of at least {at_least}"
    rule: Literal["clutter_rating"]
    at_least: int

    def met(self, ask: Ask) -> bool:
        return (ask.asked.facts.clutter_rating or 0) >= self.at_least


class Quotations(Requirement):
    reason = Decline.TOO_FEW_QUOTATIONS
    words = "at least {at_least} quotations"
    rule: Literal["quotations"]
    at_least: int

    def met(self, ask: Ask) -> bool:
        return ask.asked.facts.quotations >= self.at_least


class NoFaultIfAbortive(Requirement):
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
    "charitable_organisation": Decline.NOT_A_CHARITY,
}


class Shown(Requirement):
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
        "charitable_organisation",
    ]

    def met(self, ask: Ask) -> bool:
        return bool(getattr(ask.asked.facts, self.fact))

    def why(self) -> Decline:
        return _SHOWN[self.fact]


_DENIED = {
    "unaffordable": Decline.CONTRIBUTION_AFFORDABLE,
    "directed_by_social_care": Decline.NOT_DIRECTED,
}


class NotDenied(Requirement):
    """A fact that is not held against the applicant unless it is said not to hold."""

    words = "{fact}"
    rule: Literal["not_denied"]
    fact: Literal["unaffordable", "directed_by_social_care"]

    def met(self, ask: Ask) -> bool:
        return getattr(ask.asked.facts, self.fact) is not False

    def why(self) -> Decline:
        return _DENIED[self.fact]


class SafeDischarge(Requirement):
    """Someone leaves hospital, and there is concern for their or their carer's safety at home."""

    reason = Decline.CIRCUMSTANCES
    words = "for a discharge from hospital where safety is a concern"
    rule: Literal["safe_discharge"]

    def met(self, ask: Ask) -> bool:
        person, facts = ask.case.disabled_person, ask.asked.facts
        return person.being_discharged_from_hospital and facts.safety_concern


class NewHomeSuitable(Requirement):
    """The new home meets the needs or can be adapted at a reasonable cost."""

    reason = Decline.NEW_HOME_NOT_SUITABLE
    words = "new home suitable"
    rule: Literal["new_home_suitable"]

    def met(self, ask: Ask) -> bool:
        return ask.asked.facts.new_home_suitable is not False


class NotDearerThere(Requirement):
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
