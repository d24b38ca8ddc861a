"""A row of a sheet of referrals as an enquiry: taken whole, or not at all with the reason named."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from services.referral.domain.enquiry import Enquiry, check_enquiry
from services.referral.domain.sources import Source
from shared.contracts.event import District
from shared.identifiers import case_of_sender
from shared.problems import InvalidInput
from shared.schema import Field, Model
from shared.sheets.answers import Column
from shared.sheets.rows import Remark, read_cells, refusal
from shared.sheets.tables import Row

ENQUIRY = "enquiry"
"""The stage of a case that is worked on here from its beginning, as every other row is."""
TAKEN_OVER = "Taken over from before the platform"
"""The reason of a case that went on long ago, where the sheet does not tell it."""
NO_CONSENT = "no consent is stated: recorded, and answered with advice"


class SheetAsked(Model):
    """Whose sheet it is: what is the same for all its rows."""

    district: District
    """ONS code of the district that the homes are in."""
    source: Source
    """As what the sender refers people."""
    organisation: str = Field(min_length=1, max_length=200)
    """Who sends the sheet, such as a trust; the same sheet sent again is known by it."""
    trial: bool = False
    """Whether it is only tried: the report is the same, and nobody is taken in."""


class RowOutcome(StrEnum):
    """What came of a row of a sheet."""

    RECEIVED = "received"
    ADVISED = "advised"
    TAKEN_OVER = "taken_over"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row as it was read: an enquiry and the case that it begins, or why there is none."""

    number: int
    remarks: tuple[Remark, ...]
    case_id: uuid.UUID | None = None
    enquiry: Enquiry | None = None
    dated: bool = False
    """Whether the row says when the person was referred."""
    taken_over: bool = False
    """Whether it is a case of before the platform that was further than an enquiry."""
    refused: str | None = None

    def is_of(self, before: Enquiry) -> bool:
        """Whether the row says what an enquiry said that we have already."""
        if self.enquiry is None or self.dated:
            return self.enquiry == before
        consent = self.enquiry.consent.model_copy(update={"on": before.consent.on})
        dates = {"received_on": before.received_on, "consent": consent}
        return self.enquiry.model_copy(update=dates) == before


def read_row(
    row: Row, columns: Sequence[Column | None], asked: SheetAsked, today: dt.date
) -> RowRead:
    """What the row says. A row without consent is an enquiry that is answered with advice."""
    if row.refused:
        return RowRead(row.number, (), refused=row.refused)
    answers, remarks = read_cells(row, columns)
    taken_over = answers.pop("stage", ENQUIRY) != ENQUIRY
    if "given" not in answers.get("consent", {}) and not taken_over:
        remarks.append(Remark(column="consent", says=NO_CONSENT, taken=True))
    try:
        if taken_over:
            answers.setdefault("reason", TAKEN_OVER)
        enquiry = Enquiry.model_validate(_as_enquiry(answers, asked, today))
        check_enquiry(enquiry, today)
    except (ValidationError, InvalidInput) as error:
        return RowRead(row.number, tuple(remarks), refused=refusal(remarks, error))
    if refused := refusal(remarks):
        return RowRead(row.number, tuple(remarks), refused=refused)
    dated = "received_on" in answers
    case_id = _case_of(enquiry, asked, dated=dated)
    return RowRead(row.number, tuple(remarks), case_id, enquiry, dated, taken_over)


def _as_enquiry(
    answers: Mapping[str, Any], asked: SheetAsked, today: dt.date
) -> Mapping[str, object]:
    person, lines = dict(answers.get("person", {})), answers.get("lines", {})
    if names := answers.get("names", {}):
        whole = " ".join(names[part] for part in ("given", "family") if part in names)
        person.setdefault("name", whole)
    if lines:
        person["address"] = ", ".join(lines[n] for n in ("address", "1", "2", "3") if n in lines)
    received_on = answers.get("received_on", today)
    consent = {"given": False, "by": person.get("name"), "on": received_on}
    referrer = {"name": asked.organisation, "organisation": asked.organisation}
    return {
        "district": asked.district,
        "received_on": received_on,
        "source": asked.source,
        "person": person,
        "consent": consent | answers.get("consent", {}),
        "referrer": referrer | answers.get("referrer", {}),
        "reason": answers.get("reason"),
    }


def _case_of(enquiry: Enquiry, asked: SheetAsked, *, dated: bool) -> uuid.UUID:
    """The case of the sender's own reference, else of the person and the day: however often sent."""
    person = enquiry.person
    name = enquiry.referrer.reference if enquiry.referrer else None
    if name is None:
        who = person.nhs_number or f"{person.name} {person.date_of_birth} {person.postcode}"
        name = f"{who} {enquiry.received_on if dated else ''}"
    return case_of_sender(asked.district, asked.organisation, name)
