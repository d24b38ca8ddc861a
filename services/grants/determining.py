"""A case's facts, put together for the rules."""

import datetime as dt
from decimal import Decimal
from typing import Any

from services.grants.domain.codes import Time
from services.grants.domain.determination.works import lowest
from services.grants.domain.facts.application import Application, ServiceOrCharge, Works
from services.grants.domain.facts.case import Case, MeansTest, Tested
from services.grants.domain.outcome import Determination
from services.grants.domain.policy.entries import Duration
from services.grants.in_force.policies import decide, sources
from services.grants.tables import GrantCase
from shared.money import NIL
from shared.problems import InvalidInput
from shared.schema import Model


class CostEstimate(Model):
    """The works that adapting the present home would take, with their estimates and services."""

    works: tuple[Works, ...]
    services_and_charges: tuple[ServiceOrCharge, ...] = ()

    @property
    def total(self) -> Decimal:
        """Pounds: each work at its lowest estimate, and all services and charges."""
        works = sum((lowest(w) for w in self.works), NIL)
        return works + sum((s.amount for s in self.services_and_charges), NIL)


def case_of(case: GrantCase) -> Application:
    """The application as it was made."""
    return Application.model_validate(case.application)


def decide_by(application: Application) -> dt.date:
    """The last day for the decision (section 34; guidance B115), or the district's earlier one."""
    return _limit(application, "decision").after(application.applied_on)


def complete_by(application: Application, approved_on: dt.date) -> dt.date:
    """The last day for the works (section 37; guidance B131), or the district's earlier one."""
    return _limit(application, "completion").after(approved_on)


def _limit(application: Application, time: Time) -> Duration:
    limit = sources(application.authority, application.applied_on).time(time)
    if limit is None:
        raise LookupError(f"neither the law's file nor the district's sets a time: {time}")
    return limit


def determine_for(
    case: GrantCase, application: Application, test: dict[str, Any], decided_on: dt.date
) -> Determination:
    """Determine an application of this case on one of its tests, as if on that day.

    A draft may be dated ahead: it is then determined as on its own date.
    """
    if application.authority != case.district:
        raise InvalidInput.at("/authority", f"the case is decided by {case.district}")
    statutory = Tested(outcome=test["statutory_outcome"], reduction=test["statutory_reduction"])
    means_test = MeansTest(
        outcome=test["outcome"], reduction=test["reduction"], statutory=statutory
    )
    stated = application.model_dump(exclude_unset=True)
    return decide(
        Case(
            **stated,
            means_test=means_test,
            decided_on=max(decided_on, application.applied_on),
        )
    )
