"""Who may be the same person, or has an open case: offered with reasons."""

import datetime as dt
import uuid
from collections.abc import Mapping

from services.referral.casefile.records import open_casefile
from services.referral.data import nicknames
from services.referral.domain.enquiry import Person
from services.referral.domain.life import State
from services.referral.domain.likeness import RULES, Likeness, Reasons, compare
from services.referral.domain.links import LinkSaid, standing
from services.referral.duplicates.candidates import candidates, known_of
from services.referral.duplicates.links import links_of
from services.referral.tables import EnquiryRecord, Referral
from shared.persistence.reading import Reading, Transaction
from shared.schema import Date, Field, Flag, Model, example
from shared.views import ViewOfRow

OPEN = {State.ADVISED, State.RECEIVED, State.TRIAGED, State.ASSESSED}
_SUREST_FIRST = list(Likeness)


class PersonAsked(Model):
    """A person of whom an officer asks whether we know them already."""

    model_config = example(
        person={
            "name": "Ada Example",
            "date_of_birth": "1967-06-15",
            "address": "1 Example Street, Tewkesbury",
            "postcode": "GL20 5AA",
        }
    )

    person: Person
    """The person, as an enquiry would name them."""
    limit: int = Field(default=20, strict=True, ge=1, le=100)
    """The most records to answer with, 1 to 100."""


class Alike(Model):
    """A record that may be of the same person, or of somebody in the same home."""

    case_id: uuid.UUID
    """The case."""
    reference: str
    """What people call the case."""
    district: str
    """ONS code of its district."""
    state: State
    """How far its referral has come."""
    open: Flag
    """Whether something is still to be done on it."""
    received_on: Date
    """The day on which its enquiry came in."""
    name: str
    """The person's full name."""
    date_of_birth: Date
    """The person's."""
    address: str
    """The person's home, without the postcode."""
    postcode: str
    """Of that home."""
    likeness: Likeness
    """How alike they are."""
    reasons: Reasons
    """What the two records agree and differ in."""


class LinkEntry(ViewOfRow):
    """What was said of this record and another."""

    other_case_id: uuid.UUID
    """The other case."""
    said: LinkSaid
    """What was said."""
    recorded_at: dt.datetime
    """When."""
    recorded_by: str
    """By whom, as the token names them."""
    reason: str
    """Why."""


class LikenessView(Model):
    """Who may be the same person, the surest first, and what officers said of it."""

    rules: str = RULES
    """Which rules the offers were made by."""
    offered: tuple[Alike, ...]
    """Records of which nothing was said yet."""
    same_person: tuple[uuid.UUID, ...] = ()
    """Cases of which it was said, and stands, that they are of this person."""
    said: tuple[LinkEntry, ...] = ()
    """All that was said of this record and others, the first first."""


async def who_may_be(reading: Reading, asked: PersonAsked) -> LikenessView:
    """Whether we know a person already, before an enquiry is taken up."""
    found = await _offered(reading, asked.person, {})
    return LikenessView(offered=found[: asked.limit])


async def likenesses(reading: Transaction, case_id: uuid.UUID) -> LikenessView:
    """Who may be the person of a case."""
    casefile = await open_casefile(reading, case_id)
    rows = await links_of(reading, case_id)
    stands = standing((row.other_case_id, row.said) for row in rows)
    offered = await _offered(reading, casefile.enquiry.enquiry.person, {case_id: None, **stands})
    return LikenessView(
        offered=offered[:100],
        same_person=tuple(o for o, said in stands.items() if said is LinkSaid.SAME_PERSON),
        said=tuple(LinkEntry.of(row) for row in rows),
    )


async def _offered(
    reading: Transaction, person: Person, left_out: Mapping[uuid.UUID, object]
) -> tuple[Alike, ...]:
    known = known_of(person)
    found = []
    for referral, record in await candidates(reading, person):
        if referral.case_id in left_out:
            continue
        if alike := compare(known, known_of(record.enquiry.person), nicknames()):
            found.append(_alike(referral, record, *alike))
    return tuple(sorted(found, key=lambda a: (_SUREST_FIRST.index(a.likeness), a.case_id)))


def _alike(
    referral: Referral, record: EnquiryRecord, likeness: Likeness, reasons: Reasons
) -> Alike:
    person, state = record.enquiry.person, State(referral.state)
    return Alike(
        case_id=referral.case_id,
        reference=referral.reference,
        district=referral.district,
        state=state,
        open=state in OPEN,
        received_on=referral.received_on,
        name=person.name,
        date_of_birth=person.date_of_birth,
        address=person.address,
        postcode=person.postcode,
        likeness=likeness,
        reasons=reasons,
    )
