"""The use cases of the means test service."""

import hashlib
import uuid

import orjson

from services.means_test.calculate import assess_on_its_day
from services.means_test.domain.answer import answer
from services.means_test.domain.household import Household
from services.means_test.tables import Test, TestCase
from shared.contracts.codes import MeansTestKind
from shared.contracts.grants import ApplicationCompleted
from shared.contracts.means_test import MeansTestCompleted, MeansTestDeclined
from shared.contracts.referral import ReferralTriaged
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import load
from shared.problems import InvalidInput, WrongState


async def open_case(work: UnitOfWork, event: ReferralTriaged) -> None:
    """A triaged case waits for its preliminary test."""
    work.concerns(event.district, event.case_id)
    await _case(work, event.case_id, event.district)


async def note_application(work: UnitOfWork, event: ApplicationCompleted) -> None:
    """The application is complete: its date is that of the formal test."""
    work.concerns(event.district, event.case_id)
    case = await _case(work, event.case_id, event.district)
    case.applied_on = event.applied_on


async def test_preliminarily(work: UnitOfWork, case_id: uuid.UUID, household: Household) -> Test:
    """Test a household before it applies; a later one stands beside it, never in its place."""
    case = await work.load(TestCase, case_id)
    if case.formal_test_id is not None:
        raise WrongState("the formal test is made; it is final at the application")
    return _test(work, case, MeansTestKind.PRELIMINARY, household)


async def test_formally(work: UnitOfWork, case_id: uuid.UUID, household: Household) -> Test:
    """Test the household as it stood at the application: final for this application."""
    case = await work.load(TestCase, case_id)
    if case.applied_on is None:
        raise WrongState("the formal test waits for a complete application")
    if case.formal_test_id is not None:
        raise WrongState("the formal test is made; it is final at the application")
    if household.application.made_on != case.applied_on:
        raise InvalidInput.at(
            "/application/made_on", f"the application was made on {case.applied_on}"
        )
    test = _test(work, case, MeansTestKind.FORMAL, household)
    case.formal_test_id = test.id
    return test


async def note_declined(work: UnitOfWork, case_id: uuid.UUID) -> TestCase:
    """The household does not give information about its resources."""
    case = await work.load(TestCase, case_id)
    if case.declined_on is not None:
        raise WrongState(f"already noted on {case.declined_on}")
    case.declined_on = work.today
    work.publish(MeansTestDeclined(case_id=case_id, district=case.district, declined_on=work.today))
    return case


def _test(work: UnitOfWork, case: TestCase, kind: MeansTestKind, household: Household) -> Test:
    """Calculate under the district's policy, keep the test whole and tell its result."""
    household = _of_district(household, case.district)
    application = household.application
    result = answer(assess_on_its_day(household))
    case.tests += 1
    test = Test(
        id=work.new_id("test"),
        case_id=case.case_id,
        district=case.district,
        number=case.tests,
        kind=kind,
        made_at=work.now,
        household=household.model_dump(mode="json"),
        policy_version=load(case.district, application.made_on).version,
        result=orjson.loads(orjson.dumps(result)),
        fingerprint=_fingerprint(household, result),
    )
    work.add(test)
    work.publish(_completed(test, household))
    return test


def _completed(test: Test, household: Household) -> MeansTestCompleted:
    result = test.result
    return MeansTestCompleted(
        case_id=test.case_id,
        district=test.district,
        test_id=test.id,
        kind=MeansTestKind(test.kind),
        made_on=household.application.made_on,
        outcome=result["outcome"],
        reduction=result["reduction"] or "0.00",
        statutory_outcome=result["statutory"]["outcome"],
        statutory_reduction=result["statutory"]["reduction"] or "0.00",
        parameter_set=result["parameter_set"],
        policy_version=test.policy_version,
        fingerprint=test.fingerprint,
    )


def _of_district(household: Household, district: str) -> Household:
    """The household as the case's district tests it."""
    application = household.application
    if application.authority not in {None, district}:
        raise InvalidInput.at("/application/authority", f"the case is decided by {district}")
    decided_by = application.model_copy(update={"authority": district})
    return household.model_copy(update={"application": decided_by})


def _fingerprint(household: Household, result: dict[str, object]) -> str:
    whole = household.model_dump_json().encode() + orjson.dumps(result)
    return hashlib.sha256(whole).hexdigest()


async def _case(work: UnitOfWork, case_id: uuid.UUID, district: str) -> TestCase:
    return await work.find_or_add(TestCase, case_id, district=district, tests=0, version=1)
