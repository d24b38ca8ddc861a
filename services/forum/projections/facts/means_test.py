"""What the means test tells of a case."""

from services.forum.projections.facts.row import Row, Teller
from shared.contracts.codes import MeansTestKind
from shared.contracts.event import Event
from shared.contracts.means_test import MeansTestCompleted, MeansTestDeclined


def _tested(event: MeansTestCompleted, was: Row) -> Row:
    formal = event.kind is MeansTestKind.FORMAL
    day: Row = {"formal_test_on" if formal else "preliminary_test_on": event.made_on}
    if was["formal_test_on"] is not None and not formal:
        return day
    return day | {
        "test_outcome": event.outcome,
        "assessed_contribution": event.reduction,
        "statutory_outcome": event.statutory_outcome,
        "statutory_contribution": event.statutory_reduction,
        "local_passport": event.local_passport,
        "test_declined_on": None,
    }


def _test_declined(event: MeansTestDeclined, _: Row) -> Row:
    return {"test_declined_on": event.declined_on}


TELLS: dict[type[Event], Teller] = {
    MeansTestCompleted: _tested,
    MeansTestDeclined: _test_declined,
}
