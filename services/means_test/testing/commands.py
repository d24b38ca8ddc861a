"""Testing a household: preliminarily, formally, and again where the formal test was mistaken."""

import uuid
from typing import NamedTuple

from sqlalchemy import select

from services.means_test.calculate import assess_on_its_day
from services.means_test.domain.answer import answer
from services.means_test.domain.fingerprint import fingerprint
from services.means_test.domain.household import Household, KeptHousehold
from services.means_test.domain.life import Step
from services.means_test.domain.results import PublishedResult
from services.means_test.tables import Evidence, Test, TestCase
from shared.contracts.codes import MeansTestKind
from shared.contracts.means_test import MeansTestCompleted
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import load
from shared.problems import FieldError, InvalidInput, WrongState
from shared.schema import Field, Model, example, example_of

ANOTHER_DAY = "the application was made on another day"


class Correcting(NamedTuple):
    """The formal test that a new one takes the place of, and why."""

    test_id: uuid.UUID | None
    reason: str | None


NOTHING = Correcting(None, None)


class FormalCorrection(Model):
    """A formal test that is made again before the decision, and why."""

    model_config = example(household=example_of(Household), reason="A pension was left out")

    household: Household
    """As it stood at the application."""
    reason: str = Field(min_length=1, max_length=500, examples=["a pension was left out"])
    """Why it is made again, in the officer's words, up to 500 characters; kept with the test."""


async def test_preliminarily(uow: UnitOfWork, case_id: uuid.UUID, household: Household) -> Test:
    """Test a household before it applies; a later one stands beside it, never in its place."""
    case = await uow.load(TestCase, case_id)
    case.take(Step.ESTIMATE, uow.now)
    return _test(uow, case, MeansTestKind.PRELIMINARY, household)


async def test_formally(uow: UnitOfWork, case_id: uuid.UUID, household: Household) -> Test:
    """Test the household as it stood at the application."""
    case = await uow.load(TestCase, case_id)
    case.take(Step.TEST, uow.now)
    _demand_its_day(case, household, "")
    await _demand_originals(uow, case)
    return _formal(uow, case, household, ANOTHER_DAY)


async def correct_formally(
    uow: UnitOfWork, case_id: uuid.UUID, correction: FormalCorrection
) -> Test:
    """Make the formal test again, before the decision. Both are kept; the later one counts."""
    case = await uow.load(TestCase, case_id)
    case.take(Step.CORRECT, uow.now)
    _demand_its_day(case, correction.household, "/household")
    await _demand_originals(uow, case)
    try:
        return _formal(uow, case, correction.household, correction.reason)
    except InvalidInput as error:
        error.errors = tuple(FieldError(f"/household{e.pointer}", e.detail) for e in error.errors)
        raise


def _demand_its_day(case: TestCase, household: Household, at: str) -> None:
    """Resources are tested as they were on the day of the application (section 30)."""
    if household.application.made_on != case.applied_on:
        raise InvalidInput.at(
            f"{at}/application/made_on", f"the application was made on {case.applied_on}"
        )


async def _demand_originals(uow: UnitOfWork, case: TestCase) -> None:
    """A formal test rests on originals: refuse it while some are still out."""
    if not case.evidence_outstanding:
        return
    asked = await uow.session.scalars(select(Evidence).where(Evidence.case_id == case.case_id))
    kinds = ", ".join(sorted({e.kind for e in asked if e.outstanding}))
    raise WrongState(f"the original is still to be seen of: {kinds}")


def _formal(uow: UnitOfWork, case: TestCase, household: Household, why: str) -> Test:
    """Test formally; in place of the earlier formal test, where there was one."""
    corrects = case.formal_test_id
    correcting = NOTHING if corrects is None else Correcting(corrects, why)
    test = _test(uow, case, MeansTestKind.FORMAL, household, correcting)
    case.formal_test_id = test.id
    return test


def _test(
    uow: UnitOfWork,
    case: TestCase,
    kind: MeansTestKind,
    household: Household,
    correcting: Correcting = NOTHING,
) -> Test:
    """Calculate under the district's policy, keep the test whole and tell its result."""
    household = _of_district(household, case.district)
    assessment = assess_on_its_day(household)
    case.tests += 1
    test = Test(
        id=uow.new_id("test"),
        case_id=case.case_id,
        district=case.district,
        number=case.tests,
        kind=kind,
        made_at=uow.now,
        made_by=uow.reach.principal,
        corrects=correcting.test_id,
        reason=correcting.reason,
        household=KeptHousehold.of(household),
        policy_version=load(case.district, household.application.made_on).version,
        result=PublishedResult.model_validate(answer(assessment)),
        fingerprint=fingerprint(household, assessment),
        readings=assessment.readings.edition,
    )
    uow.add(test)
    uow.publish(_completed(test))
    return test


def _completed(test: Test) -> MeansTestCompleted:
    result = test.result
    assert result.reduction is not None
    assert result.statutory.reduction is not None
    return MeansTestCompleted(
        case_id=test.case_id,
        district=test.district,
        test_id=test.id,
        kind=MeansTestKind(test.kind),
        corrects=test.corrects,
        made_on=test.household.application.made_on,
        outcome=result.outcome,
        reduction=result.reduction,
        statutory_outcome=result.statutory.outcome,
        statutory_reduction=result.statutory.reduction,
        parameter_set=result.parameter_set,
        policy_version=test.policy_version,
        local_passport=next((r.value for r in result.local_rules if r.rule == "passport"), None),
        fingerprint=test.fingerprint,
    )


def _of_district(household: Household, district: str) -> Household:
    """The household as the case's district tests it."""
    application = household.application
    if application.authority not in {None, district}:
        raise InvalidInput.at("/application/authority", f"the case is decided by {district}")
    decided_by = application.model_copy(update={"authority": district})
    return household.model_copy(update={"application": decided_by})
