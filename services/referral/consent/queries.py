"""What a person agrees to, and all that was said of it."""

import datetime as dt
import uuid

from services.referral.casefile.consents import consents_of
from services.referral.domain.consent import ConsentState, Permission, Statement, permissions
from services.referral.tables import Referral
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.views import ViewOfRow


class ConsentEntry(ViewOfRow):
    """What was said of sharing at one time."""

    number: int
    """Counts from 1."""
    recorded_at: dt.datetime
    """When it was recorded."""
    recorded_by: str
    """Who recorded it, as the token names them."""
    statement: Statement
    """What was said."""


class ConsentView(Model):
    """What may be shared with whom and what for, and how it came to be so."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    version: int
    """Counts the changes of the referral; the ETag is made of it."""
    state: ConsentState
    """Whether the referral may be worked on."""
    permissions: tuple[Permission, ...]
    """What may be shared, and what might until it was withdrawn."""
    statements: tuple[ConsentEntry, ...]
    """All that was said, the first first."""


async def consents(reading: Reading, case_id: uuid.UUID) -> ConsentView:
    """What a person agrees to."""
    referral = await reading.read(Referral, case_id)
    rows = await consents_of(reading, case_id)
    return ConsentView(
        case_id=case_id,
        version=referral.version,
        state=ConsentState(referral.consent),
        permissions=permissions([row.statement for row in rows]),
        statements=tuple(ConsentEntry.of(row) for row in rows),
    )
