"""A letter is kept as it was sent, under row-level security, with the hash of its bytes."""

import asyncio
import hashlib
import uuid

import asyncpg
import pytest
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase

from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from shared.files import Damaged, Store
from shared.letters import KeptLetter, create_letters, keep_letter, write
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.persistence.rows import TYPES
from shared.persistence.security import runtime_role
from tests.letters.given import ON, given
from tests.platform.running import new_database

GLOUCESTER, STROUD = "E07000081", "E07000082"
CASE = uuid.UUID(int=1)
OFFICER = Reach("an officer", (STROUD,), (STROUD,))
PDF = b"%PDF-1.7 a letter"


class Base(DeclarativeBase):
    type_annotation_map = TYPES


class Letter(KeptLetter, Base):
    """The table of a service that sends letters."""

    __tablename__ = "probe_letters"


@pytest.fixture(scope="module")
def url(postgres):
    database = new_database("letters")
    prepare(postgres.superuser_url, database)
    superuser = role_url(postgres.superuser_url, "postgres", database)
    asyncio.run(_create(superuser))
    return role_url(superuser, runtime_role("referral"), database)


async def _create(superuser):
    connection = await asyncpg.connect(superuser)
    statements = []
    create_letters(statements.append, "referral", "probe_letters")
    statements.append("ALTER TABLE referral.probe_letters ADD taken_back jsonb")
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


@pytest.fixture
async def database(url):
    database = Database("referral", url, pool_size=2)
    yield database
    await database.dispose()


@pytest.fixture
def store(tmp_path):
    return Store.open(tmp_path.as_uri())


async def kept(database, store, *, pdf=PDF, cause=None, **changes):
    written = write("referral_acknowledgement", ON, given(**changes))
    async with database.unit_of_work(
        OFFICER, action="acknowledge", cause=cause or uuid.uuid4()
    ) as uow:
        where = {"district": STROUD, "case_id": CASE}
        letter = await keep_letter(uow, store, Letter, written, pdf, **where)
    return letter.id, written


async def seen(database, reach):
    async with database.reading(reach) as reading:
        return {row.id: row for row in await reading.session.scalars(select(Letter))}


async def content(store, key, sha256):
    return b"".join([part async for part in store.read(key, sha256)])


async def test_a_letter_is_kept_as_it_was_sent(database, store):
    letter, written = await kept(database, store)
    row = (await seen(database, OFFICER))[letter]
    assert (row.letter, row.version) == ("referral_acknowledgement", "2026-11-29")
    assert (row.written_by, row.case_id) == ("an officer", CASE)
    html = await content(store, row.html_key, row.html_sha256)
    assert html == written.html.encode()
    assert row.pdf_sha256 == hashlib.sha256(PDF).hexdigest()
    assert await content(store, row.pdf_key, row.pdf_sha256) == PDF


async def test_a_letter_without_a_pdf_is_kept_as_html_and_says_so(database, store):
    letter, _ = await kept(database, store, pdf=None)
    assert (await seen(database, OFFICER))[letter].pdf_sha256 is None


async def test_a_letter_that_was_kept_is_never_written_over(database, store):
    """The same command again with other words: what was sent stands."""
    cause = uuid.uuid4()
    letter, written = await kept(database, store, cause=cause)
    with pytest.raises(Damaged):
        await kept(database, store, cause=cause, name="Mr Other")
    row = (await seen(database, OFFICER))[letter]
    assert await content(store, row.html_key, row.html_sha256) == written.html.encode()


async def test_who_may_not_see_the_case_does_not_see_its_letters(database, store):
    letter, _ = await kept(database, store)
    assert letter not in await seen(database, Reach("elsewhere", (GLOUCESTER,), (GLOUCESTER,)))
    assert letter not in await seen(database, Reach("else", (STROUD,), case=str(uuid.uuid4())))
    assert letter in await seen(database, Reach("the resident", (STROUD,), case=str(CASE)))
