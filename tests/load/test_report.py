"""What a load is failed for: what stopped a case, what it left behind, a pace that fell."""

import pytest

from tests.load.kinds import KINDS, YEAR, year
from tests.load.noted import Carried, Noted, Took, cuts
from tests.load.report import Result


def result(*ended: float, failure: str | None = None, left: dict[str, int] | None = None) -> Result:
    """Cases that ended so many seconds after the load began."""
    noted = Noted(began=0.0, cases=[Carried("adapted", at, None) for at in ended])
    if failure:
        noted.cases[-1] = Carried("adapted", ended[-1], failure)
    return Result("", noted, 1.0, {}, {}, left or {})


EVEN = tuple(float(n) for n in range(1, 31))


def test_a_load_at_an_even_pace_that_leaves_nothing_has_no_fault() -> None:
    assert result(*EVEN).faults() == []


def test_a_case_that_was_stopped_is_a_fault() -> None:
    assert result(*EVEN, failure="case 29: refused").faults() == ["case 29: refused"]


def test_what_is_left_behind_is_a_fault() -> None:
    left = {"register: dead letters": 1}
    assert result(*EVEN, left=left).faults() == ["1 register: dead letters"]


@pytest.mark.parametrize(("last", "faults"), [(1.1, 0), (1.2, 1)])
def test_a_pace_that_falls_by_more_than_a_tenth_is_a_fault(last: float, faults: int) -> None:
    slower = [20 + last * n for n in range(1, 11)]
    assert len(result(*EVEN[:20], *slower).faults()) == faults


def test_what_a_hundred_took_is_what_ended_while_they_did() -> None:
    noted = Noted(began=0.0, cases=[Carried("adapted", at, None) for at in (1.0, 2.0)])
    noted.took = [Took("call", "GET", 0.5, 10.0), Took("call", "GET", 1.5, 20.0)]
    assert noted.between(1, 2, "call") == [20.0]
    assert cuts([10.0]) == (10.0, 10.0)


def test_every_kind_of_case_is_in_the_year_and_it_begins_again_after_twenty() -> None:
    assert set(YEAR) == set(KINDS)
    assert year(45)[20:40] == list(YEAR)
