"""What a confirmed run paid somebody is told them in a letter, which is kept as it is."""

import uuid

from services.payments.domain.bank import payee_of
from services.payments.domain.life import RunStep
from services.payments.remittances.queries import RemittanceView, paid_by
from services.payments.remittances.requests import RemittanceAsked
from services.payments.runs.loading import after_step
from services.payments.tables import PaymentRun, Remittance
from shared.files import Store
from shared.identifiers import reference_of
from shared.letters import keep_letter, printed, write
from shared.letters.posting import check_address
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput


async def write_remittance(
    uow: UnitOfWork, run_id: uuid.UUID, asked: RemittanceAsked, store: Store
) -> RemittanceView:
    """Write to one payee of a run which of their invoices it paid."""
    check_address(asked.address)
    run = await after_step(uow, run_id, RunStep.ADVISE)
    payee = payee_of(run.district, asked.payee)
    paid = [line for line in await paid_by(uow, run) if line.payee == payee]
    if not paid:
        raise InvalidInput.at("/payee", "this run paid nobody of that name")
    given = {
        "council": asked.council,
        "date": uow.today,
        "reference": _reference(run),
        "address": asked.address,
        "name": asked.name or asked.payee,
        "paid_on": run.confirmed_on,
        "payments": [
            {
                "invoice": line.invoice,
                "case": reference_of(line.case_id),
                "reference": line.reference,
                "amount": line.amount,
            }
            for line in paid
        ],
        "total": sum((line.amount for line in paid), NIL),
        "contact": asked.contact,
    }
    written = write("remittance", uow.today, given, asked.size)
    pdf = await printed(written.html)
    letter = await keep_letter(
        uow, store, Remittance, written, pdf, district=run.district, run_id=run_id, payee=payee
    )
    return RemittanceView.of(letter)


def _reference(run: PaymentRun) -> str:
    """As every payment of the run begins on a statement."""
    return f"DFG {run.serial}"
