"""What readers are shown of how a home came to be what it is."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import select

from services.register.domain.earlier import HomeBefore
from services.register.domain.provenance import Basis
from services.register.domain.surveying import SurveyKind
from services.register.homes.queries import Answered
from services.register.tables import EarlierHome, HomeSurvey, RegisteredHome
from shared.contracts.codes import AccessCategory
from shared.persistence.earlier import EarlierView, earlier
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.views import ViewOfRow


class SurveyView(ViewOfRow):
    """One survey of a home as it came in."""

    number: int
    """Counts the surveys of the home, from 1."""
    kind: SurveyKind
    """How the survey came about."""
    basis: Basis
    """What its answers rest on."""
    surveyed_on: dt.date
    """The day on which it was made."""
    by: str
    """Who recorded it, as the token says."""
    recorded_at: dt.datetime
    """When it was recorded."""
    answers: Answered
    """What this survey said and nothing more."""
    adaptations: list[str]
    """Of works: which they were, by their codes in the catalogue."""
    takes_back: int | None
    """The number of the survey that does not count any more; null where this one says something."""
    category: AccessCategory
    """Of the home after this survey."""


class SurveyHistory(Model):
    """Every survey of a home, the first one first."""

    items: list[SurveyView]
    """Each survey as it came in."""

    @classmethod
    def of(cls, rows: Sequence[HomeSurvey]) -> "SurveyHistory":
        return cls(items=[SurveyView.of(r) for r in rows])


class EarlierHomeView(EarlierView):
    """What was said of a home until it was said anew."""

    was: HomeBefore
    """What stood until then."""


class HomeHistory(Model):
    """What was said of a home beside its surveys before what stands now, the first one first."""

    items: list[EarlierHomeView]
    """How it stood each time before it was changed."""


async def surveys(reading: Reading, home_id: uuid.UUID) -> SurveyHistory:
    """The surveys of a home."""
    await reading.read(RegisteredHome, home_id)
    found = select(HomeSurvey).where(HomeSurvey.home_id == home_id).order_by(HomeSurvey.number)
    return SurveyHistory.of((await reading.session.scalars(found)).all())


async def history(reading: Reading, home_id: uuid.UUID) -> HomeHistory:
    """What was said of a home before."""
    await reading.read(RegisteredHome, home_id)
    rows = await earlier(reading, EarlierHome, EarlierHome.home_id == home_id)
    return HomeHistory(items=[EarlierHomeView.of(row) for row in rows])
