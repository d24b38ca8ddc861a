"""What makes a person findable, kept in step with the enquiry."""

from collections.abc import Sequence

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral.domain.enquiry import Person
from services.referral.domain.finding import pairs_of, plain, postcode_key, trigrams, words_of
from services.referral.tables import PersonKeys, PersonName, Referral

_KEEP = text("""
    WITH keys AS (
        INSERT INTO person_keys
            (case_id, district, date_of_birth, address, postcode, uprn, nhs_number)
        SELECT * FROM unnest(CAST(:case_ids AS uuid[]), CAST(:districts AS text[]),
            CAST(:dates_of_birth AS date[]), CAST(:addresses AS text[]),
            CAST(:postcodes AS text[]), CAST(:uprns AS text[]), CAST(:nhs_numbers AS text[]))
    ), names AS (
        INSERT INTO person_names (case_id, district, family, given)
        SELECT * FROM unnest(CAST(:named AS uuid[]), CAST(:named_in AS text[]),
            CAST(:families AS text[]), CAST(:givens AS text[]))
    )
    INSERT INTO name_trigrams (trigram, word)
    SELECT trigram, word FROM unnest(CAST(:trigrams AS text[]), CAST(:words AS text[]))
        AS each (trigram, word)
    ON CONFLICT DO NOTHING
""")
"""One statement, so that a referral is not slower for it. Trigrams come sorted: two who bring the
same new name wait for each other and never in a circle."""


async def keep_keys(session: AsyncSession, found: Sequence[tuple[Referral, Person]]) -> None:
    """Make people findable."""
    names = [
        (referral.case_id, referral.district, family, given)
        for referral, person in found
        for family, given in pairs_of(words_of(person.name))
    ]
    words = {word for _, person in found for word in words_of(person.name)}
    threes = sorted((three, word) for word in words for three in trigrams(word))
    await session.execute(
        _KEEP,
        {
            "case_ids": [referral.case_id for referral, _ in found],
            "districts": [referral.district for referral, _ in found],
            "dates_of_birth": [person.date_of_birth for _, person in found],
            "addresses": [plain(person.address) for _, person in found],
            "postcodes": [postcode_key(person.postcode) for _, person in found],
            "uprns": [person.uprn for _, person in found],
            "nhs_numbers": [person.nhs_number for _, person in found],
            "named": [case_id for case_id, *_ in names],
            "named_in": [district for _, district, *_ in names],
            "families": [family for *_, family, _ in names],
            "givens": [given for *_, given in names],
            "trigrams": [three for three, _ in threes],
            "words": [word for _, word in threes],
        },
    )


async def change_keys(session: AsyncSession, referral: Referral, person: Person) -> None:
    """Make a person findable by what was corrected, and by nothing else."""
    for table in (PersonKeys, PersonName):
        await session.execute(delete(table).where(table.case_id == referral.case_id))
    await keep_keys(session, [(referral, person)])
