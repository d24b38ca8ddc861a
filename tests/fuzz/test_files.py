"""A short run over files that nobody should send, in every run of the tests.

The long one is `make fuzz-files`.
"""

import random

import pytest

from tests.fuzz.files import MOST_SECONDS, outcome, read
from tests.fuzz.made_up_files import table, workbook

FOUND = {
    1000066: "a place before the file's beginning",
    1000267: "a name in no encoding",
    1000296: "an encoding that is none",
    1000381: "an encoding of several bytes",
    1000426: "packed as spreadsheets do not, and damaged",
}
"""Files of earlier runs that ended otherwise."""
FILES = 60
SEED = 29


def test_a_good_file_is_read_and_its_like_is_made_again():
    assert workbook(random.Random(1)) == workbook(random.Random(1))
    assert table(random.Random(1)) == table(random.Random(1))
    assert outcome(b"UPRN,Bedrooms\n100120000001,2\n") == "read"


def test_a_fault_is_seen(monkeypatch):
    monkeypatch.setattr("tests.fuzz.files._as_document", lambda _: 1 / 0)
    assert outcome(b"UPRN\n").startswith("fault: ZeroDivisionError")


@pytest.mark.parametrize("number", FOUND, ids=FOUND.values())
def test_what_was_once_a_fault_is_refused_in_words(number):
    assert read(number)[0] == "refused"


def test_whatever_is_sent_is_read_or_refused_in_words():
    came = {number: read(number) for number in range(SEED, SEED + FILES)}
    faults = {n: what for n, (what, _) in came.items() if what not in {"read", "refused"}}
    assert faults == {}
    assert {what for what, _ in came.values()} == {"read", "refused"}
    assert max(took for _, took in came.values()) < MOST_SECONDS
