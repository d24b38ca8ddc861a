"""What readers are shown of tests of resources."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.means_test.tables import Test, TestCase
from shared.contracts.codes import MeansTestKind
from shared.persistence.reading import read
from shared.schema import Model


class TestCaseView(Model):
    """A case as the benefits team sees it."""

    case_id: uuid.UUID
    district: str
    applied_on: dt.date | None
    declined_on: dt.date | None
    tests: int
    formal_test_id: uuid.UUID | None

    @classmethod
    def of(cls, row: TestCase) -> "TestCaseView":
        return cls.model_validate(row, from_attributes=True)


class TestView(Model):
    """One test: what it was made from, its result and its working."""

    id: uuid.UUID
    case_id: uuid.UUID
    district: str
    number: int
    kind: MeansTestKind
    made_at: dt.datetime
    household: dict[str, Any]
    policy_version: str
    result: dict[str, Any]
    fingerprint: str

    @classmethod
    def of(cls, row: Test) -> "TestView":
        return cls.model_validate(row, from_attributes=True)


async def case(session: AsyncSession, case_id: uuid.UUID) -> TestCase:
    """One case."""
    return await read(session, TestCase, case_id)


async def test(session: AsyncSession, test_id: uuid.UUID) -> Test:
    """One test."""
    return await read(session, Test, test_id)
