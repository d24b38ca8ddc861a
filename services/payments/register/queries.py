"""What readers are shown of the contractors whom a district knows."""

import datetime as dt
import uuid

from sqlalchemy import select

from services.payments.domain.accreditation import Accreditation, ContractorBefore
from services.payments.tables import EarlierContractor, KnownContractor
from shared.contracts.event import District
from shared.persistence.earlier import EarlierView, earlier
from shared.persistence.reading import Reading
from shared.schema import Date, Model
from shared.views import ViewOfRow
from shared.web.lists import Asked, Order, Page, list_page, narrowed

BY_NAME = Order((KnownContractor.district, KnownContractor.name, KnownContractor.id))


class KnownContractorView(ViewOfRow):
    """A contractor of a district's list."""

    id: uuid.UUID
    """The contractor's number in the district: its bank details go by it too."""
    version: int
    """Counts the changes; the ETag is made of it."""
    accreditation: Accreditation
    """What is known of it."""
    entered_by: str
    """Who entered that."""
    approved_by: str | None
    """Who approved it, never who entered it; null while it waits."""
    approved_on: dt.date | None
    """The day of the approval; null while it waits."""
    suspended_on: dt.date | None
    """The day from which nothing more is paid to it; null otherwise."""
    suspended_because: str | None
    """Why it was suspended last; null where it never was."""
    reinstated_because: str | None
    """Why it was put back; null where it was not."""


class KnownContractorPage(Page):
    """A page of a district's list, by name."""

    items: list[KnownContractorView]
    """The contractors of this page."""


class EarlierContractorView(EarlierView):
    """What was known of a contractor until it was entered anew."""

    was: ContractorBefore
    """What stood until then."""


class ContractorHistory(Model):
    """What was known of a contractor before what is known now, the first one first."""

    items: list[EarlierContractorView]
    """How it stood each time before it was changed."""


class KnownContractorSearch(Asked):
    """Which contractors; whatever is left out does not matter."""

    district: District | None = None
    """ONS code of the district whose list it is."""
    ends_before: Date | None = None
    """Only those whose insurance or accreditation ends before this day."""


async def known_contractors(reading: Reading, asked: KnownContractorSearch) -> KnownContractorPage:
    """The contractors of the lists within reach."""
    rows = narrowed(select(KnownContractor), asked, KnownContractor.district)
    if asked.ends_before is not None:
        day, known = asked.ends_before.isoformat(), KnownContractor.accreditation
        ends = [known["insured_until"].astext, known["accredited_until"].astext]
        rows = rows.where((ends[0] < day) | (ends[1] < day))
    found, following = await list_page(reading, rows, asked, BY_NAME)
    return KnownContractorPage(items=[KnownContractorView.of(r) for r in found], next=following)


async def known_contractor(reading: Reading, contractor: uuid.UUID) -> KnownContractorView:
    """One contractor of a list within reach."""
    return KnownContractorView.of(await reading.read(KnownContractor, contractor))


async def history(reading: Reading, contractor: uuid.UUID) -> ContractorHistory:
    """What was known of a contractor before."""
    await reading.read(KnownContractor, contractor)
    rows = await earlier(reading, EarlierContractor, EarlierContractor.contractor == contractor)
    return ContractorHistory(items=[EarlierContractorView.of(row) for row in rows])
