"""The facts of one decision: an application, its test of resources, and the day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from services.grants.domain.codes import TestOutcome
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.checks import contradictions
from shared.contracts.means_test import MeansTestCompleted
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Model, Pounds


class Tested(Model):
    """A test of resources: its outcome, and what the grant is reduced by (pounds)."""

    outcome: TestOutcome
    reduction: Pounds


class MeansTest(Tested):
    """The test's result under the local policy, beside the Regulations' own where they differ."""

    statutory: Tested | None = None

    @property
    def under_the_act(self) -> Tested:
        return self.statutory or self

    @property
    def contribution(self) -> Decimal:
        """What reduces the grant in pounds: a local test never asks for more than the Act's."""
        return min(self.reduction, self.under_the_act.reduction)


class Case(Application):
    """An application as it stands on the day of decision."""

    decided_on: Date
    means_test: MeansTest

    def model_post_init(self, _context: Any, /) -> None:
        """A case that exists is possible. Raises `InvalidInput` with every contradiction."""
        if errors := (*contradictions(self, self.decided_on), *_test(self)):
            raise InvalidInput(errors=errors)


def tested(application: Application, test: MeansTestCompleted, decided_on: date) -> Case:
    """An application with its test of resources, as it stands on that day.

    A draft may be dated ahead: it then stands as on its own date.
    """
    statutory = Tested(outcome=test.statutory_outcome.value, reduction=test.statutory_reduction)
    means_test = MeansTest(
        outcome=test.outcome.value, reduction=test.reduction, statutory=statutory
    )
    # The application was checked when it was made: only the case as a whole is checked again.
    return Case.model_construct(
        application.model_fields_set | {"means_test", "decided_on"},
        **dict(application),
        means_test=means_test,
        decided_on=max(decided_on, application.applied_on),
    )


def reduction_counted(test: MeansTestCompleted, expense: Decimal, maximum: Decimal) -> Decimal:
    """By how much the mandatory grant was in fact reduced: at most what it would have been.

    That is the lesser of the expense and the maximum (section 30; regulation 13), pounds.
    """
    return min(test.reduction, test.statutory_reduction, expense, maximum)


def _test(case: Case) -> Iterator[FieldError]:
    test, landlord = case.means_test, case.applicant.kind == "landlord"
    if test.outcome == "not_tested" and not landlord:
        yield FieldError("/means_test/outcome", "only a landlord's application is not tested")
    if test.reduction and (landlord or test.outcome != "assessed"):
        yield FieldError("/means_test/reduction", "only an assessed contribution reduces a grant")
    if test.statutory and test.statutory.reduction and test.statutory.outcome != "assessed":
        yield FieldError(
            "/means_test/statutory/reduction", "only an assessed contribution reduces a grant"
        )
    if case.applicant.rent_effect and not landlord:
        yield FieldError("/applicant/rent_effect", "only a landlord can charge a higher rent")
