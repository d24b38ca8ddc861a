"""Who is woken when there is work: no more than there is work for, and nobody is missed."""

import asyncio

import pytest

from shared.bus.connection import Crew


@pytest.fixture
async def crew():
    """Three at rest, and who of them was woken."""
    crew, woken = Crew(), []

    async def rest(number, wake):
        while await wake.wait():
            woken.append(number)

    resting = [asyncio.create_task(rest(number, crew.join())) for number in range(3)]
    await asyncio.sleep(0)
    yield crew, woken
    for each in resting:
        each.cancel()


async def test_as_many_are_woken_as_there_is_work_for(crew):
    crew, woken = crew
    crew.call(1)
    await asyncio.sleep(0.01)
    assert woken == [0]
    crew.call(2)
    await asyncio.sleep(0.01)
    assert sorted(woken[1:]) == [0, 1]


async def test_who_is_woken_but_has_not_begun_counts_as_busy(crew):
    crew, woken = crew
    crew.call(1)
    crew.call(1)
    await asyncio.sleep(0.01)
    assert woken == [0, 1]


async def test_where_fewer_are_free_than_there_is_work_for_all_look_before_they_rest():
    crew = Crew()
    wakes = [crew.join() for _ in range(3)]
    crew.call(1)
    assert all([await wake.wait() for wake in wakes])
