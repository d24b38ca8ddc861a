"""A service starts as it should, or says plainly why not."""

import os
import subprocess
import sys
from importlib import import_module

import pytest
from alembic import command
from sqlalchemy import pool
from sqlalchemy.ext.asyncio import create_async_engine

from deploy.local.ports import LOOPBACK, free_port
from deploy.local.roles import SERVICES, create_roles, role_url
from deploy.local.stack import CONTACTS
from shared.bus.subscriptions import ClaimedTwice, Subscriptions
from shared.contracts.referral import ReferralReceived
from shared.persistence.migrate import configuration
from shared.persistence.security import owner_role, runtime_role
from shared.settings import MigrationSettings, MissingSetting, Settings

REQUIRED = ("DFG_DATABASE_URL", "DFG_ISSUER", "DFG_AUDIENCE", "DFG_JWKS_URL", "DFG_PORT")


@pytest.fixture
def environment(monkeypatch):
    """All that a service needs to be told."""
    for name in [n for n in os.environ if n.startswith("DFG_")]:
        monkeypatch.delenv(name)
    told = dict.fromkeys(REQUIRED, "http://localhost") | {"DFG_PORT": str(free_port())}
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize("half", ["DFG_KAFKA_USERNAME", "DFG_KAFKA_PASSWORD"])
def test_a_principal_and_its_password_go_together(environment, monkeypatch, half):
    monkeypatch.setenv(half, "grants")
    with pytest.raises(MissingSetting, match="DFG_KAFKA_USERNAME and DFG_KAFKA_PASSWORD"):
        Settings.read()


def test_with_all_that_it_needs_the_settings_are_read(environment):
    assert Settings.read().bus == "postgres"


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_setting_is_named(environment, name):
    environment.delenv(name)
    with pytest.raises(MissingSetting, match=rf"{name}: Field required"):
        Settings.read()


def test_every_missing_setting_is_named_at_once(environment):
    for name in REQUIRED:
        environment.delenv(name)
    with pytest.raises(MissingSetting) as stopped:
        Settings.read()
    assert all(name in str(stopped.value) for name in REQUIRED)


@pytest.mark.parametrize(
    "name,value", [("DFG_PORT", "high"), ("DFG_BUS", "pigeon"), ("DFG_WORKERS", "")]
)
def test_a_setting_that_is_none_is_named(environment, name, value):
    environment.setenv(name, value)
    with pytest.raises(MissingSetting, match=name):
        Settings.read()


def test_kafka_needs_an_address(environment):
    environment.setenv("DFG_BUS", "kafka")
    with pytest.raises(MissingSetting, match="DFG_KAFKA_BOOTSTRAP"):
        Settings.read()


def test_the_migration_step_needs_the_owner_s_address_alone(environment):
    with pytest.raises(MissingSetting, match="DFG_MIGRATION_URL"):
        MigrationSettings.read()


def run(service, *words):
    return subprocess.run(
        [sys.executable, "-m", f"services.{service}", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_process_ends_with_the_name_of_what_is_missing(environment):
    environment.delenv("DFG_ISSUER")
    ended = run("forum", "serve")
    assert ended.returncode != 0
    assert "DFG_ISSUER" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_on_a_schema_that_is_not_at_head_the_process_ends(environment, postgres):
    create_roles(postgres.superuser_url, "unmigrated")
    url = role_url(postgres.superuser_url, runtime_role("forum"), "unmigrated")
    environment.setenv("DFG_DATABASE_URL", url)
    environment.setenv("DFG_CONTACTS", str(CONTACTS))
    ended = run("forum", "serve")
    assert ended.returncode != 0
    assert "schema forum is at nothing, the code needs forum_" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_its_database_the_process_ends_with_one_line(environment):
    environment.setenv("DFG_DATABASE_URL", f"postgresql://dfg_forum@{LOOPBACK}:{free_port()}/dfg")
    environment.setenv("DFG_CONTACTS", str(CONTACTS))
    ended = run("forum", "serve")
    assert ended.returncode != 0
    [line] = ended.stderr.splitlines()
    assert line.startswith("python -m services.forum broke off: [Errno ")


def test_two_handlers_of_one_event_do_not_start():
    subscriptions = Subscriptions()

    async def first(_, event: ReferralReceived): ...

    async def second(_, event: ReferralReceived): ...

    subscriptions.on(first)
    with pytest.raises(ClaimedTwice, match=r"referral\.received"):
        subscriptions.on(second)


@pytest.mark.parametrize("service", SERVICES)
async def test_the_migrations_make_the_tables_that_the_code_knows(service, platform):
    """Alembic finds nothing that a new migration would change."""
    settings = configuration(service, import_module(f"services.{service}.app").SERVICE.migrations)
    settings.attributes["metadata"] = import_module(f"services.{service}.tables").Base.metadata
    engine = create_async_engine(
        role_url(platform.superuser_url, owner_role(service), platform.database).replace(
            "postgresql", "postgresql+asyncpg"
        ),
        poolclass=pool.NullPool,
        connect_args={"server_settings": {"search_path": service}},
    )

    def compare(connection):
        settings.attributes["connection"] = connection
        command.check(settings)

    async with engine.connect() as connection:
        await connection.run_sync(compare)
    await engine.dispose()
