"""Households of unusual shape, worked out a second time apart from this code, to the penny.

`by_hand.jsonl`: what each is about, the household, and what it comes to by the Regulations.
"""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from services.means_test.calculate import calculate
from shared.money import to_the_penny

FILE = Path(__file__).with_name("by_hand.jsonl")
CASES = [json.loads(line) for line in FILE.read_text().splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_household_comes_to_what_it_came_to_by_hand(case):
    answer = calculate(case["household"])
    amount = answer["applicable_amount"]
    assert (answer["outcome"], answer["reduction"]) == (case["outcome"], case["reduction"])
    assert (amount and to_the_penny(Decimal(amount))) == (
        case["applicable_amount"] and Decimal(case["applicable_amount"])
    )
