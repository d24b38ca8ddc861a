"""A few random lives in every run of the tests; `make lives` drives many."""

import inspect
import textwrap

import pytest

from tests.grants.life_acts import ACTS
from tests.grants.life_without import RULES
from tests.grants.lives import live
from tests.platform.running import Platform, new_database

LIVES, STEPS = 3, 8


@pytest.fixture
def alone(postgres):
    """A platform on which no other service answers what happens to a case."""
    platform = Platform(postgres.superuser_url, new_database("lives"))
    yield platform
    platform.stop()


def test_whatever_is_sent_in_whatever_order_what_must_hold_holds(alone):
    live(alone, LIVES, STEPS)


def test_every_command_of_a_case_has_its_turn(platform):
    """What changes a case over HTTP is sent in random lives, or its reason not to be stands here."""
    document = platform.client("grants").get("/openapi.json").json()
    prefix = "/v1/cases/{case_id}/"
    posted = {
        path.removeprefix(prefix)
        for path, methods in document["paths"].items()
        if path.startswith(prefix) and "post" in methods
    }
    assert posted - set(ACTS) == {
        "checklist",  # changes nothing
        "land-charge-items",  # changes nothing
        "documents",  # a file
        "letters",  # made as PDF, which takes long
        "letters/{letter_id}/sending",
        "letters/{letter_id}/sending/correction",
        "letters/{letter_id}/posting",
        "letters/{letter_id}/withdrawal",
    }


def test_what_is_taken_out_to_see_that_lives_miss_it_is_there():
    """The table goes with the rules; to take each out (`life_without`) is long."""
    for rule in RULES:
        source = textwrap.dedent(inspect.getsource(rule.function))
        assert rule.change[0] in source, rule.says
