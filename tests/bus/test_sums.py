"""An event never breaks its own contract: a sum that is too large is refused where it is made."""

import datetime as dt
import uuid
from decimal import Decimal

import jsonschema
import pytest

from shared.contracts.grants import CostEstimated
from shared.contracts.published import schema_of
from shared.problems import InvalidInput
from shared.schema import MOST_POUNDS, Model, SignedPounds, SumTooLarge


def estimated(cost):
    return CostEstimated(
        case_id=uuid.uuid4(),
        district="E07000081",
        estimated_on=dt.date(2026, 3, 2),
        estimated_cost=cost,
    )


def test_the_largest_sum_is_read_as_it_was_told():
    event = estimated(MOST_POUNDS)
    told = event.model_dump_json()
    assert CostEstimated.model_validate_json(told) == event
    jsonschema.validate(event.model_dump(mode="json"), schema_of(CostEstimated))


@pytest.mark.parametrize("cost", [MOST_POUNDS + Decimal("0.01"), 2 * MOST_POUNDS])
def test_a_penny_more_makes_no_event(cost):
    with pytest.raises(SumTooLarge, match="999999999"):
        estimated(cost)


class Balance(Model):
    pounds: SignedPounds


@pytest.mark.parametrize("sign", [1, -1])
def test_nor_a_view_or_a_stored_fact(sign):
    assert Balance(pounds=sign * MOST_POUNDS)
    with pytest.raises(SumTooLarge):
        Balance(pounds=sign * (MOST_POUNDS + Decimal("0.01")))


def test_what_somebody_wrote_is_a_fault_of_the_field():
    with pytest.raises(ValueError, match="money is a string") as found:
        Balance(pounds="1000000000.00")
    assert InvalidInput.of(found.value).errors[0].pointer == "/pounds"
