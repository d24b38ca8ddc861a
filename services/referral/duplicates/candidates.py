"""Whom a person may be: found by equality alone, which row-level security lets an index answer."""

import uuid
from collections.abc import Sequence

from sqlalchemy import CompoundSelect, Select, and_, or_, select, union

from services.referral.casefile.persons import by_case
from services.referral.data import nicknames
from services.referral.domain.enquiry import Person
from services.referral.domain.finding import pairs_of, plain, postcode_key, words_of
from services.referral.domain.likeness import Known, changed_over_day
from services.referral.tables import EnquiryRecord, PersonKeys, PersonName, Referral
from shared.persistence.reading import Transaction

MOST = 300
"""Records compared by each key: more of one name or postcode than anybody would look through."""


def known_of(person: Person) -> Known:
    """A person as they are compared."""
    home = person.address, person.postcode
    return Known.of(person.name, person.date_of_birth, home, person.uprn, person.nhs_number)


async def candidates(
    reading: Transaction, person: Person
) -> Sequence[tuple[Referral, EnquiryRecord]]:
    """The cases that share a number, a birth, a home or a name with a person."""
    found = (await reading.session.scalars(sharing(person))).all()
    cases = await reading.session.execute(by_case(found))
    return [(referral, record) for referral, record in cases]


def sharing(person: Person) -> CompoundSelect[uuid.UUID]:
    """The cases, each key by its own index."""
    days = {person.date_of_birth, changed_over_day(person.date_of_birth)}
    at_home = PersonKeys.postcode == postcode_key(person.postcode)
    wanted = [
        PersonKeys.date_of_birth.in_(days),
        at_home,
        PersonKeys.address == plain(person.address),
    ]
    if person.nhs_number:
        wanted.append(PersonKeys.nhs_number == person.nhs_number)
    if person.uprn:
        wanted.append(PersonKeys.uprn == person.uprn)
    by_keys = [select(PersonKeys.case_id).where(each).limit(MOST) for each in wanted]
    return union(*(each.subquery().select() for each in (*by_keys, _of_that_name(person))))


def _of_that_name(person: Person) -> Select[uuid.UUID]:
    """Those of the same name, of what people of that name are called, or with the two changed over."""
    pairs = pairs_of(words_of(person.name))
    family, given = PersonName.family, PersonName.given
    either = [
        condition
        for last, first in pairs
        for condition in (
            and_(family == last, given.in_({first, *nicknames().of(first)})),
            and_(family == first, given == last),
        )
    ]
    return select(PersonName.case_id).where(or_(*either)).limit(MOST)
