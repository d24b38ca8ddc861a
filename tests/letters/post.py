"""What becomes of letters that go by themselves, in the folder from which they are posted."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from tests.platform.running import until

DUE = """SELECT count(*) FROM {}.inbox WHERE case_id = $1 AND handled_at IS NULL
    AND type LIKE ANY (ARRAY['%.answer-due', '%.letter-due', '%.letter-on-its-way'])
    AND due_at <= $2"""


def first_time(sent, state=None):
    """How a letter is shown that was sent once, on that day and in that way."""
    return [sent | {"number": 1, "state": state, "taken_back": None}]


def folder(platform):
    """Where letters lie that are to be posted."""
    return Path(url2pathname(urlsplit(platform.files).path), "letters")


def next_morning(platform, service, case_id):
    """A day later, once whatever was due about the case's letters is done."""
    platform.now += dt.timedelta(days=1)
    settled(platform, service, case_id)


def settled(platform, service, case_id):
    """Whatever is due about the case's letters is done; each is made as PDF, which takes long."""
    left = DUE.format(service)
    until(lambda: platform.sql.one(left, case_id, platform.now) == 0, seconds=120)
