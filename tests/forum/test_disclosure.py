"""Small numbers stay hidden, whoever adds and subtracts (ICO: singling out; NHS England's limit)."""

import random

import pytest

from shared.disclosure import (
    LIMIT,
    TOTAL,
    may_average,
    may_rank,
    protect,
    protect_list,
)
from tests.forum.attack import given_away


def published(counts):
    """The table as it is published: None for what is hidden."""
    table = protect(counts)
    return {key: table.shown(*key) for key in table.cells}


COUNTY = {
    "Cheltenham": {"completed": 40, "declined": 3, "died": 9},
    "Stroud": {"completed": 31, "declined": 12, "died": 10},
    "Gloucester": {"completed": 55, "declined": 14, "died": 11},
}


def test_a_small_count_is_hidden_and_the_totals_do_not_give_it_away():
    shown = published(COUNTY)
    assert shown["Cheltenham", "declined"] is None
    hidden = {key for key, count in shown.items() if count is None}
    assert len(hidden) <= 6  # two columns of three districts, who know their own
    assert not [key for key in hidden if TOTAL in key]
    assert list(given_away(COUNTY, published(COUNTY))) == []


def test_what_is_large_enough_is_shown_to_the_number():
    large = {name: dict.fromkeys(row, LIMIT) for name, row in COUNTY.items()}
    shown = published(large)
    assert shown["Stroud", "died"] == LIMIT
    assert shown[TOTAL, TOTAL] == 9 * LIMIT
    assert None not in shown.values()


def test_one_below_the_limit_is_hidden_and_nought_is_shown():
    assert protect_list({"a": LIMIT, "b": 0, "c": 40})["b"] == 0
    shown = protect_list({"a": LIMIT - 1, "b": 40, "c": 30})
    assert shown == {"a": None, "b": 40, "c": None, TOTAL: 77}
    assert protect_list({"a": 3}) == {"a": None}


def test_a_district_that_knows_its_own_learns_nothing_of_the_other_s():
    two = {"ours": {"a": 20, "b": 30}, "theirs": {"a": 5, "b": 30}}
    shown = published(two)
    assert shown[TOTAL, "a"] is None
    assert list(given_away(two, published(two))) == []


def test_what_is_true_of_everybody_in_a_row_is_hidden():
    shown = published(
        {"one": {"a": 12, "b": 0}, "two": {"a": 20, "b": 30}, "three": {"a": 40, "b": 9}}
    )
    assert shown["one", "a"] is None


def test_what_is_published_twice_is_the_same():
    assert protect(COUNTY) == protect(COUNTY)


@pytest.mark.parametrize("seed", range(12))
def test_no_attacker_works_out_a_small_count_of_a_made_up_county(seed):
    chance = random.Random(seed)
    rows, columns = chance.randint(1, 6), chance.randint(1, 5)
    most = chance.choice([6, 15, 60])
    counts = {
        f"district {r}": {f"outcome {c}": chance.randint(0, most) for c in range(columns)}
        for r in range(rows)
    }
    assert list(given_away(counts, published(counts))) == []


def test_the_attacker_finds_what_a_bare_limit_gives_away(monkeypatch):
    """That the attack is one: with small counts alone hidden it succeeds."""
    monkeypatch.setattr("shared.disclosure.View.told", lambda *_: None)
    assert list(given_away(COUNTY, published(COUNTY)))


def test_a_mean_needs_eight_and_a_percentile_three_beyond_it():
    assert may_average(range(8))
    assert not may_average(range(7))
    assert may_rank(range(30), 90)
    assert not may_rank(range(29), 90)
    assert not may_rank(range(6), 50)
