"""Rules of estimates, complaints and urgent works, each by its clause, without a platform."""

import datetime as dt
from decimal import Decimal

import pytest

from services.grants.domain.casework import clocks
from services.grants.domain.casework.complaints import open_stages
from services.grants.domain.casework.entries_of_complaints import (
    ComplaintAbout,
    ComplaintAnswered,
    ComplaintMade,
)
from services.grants.domain.casework.entries_of_estimates import LinesEstimated, ScheduleDrawn
from services.grants.domain.casework.estimates import offered
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import State
from services.grants.domain.casework.records import Recorded
from services.grants.in_force.policies import sources, statute
from tests.grants.cases import CANNOCK, GLOUCESTER
from tests.grants.test_complaints import answer, complaint, remedy
from tests.grants.test_estimates import BEDROOM, VAT_NUMBER, estimate
from tests.grants.test_service import DAY

NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


def history(*entries):
    return History(tuple(Recorded(n, NOON, "o", e) for n, e in enumerate(entries, 1)))


def drawn(*lines):
    made = [line | {"rate": None} for line in lines]
    return ScheduleDrawn(drawn_on=DAY, book=None, lines=made)


@pytest.mark.parametrize("number, amount", [(VAT_NUMBER, "12000.00"), (None, "10000.00")])
def test_vat_that_is_charged_is_part_of_the_estimated_expense(number, amount):
    """Guidance B95: of a bedroom, at the usual rate; who is not registered charges none."""
    given = LinesEstimated(**estimate("Severn", {"1": "10000.00"}, vat_number=number))
    [found] = offered("w1", history(drawn(BEDROOM), given), statute(DAY).vat)
    assert found.amount == Decimal(amount)


def answered(*stages):
    """A complaint about service that was answered at each of these stages."""
    return history(
        *(
            entry
            for stage in stages
            for entry in (
                ComplaintMade(**complaint("service", stage)),
                ComplaintAnswered(**answer()),
            )
        )
    )


def test_what_the_council_cannot_resolve_goes_to_the_ombudsman():
    """Guidance 4.20."""
    known = sources(GLOUCESTER, DAY)
    stages = tuple(open_stages(ComplaintAbout.SERVICE, answered("corporate_complaint"), known))
    assert stages == ("corporate_complaint", "ombudsman")


def test_in_cannock_chase_the_team_leader_hears_a_complaint_about_service_first():
    """Cannock Chase 14."""
    stages = tuple(open_stages(ComplaintAbout.SERVICE, history(), sources(CANNOCK, DAY)))
    assert stages == ("team_leader",)


def test_what_went_wrong_is_put_right_by_its_day():
    """Guidance 4.21."""
    told = (
        ComplaintMade(**complaint("service", "corporate_complaint")),
        ComplaintAnswered(**answer("upheld", remedy("put_right"))),
    )
    found = clocks.running(State.CERTIFIED, history(*told), sources(GLOUCESTER, DAY))
    assert [(clock.limit, clock.by) for clock in found] == [("remedy", dt.date(2026, 3, 31))]
