"""What the housing register tells of a case."""

from services.forum.projections.facts.row import Row, Teller
from shared.contracts.event import Event
from shared.contracts.register import RelocationCompleted


def _relocated(event: RelocationCompleted, _: Row) -> Row:
    sums = ("planned_cost", "adaptation_cost", "relocation_cost", "actual_cost", "saving")
    return {
        "moved_on": event.moved_on,
        "relocated_on": event.completed_on,
        "home_district": event.home_district,
        "linked_case_id": event.linked_case_id,
        **{name: getattr(event, name) for name in sums},
    }


TELLS: dict[type[Event], Teller] = {
    RelocationCompleted: _relocated,
}
