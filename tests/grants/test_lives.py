"""A few random lives in every run of the tests; `make lives` drives many."""

from tests.grants.life_acts import ACTS
from tests.grants.lives import live

LIVES, STEPS = 3, 20


def test_whatever_is_sent_in_whatever_order_what_must_hold_holds(platform):
    live(platform, LIVES, STEPS)


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
        "letters/{letter_id}/posting",
    }
