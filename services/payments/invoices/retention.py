"""What was held back of interim payments is due once the final invoice is approved."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.payments.books import Book
from services.payments.domain.bank import check_other
from services.payments.domain.invoices import InvoiceKind, invoice_id
from services.payments.domain.ledger import entries
from services.payments.domain.ledger.chart import Code
from services.payments.domain.life import INVOICES, InvoiceState, InvoiceStep
from services.payments.tables import ReceivedInvoice
from shared.contracts.codes import PaymentStage
from shared.life import after
from shared.money import NIL, pounds
from shared.persistence.unit_of_work import UnitOfWork


async def release_retained(uow: UnitOfWork, book: Book) -> None:
    """Each contractor is due what was held back of theirs, as an approved claim of its own."""
    for contractor, pence in book.balances.by(Code.RETAINED).items():
        theirs = await _approved_of(uow, book.row.case_id, uuid.UUID(contractor))
        due = _claim(uow, theirs, -pence)
        check_other(uow.reach.principal, due.received_by)
        uow.add(due)
        entry = entries.retention(contractor, -pence)
        book.post(uow, "retention", entry, uow.today, cause=due.id)


async def _approved_of(
    uow: UnitOfWork, case_id: uuid.UUID, contractor: uuid.UUID
) -> Sequence[ReceivedInvoice]:
    """Invoices of which something was held back, and what was claimed of it, the first first."""
    rows = await uow.session.scalars(
        select(ReceivedInvoice)
        .where(
            ReceivedInvoice.case_id == case_id,
            ReceivedInvoice.contractor == contractor,
            ReceivedInvoice.state == InvoiceState.APPROVED,
            (ReceivedInvoice.retained > 0) | (ReceivedInvoice.kind == InvoiceKind.RETENTION),
        )
        .order_by(ReceivedInvoice.received_on, ReceivedInvoice.id)
    )
    return rows.all()


def _claim(uow: UnitOfWork, theirs: Sequence[ReceivedInvoice], pence: int) -> ReceivedInvoice:
    """What was held back and not claimed yet, under the number of the contractor's last invoice."""
    of = [each for each in theirs if each.kind != InvoiceKind.RETENTION]
    before = [each for each in theirs if each.kind == InvoiceKind.RETENTION]
    last, amount = of[-1], pounds(pence)
    claim = f"retention {len(before) + 1}" if before else "retention"
    reference = f"{last.invoice.reference} {claim}"[-100:]
    changed = {"reference": reference, "amount": amount, "lines": ()}
    return ReceivedInvoice(
        id=uuid.uuid5(last.id, claim),
        case_id=last.case_id,
        district=last.district,
        contractor=last.contractor,
        invoice=last.invoice.model_copy(update=changed),
        invoice_id=invoice_id(last.contractor, reference),
        kind=InvoiceKind.RETENTION,
        stage=PaymentStage.FINAL,
        amount=amount,
        retained=NIL,
        credited=NIL,
        state=after(INVOICES, "invoice", None, InvoiceStep.CLAIM_RETENTION),
        received_on=uow.today,
        received_by=last.received_by,
        due_on=uow.today,
        decided_on=uow.today,
        decided_by=uow.reach.principal,
        from_award=sum(((i.from_award or NIL) - i.paid_from_award for i in of), NIL)
        - sum((each.from_award or NIL for each in before), NIL),
    )
