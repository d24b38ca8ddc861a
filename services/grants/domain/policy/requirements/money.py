"""Conditions of an offer about the mandatory grant, the means test and earlier awards."""

import datetime as dt
from typing import Literal

from services.grants.domain.codes import Decline
from services.grants.domain.policy.requirements.base import Ask, Requirement
from shared.calendar import add_months
from shared.money import NIL
from shared.schema import Pounds


class MandatoryPaid(Requirement):
    """Only for those in receipt of a mandatory grant."""

    reason = Decline.NO_MANDATORY_AWARD
    words = "a mandatory grant is paid"
    rule: Literal["mandatory_paid"]

    def met(self, ask: Ask) -> bool:
        return ask.mandatory.amount > NIL


class Passported(Requirement):
    reason = Decline.NOT_PASSPORTED
    words = "passported"
    rule: Literal["passported"]

    def met(self, ask: Ask) -> bool:
        return ask.case.means_test.outcome == "passported"


class ContributionUpTo(Requirement):
    """No help with any contribution that is above the amount."""

    reason = Decline.CONTRIBUTION_ABOVE_LIMIT
    words = "contribution of at most {amount}"
    rule: Literal["contribution_up_to"]
    amount: Pounds

    def met(self, ask: Ask) -> bool:
        return ask.case.means_test.contribution <= self.amount


class ContributionExceedsCost(Requirement):
    """The contribution exceeds what a mandatory grant would pay towards."""

    reason = Decline.CONTRIBUTION_NOT_HIGH
    words = "contribution above the cost"
    rule: Literal["contribution_exceeds_cost"]

    def met(self, ask: Ask) -> bool:
        return ask.case.means_test.contribution > ask.mandatory.eligible_cost


class OneIn(Requirement):
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
