"""Documents from before they were entries of the history count like those filed since."""

import json

import asyncpg
import pytest

from deploy.local.roles import create_roles, role_url
from services.grants.app import SERVICE
from shared.persistence.migrate import migrate
from shared.persistence.security import owner_role
from tests.platform.running import GLOUCESTER, new_database

CASE = "00000000-0000-0000-0000-0000000000c1"
DOCUMENT = "00000000-0000-0000-0000-0000000000d1"
BEFORE = f"""
INSERT INTO grants.cases (case_id, reference, district, state, entries, clock, version, breached,
    mandatory, discretionary, spent, committed, offered)
VALUES ('{CASE}', 'x', '{GLOUCESTER}', 'open', 1, '2026-09-02', 1, false, 0, 0, 0, 0, 0);
INSERT INTO grants.entries (case_id, number, district, kind, at, by, noted)
VALUES ('{CASE}', 1, '{GLOUCESTER}', 'noted', '2026-03-03', 'officer', '{{"text": "x"}}');
INSERT INTO grants.documents (id, district, case_id, shows, name, kind, bytes, sha256, scan, kept_at,
    kept_by)
VALUES ('{DOCUMENT}', '{GLOUCESTER}', '{CASE}', 'proof_of_title', 'deeds.pdf', 'application/pdf', 1,
    repeat('0', 64), 'not_scanned', '2026-03-02', 'officer');
"""


@pytest.fixture
async def connection(postgres):
    """To a schema in which a document was filed before, brought to today's."""
    database = new_database("papers")
    create_roles(postgres.superuser_url, database)
    owner = role_url(postgres.superuser_url, owner_role("grants"), database)
    await migrate("grants", SERVICE.migrations, owner, "grants_0021")
    connection = await asyncpg.connect(role_url(postgres.superuser_url, "postgres", database))
    await connection.execute(BEFORE)
    await migrate("grants", SERVICE.migrations, owner)
    yield connection
    await connection.close()


async def test_each_has_its_entry_after_all_others(connection):
    rows = await connection.fetch("SELECT * FROM grants.entries ORDER BY number")
    assert [row["kind"] for row in rows] == ["noted", "paper_filed"]
    assert json.loads(rows[1]["paper_filed"]) == {
        "document_id": DOCUMENT,
        "shows": "proof_of_title",
    }
    assert await connection.fetchval("SELECT entries FROM grants.cases") == 2
