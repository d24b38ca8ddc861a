"""Which evidence a household still has to show, in words."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.means_test.domain.evidence import EvidenceKind, WantedEvidence, wanted
from services.means_test.domain.life import UNDECIDED
from services.means_test.tables import Evidence, Test, TestCase
from shared.persistence.reading import Transaction


async def wanted_of(transaction: Transaction, case: TestCase) -> tuple[WantedEvidence, ...]:
    """What is outstanding, in the order in which it was asked for; after the decision nothing is."""
    if case.state not in UNDECIDED:
        return ()
    rows = await transaction.session.scalars(
        select(Evidence)
        .where(Evidence.case_id == case.case_id)
        .order_by(Evidence.asked_on, Evidence.id)
    )
    asked = [row for row in rows if row.outstanding]
    return await _in_words(transaction, case.case_id, asked)


async def _in_words(
    transaction: Transaction, case_id: uuid.UUID, asked: Sequence[Evidence]
) -> tuple[WantedEvidence, ...]:
    latest = select(Test).where(Test.case_id == case_id).order_by(Test.number.desc()).limit(1)
    test = await transaction.session.scalar(latest)
    roles = {person.id: person.role for person in test.household.people} if test else {}
    return tuple(
        wanted(EvidenceKind(e.kind), e.of, roles.get(e.of), e.asked_on, e.received_on)
        for e in asked
    )
