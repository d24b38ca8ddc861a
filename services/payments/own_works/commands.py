"""The council orders works for its own tenant: one person orders, another approves the price."""

import uuid

from services.payments.books import Book, check_stands
from services.payments.domain.bank import check_other
from services.payments.domain.ledger.balances import Balances
from services.payments.domain.ledger.entries import approval
from services.payments.domain.limits import check_limit
from services.payments.domain.own_works import OWN_WORKS, ContractingParty, WorkOrder
from services.payments.domain.policy import StageLimit
from services.payments.finance.checking import plan_check
from services.payments.tables import Account, ContractorOfCase, OrderedWorks
from shared.contracts.contractors import contractor_id
from shared.money import NIL, pence
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import load
from shared.problems import WrongState

_ALL = StageLimit(percent=100, clause="the council's own contract: section 35 is of grants")


async def propose_order(uow: UnitOfWork, order: WorkOrder) -> OrderedWorks:
    """Put an order forward; nothing is taken in on it until somebody else has approved it."""
    uow.concerns(order.district)
    row = OrderedWorks(
        id=uow.new_id("work order"),
        district=order.district,
        order=order,
        ordered_on=uow.today,
        ordered_by=uow.reach.principal,
    )
    uow.add(row)
    return row


async def approve_order(uow: UnitOfWork, order_id: uuid.UUID) -> OrderedWorks:
    """Approve the price, within one's limit: its account opens under the number of the order."""
    row = await put_forward(uow, order_id)
    check_other(uow.reach.principal, row.ordered_by)
    check_limit(uow.reach.limit, row.order.amount)
    row.approved_on, row.approved_by = uow.today, uow.reach.principal
    await _open(uow, row)
    return row


async def put_forward(uow: UnitOfWork, order_id: uuid.UUID) -> OrderedWorks:
    """An order that stands and that nobody has approved, locked."""
    row = await uow.load(OrderedWorks, order_id)
    uow.concerns(row.district, row.id)
    check_stands(row)
    if row.approved_on is not None:
        raise WrongState("the order is approved already")
    return row


async def _open(uow: UnitOfWork, row: OrderedWorks) -> None:
    """The account, on which the contractor of the order alone can be paid, up to its price."""
    order = row.order
    account = Account(
        case_id=row.id,
        district=row.district,
        opened_on=uow.today,
        contracting_party=ContractingParty.COUNCIL,
        policy_version=load(row.district, uow.today).version,
        stage_limit=_ALL,
        award=order.amount,
        contribution=NIL,
        names_contractors=True,
    )
    uow.add(account)
    await uow.session.flush()
    uow.add(
        ContractorOfCase(
            id=contractor_id(row.id, order.contractor),
            case_id=row.id,
            district=row.district,
            estimate=order.amount,
        )
    )
    await plan_check(uow, row.district)
    ordered = approval({OWN_WORKS: pence(order.amount)})
    Book(account, Balances()).post(uow, "approval", ordered, uow.today)
