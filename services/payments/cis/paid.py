"""The invoices under the scheme that were paid in a tax month."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from services.payments.domain.cis import tax_month
from services.payments.tables import ReceivedInvoice
from shared.persistence.reading import Transaction


async def paid_in(
    transaction: Transaction, district: str, ending: dt.date
) -> Sequence[ReceivedInvoice]:
    """Those of a district in the month that ends on a 5th, the first paid first."""
    rows = await transaction.session.scalars(
        select(ReceivedInvoice)
        .where(*in_month(district, ending))
        .order_by(ReceivedInvoice.paid_on, ReceivedInvoice.id)
    )
    return rows.all()


def in_month(district: str, ending: dt.date) -> tuple[ColumnElement[bool], ...]:
    """What makes an invoice one of those."""
    return (
        ReceivedInvoice.district == district,
        ReceivedInvoice.cis.is_not(None),
        ReceivedInvoice.paid_on.between(*tax_month(ending)),
    )
