"""What other services tell of a case: each fact is recorded, in whatever order they come."""

from services.grants.domain.casework.life import State
from services.grants.tables import GrantCase
from shared.contracts.codes import MeansTestKind
from shared.contracts.event import Event
from shared.contracts.means_test import MeansTestCompleted, MeansTestDeclined
from shared.contracts.payments import AccountSettled, ContributionReceived, PaymentMade
from shared.contracts.referral import ReferralAssessed
from shared.contracts.register import AlternativesAssessed, RelocationCompleted
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork


async def note_assessment(uow: UnitOfWork, event: ReferralAssessed) -> None:
    """The occupational therapist's findings: the case can be worked on."""
    case = await _case(uow, event)
    case.assessment = _facts(event)


async def note_test(uow: UnitOfWork, event: MeansTestCompleted) -> None:
    """A result of the test of resources; the latest preliminary one counts."""
    case = await _case(uow, event)
    if event.kind is MeansTestKind.FORMAL:
        case.formal_test = _facts(event)
    else:
        case.preliminary_test = _facts(event)


async def note_test_declined(uow: UnitOfWork, event: MeansTestDeclined) -> None:
    """The household gives no information about its resources."""
    case = await _case(uow, event)
    case.means_test_declined_on = event.declined_on


async def note_alternatives(uow: UnitOfWork, event: AlternativesAssessed) -> None:
    """Which homes would do instead."""
    case = await _case(uow, event)
    case.alternatives = _facts(event)


async def note_move(uow: UnitOfWork, event: RelocationCompleted) -> None:
    """The household moved instead: the case can be closed, whatever was decided on it."""
    case = await _case(uow, event)
    case.moved_on = event.moved_on


async def note_contribution(uow: UnitOfWork, event: ContributionReceived) -> None:
    """Money came in from the applicant."""
    case = await _case(uow, event)
    case.contribution_received += event.amount


async def note_payment(uow: UnitOfWork, event: PaymentMade) -> None:
    """An invoice was paid."""
    case = await _case(uow, event)
    case.paid = event.paid_to_date


async def note_settled(uow: UnitOfWork, event: AccountSettled) -> None:
    """Nothing more is to be paid."""
    case = await _case(uow, event)
    case.settled_on = event.settled_on


async def _case(uow: UnitOfWork, event: Event) -> GrantCase:
    uow.concerns(event.district, event.case_id)
    return await uow.find_or_add(
        GrantCase,
        event.case_id,
        district=event.district,
        state=State.OPEN,
        contribution_received=NIL,
        paid=NIL,
        version=1,
    )


def _facts(event: Event) -> dict[str, object]:
    return event.model_dump(mode="json", exclude={"case_id", "district"})
