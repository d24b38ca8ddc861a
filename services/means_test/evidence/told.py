"""What a household is told of its test of resources: the papers that it still has to show, the letters
that it was sent, and whom to ask.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.means_test.domain.evidence import EvidenceKind, WantedEvidence, wanted
from services.means_test.domain.life import UNDECIDED
from services.means_test.tables import LETTERS, Evidence, Test, TestCase
from shared.contacts import Contact
from shared.contacts.known import contact_of
from shared.persistence.reading import Reading, Transaction
from shared.schema import Model
from shared.told import ToldLetter


class ToldView(Model):
    """What a household is told of its test of resources."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    wanted: tuple[WantedEvidence, ...]
    """What we want to see; nothing: they can wait."""
    contact: Contact
    """Whom to ask."""
    letters: tuple[ToldLetter, ...]
    """The letters that they were sent, the first first."""


async def told(reading: Reading, case_id: uuid.UUID) -> ToldView:
    """What the person, or who speaks for them, still has to show. Raises `NotFound`."""
    case = await reading.read(TestCase, case_id)
    return ToldView(
        case_id=case_id,
        wanted=await wanted_of(reading, case),
        contact=contact_of(case.district),
        letters=await LETTERS.told(reading, case_id),
    )


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
