"""An operator's command whose database or broker is away, or goes away, ends with one line."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet

from deploy.local.ports import LOOPBACK, free_port
from deploy.local.roles import role_url
from tests.deploy.operating import LOAD, NOWHERE, OPERATING
from tests.platform.running import Sql, until

pytestmark = pytest.mark.xdist_group("operators")
HELD = """
SELECT count(*) FROM pg_stat_activity
WHERE wait_event_type = 'Lock' AND application_name = 'dfg-register'
"""


def in_one_line(done, program):
    """The command ended with one line, which says that it broke off; the line."""
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith(f"python -m {program} broke off: ")
    assert len(line) > len(f"python -m {program} broke off: ")
    return line


@pytest.mark.parametrize("words", OPERATING, ids=" ".join)
def test_where_what_it_needs_is_away_a_command_ends_in_one_line(words, operate, stock):
    told = {"DFG_DATABASE_URL": NOWHERE, "DFG_MIGRATION_URL": NOWHERE}
    told |= {"DFG_KAFKA_BOOTSTRAP": f"{LOOPBACK}:{free_port()}"}
    told |= {"DFG_CLINICAL_KEYS": Fernet.generate_key().decode()}
    done = operate(*words, settings=told)
    assert "onnect" in in_one_line(done, words[0])


def test_a_database_that_is_not_there_is_named(operate, stack):
    missing = role_url(stack.superuser_url, "dfg_forum", "mislaid")
    done = operate("services.forum", "rebuild", settings={"DFG_DATABASE_URL": missing})
    assert 'database "mislaid" does not exist' in in_one_line(done, "services.forum")


@pytest.mark.parametrize("words", [LOAD, ("services.register", "rematch")], ids=["load", "rematch"])
def test_where_the_database_goes_away_meanwhile_it_ends_in_one_line(
    words, operate, stack, stock, sql
):
    """Held up in the middle by somebody who has locked what it needs."""
    holding = Sql(role_url(stack.superuser_url, "postgres"))
    holding.run("BEGIN; LOCK TABLE register.homes, register.shortlists")
    with ThreadPoolExecutor() as aside:
        ending = aside.submit(operate, *words)
        until(lambda: sql.one(HELD) or ending.done(), seconds=90)
        assert not ending.done(), ending.result().stderr
        stack.postgres.stop("immediate")
        try:
            in_one_line(ending.result(), "services.register")
        finally:
            stack.postgres.start()
            holding.close()
