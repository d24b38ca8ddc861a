"""Homes that were let before it was kept by which letting, brought to today's schema."""

import asyncio

import asyncpg
import pytest

from deploy.local.roles import create_roles, role_url
from services.register.app import SERVICE
from shared.persistence.migrate import migrate
from shared.persistence.security import owner_role
from tests.platform.running import new_database

LET_TWICE, EMPTY_SINCE, MOVED_INTO = (f"00000000-0000-0000-0000-0000000000a{n}" for n in "123")
FIRST, SECOND, LEFT, BEFORE = (f"00000000-0000-0000-0000-0000000000b{n}" for n in "1234")
MOVE = "00000000-0000-0000-0000-0000000000c1"
LETTINGS = (
    (FIRST, LET_TWICE, "2026-03-02"),
    (SECOND, LET_TWICE, "2026-05-04"),
    (LEFT, EMPTY_SINCE, "2026-03-02"),
    (BEFORE, MOVED_INTO, "2026-03-02"),
)
HOME = """
INSERT INTO register.homes (id, district, provider_id, uprn, occupancy, survey, category,
    categorisation, pictures, sources, fitness, fitness_by, version)
VALUES ('{0}', 'E07000081', 'example-homes', '{1}', '{2}', '{{}}', 'A', '{{}}', '[]', '{{}}',
    '{{}}', 'today', 1)
"""
LETTING = """
INSERT INTO register.adverts (id, position, home_id, district, provider_id, category, particulars,
    opened_on, closes_on, available_from, state, version)
VALUES ('{0}', 1, '{1}', 'E07000081', 'example-homes', 'A', '[]', '{2}', '{2}', '{2}', 'let', 1);
INSERT INTO register.bids (id, advert_id, case_id, district, kind, band, band_date, placed_on,
    decision, domains, decided_on, version)
VALUES ('{0}', '{0}', '{0}', 'E07000081', 'bid', 'gold', '{2}', '{2}', 'let', '[]', '{2}', 1);
INSERT INTO register.needs (case_id, district, home_id, ended_at, version)
VALUES ('{0}', 'E07000081', '{1}', '{2} 10:00+00', 1)
"""
COMPLETED = """
INSERT INTO register.relocations (id, case_id, district, home_id, home_district, category, stage,
    since, planned_cost, proposed_on, moved_on, domains, taken_back, version)
VALUES ('{0}', '{0}', 'E07000081', '{1}', 'E07000081', 'A', 'completed', '2026-06-01', 9000,
    '2026-05-01', '2026-05-20', '[]', '[]', 1)
"""


@pytest.fixture(scope="module")
def let_by(postgres):
    """By home, through which letting or move somebody lives there."""
    database = new_database("register_as_it_was")
    create_roles(postgres.superuser_url, database)
    owner = role_url(postgres.superuser_url, owner_role("register"), database)
    superuser = role_url(postgres.superuser_url, "postgres", database)

    async def found():
        await migrate("register", SERVICE.migrations, owner, "register_0021")
        connection = await asyncpg.connect(superuser)
        try:
            for n, home in enumerate((LET_TWICE, EMPTY_SINCE, MOVED_INTO)):
                occupancy = "empty" if home == EMPTY_SINCE else "occupied"
                await connection.execute(HOME.format(home, 100 + n, occupancy))
            for letting in LETTINGS:
                await connection.execute(LETTING.format(*letting))
            await connection.execute(COMPLETED.format(MOVE, MOVED_INTO))
            await migrate("register", SERVICE.migrations, owner)
            rows = await connection.fetch("SELECT id::text, let_by::text FROM register.homes")
            return dict(tuple(row) for row in rows)
        finally:
            await connection.close()

    return asyncio.run(found())


def test_the_last_to_whom_a_home_was_let_lives_there(let_by):
    """Whoever had it before has left it: taking their letting back empties no home of others."""
    assert (let_by[LET_TWICE], let_by[MOVED_INTO]) == (SECOND, MOVE)


def test_in_an_empty_home_nobody_lives(let_by):
    assert let_by[EMPTY_SINCE] is None
