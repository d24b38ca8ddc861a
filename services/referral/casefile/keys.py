"""What makes a person findable, kept in step with the enquiry."""

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.referral.domain.enquiry import Person
from services.referral.domain.finding import pairs_of, plain, postcode_key, trigrams, words_of
from services.referral.tables import PersonKeys, PersonName, Referral

_KEEP = text("""
    WITH keys AS (
        INSERT INTO person_keys
            (case_id, district, date_of_birth, address, postcode, uprn, nhs_number)
        VALUES (:case_id, :district, :date_of_birth, :address, :postcode, :uprn, :nhs_number)
    ), names AS (
        INSERT INTO person_names (case_id, district, family, given)
        SELECT :case_id, :district, family, given
        FROM unnest(CAST(:families AS text[]), CAST(:givens AS text[])) AS pair (family, given)
    )
    INSERT INTO name_trigrams (trigram, word)
    SELECT trigram, word FROM unnest(CAST(:trigrams AS text[]), CAST(:words AS text[]))
        AS each (trigram, word)
    ON CONFLICT DO NOTHING
""")
"""One statement, so that a referral is not slower for it. Trigrams come sorted: two who bring the
same new name wait for each other and never in a circle."""


async def keep_keys(session: AsyncSession, referral: Referral, person: Person) -> None:
    """Make a person findable."""
    words = words_of(person.name)
    pairs = pairs_of(words)
    threes = sorted((three, word) for word in set(words) for three in trigrams(word))
    await session.execute(
        _KEEP,
        {
            "case_id": referral.case_id,
            "district": referral.district,
            "date_of_birth": person.date_of_birth,
            "address": plain(person.address),
            "postcode": postcode_key(person.postcode),
            "uprn": person.uprn,
            "nhs_number": person.nhs_number,
            "families": [family for family, _ in pairs],
            "givens": [given for _, given in pairs],
            "trigrams": [three for three, _ in threes],
            "words": [word for _, word in threes],
        },
    )


async def change_keys(session: AsyncSession, referral: Referral, person: Person) -> None:
    """Make a person findable by what was corrected, and by nothing else."""
    for table in (PersonKeys, PersonName):
        await session.execute(delete(table).where(table.case_id == referral.case_id))
    await keep_keys(session, referral, person)
