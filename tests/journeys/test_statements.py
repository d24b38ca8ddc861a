"""A case costs no more statements than when they were counted last (decision 66)."""

import asyncio

import pytest

from deploy.local.roles import role_url
from deploy.local.stack import Stack
from tests.journeys.runs import carried
from tests.journeys.statements import logged, of_case
from tests.load.left_behind import left_behind

COUNTED = {"grants": 155, "payments": 132, "referral": 75, "register": 56, "means_test": 47}
"""Of a case that is adapted, from the referral to its closure, with `BEGIN` and `COMMIT`. Counted anew
where a command or handler has more to ask, or asks less."""
AT_MOST = 1.1
"""How many times of a case are over depends on the day of the run, and two facts that come at once may
each find nothing of the case yet."""


@pytest.mark.parametrize(
    "stack",
    [pytest.param("postgres", marks=pytest.mark.xdist_group("stack over postgres"))],
    indirect=True,
)
def test_a_case_costs_no_more_statements_than_were_counted(stack: Stack) -> None:
    with logged(stack) as log:
        with carried(stack, "first", "statements") as (journey, _):
            case_id = journey.case_id
        assert asyncio.run(left_behind(role_url(stack.superuser_url, "postgres"))) == {}
    counted = of_case(log, case_id)
    assert set(counted) == set(COUNTED)
    assert {who: n for who, n in counted.items() if n > COUNTED[who] * AT_MOST} == {}
