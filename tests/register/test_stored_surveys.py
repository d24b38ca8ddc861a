"""Surveys that were stored before there was one door for identities open as before."""

import asyncio
import uuid
from pathlib import Path

import asyncpg
import pytest
from pydantic import ValidationError

from deploy.local.roles import create_roles, role_url
from services.register.domain.home import Home, opened
from shared.persistence.migrate import migrate
from shared.persistence.security import owner_role

MIGRATIONS = Path(__file__).parents[2] / "services" / "register" / "migrations"


def test_an_identity_that_no_door_takes_today_is_left_out():
    stored = {"uprn": "100080000000", "postcode": "Garden flat", "bedrooms": 2, "parking": "bay 7"}
    assert opened(stored) == Home(bedrooms=2, parking="bay 7")


def test_one_that_is_written_otherwise_is_read_as_it_is_written_now():
    survey = opened({"uprn": "00677988730", "postcode": "gl51aa", "identical_homes": ["0123456"]})
    assert (survey.uprn, survey.postcode) == ("677988730", "GL5 1AA")
    assert survey.identical_homes == ["123456"]


def test_anything_else_that_does_not_fit_is_a_fault_as_before():
    with pytest.raises(ValidationError):
        opened({"bedrooms": "two", "uprn": "x"})


def test_homes_entered_before_lose_the_noughts_in_front_of_their_uprns(postgres):
    """But not where the register has the home by both spellings: somebody has to look at the two."""
    create_roles(postgres.superuser_url, "noughts")
    superuser = role_url(postgres.superuser_url, "postgres", "noughts")
    owner = role_url(superuser, owner_role("register"), "noughts")
    asyncio.run(migrate("register", MIGRATIONS, owner, "register_0007"))
    asyncio.run(_enter_as_before(superuser))
    asyncio.run(migrate("register", MIGRATIONS, owner))
    uprns = asyncio.run(_uprns(superuser))
    assert uprns == ["677988730", "0123456", "123456", "100400000001"]


async def _enter_as_before(url):
    connection = await asyncpg.connect(url)
    for uprn in ("00677988730", "0123456", "123456", "100400000001"):
        await connection.execute(
            "INSERT INTO register.homes (id, district, provider_id, uprn, occupancy, vacated_on,"
            " pictures, survey, sources, category, categorisation, version)"
            " VALUES ($1, 'E07000081', 'p', $2, 'empty', '[]', '[]', '{}', '{}', 'G', '{}', 1)",
            uuid.uuid4(),
            uprn,
        )
    await connection.close()


async def _uprns(url):
    connection = await asyncpg.connect(url)
    found = await connection.fetch("SELECT uprn FROM register.homes ORDER BY position")
    await connection.close()
    return [row["uprn"] for row in found]
