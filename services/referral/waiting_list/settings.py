"""The points that a district adopts for its waiting list, and those that it had before."""

from sqlalchemy import select

from services.referral.domain.priority.facts import Settings
from services.referral.domain.reasons import Reason
from services.referral.tables import AdoptedSettings
from services.referral.waiting_list.trial import SettingsTried
from shared.persistence.reading import Reading
from shared.schema import Instant, Model, example, example_of
from shared.views import ViewOfRow


class SettingsAdoption(SettingsTried):
    """Settings that a district adopts for its waiting list."""

    model_config = example(
        settings=example_of(SettingsTried)["settings"], reason="Funds of the year 2026 to 2027"
    )

    reason: Reason
    """Why, such as the resolution; kept in the history."""


class AdoptedView(ViewOfRow):
    """Settings as a district adopted them."""

    number: int
    """Counts from 1; the last ones count."""
    settings: Settings
    """Points for each yes and for waiting, and from how many approval is considered."""
    adopted_at: Instant
    """When they were adopted."""
    adopted_by: str
    """Who did so, as the token names them."""
    reason: str
    """Why."""


class AdoptedList(Model):
    """All settings that a district had, those that count first."""

    items: tuple[AdoptedView, ...]
    """The settings."""


async def settings_of(reading: Reading, district: str) -> AdoptedList:
    """What a district adopted and when; nothing where its list goes by groups."""
    rows = select(AdoptedSettings).where(AdoptedSettings.district == district)
    found = await reading.session.scalars(rows.order_by(AdoptedSettings.number.desc()))
    return AdoptedList(items=tuple(AdoptedView.of(row) for row in found))
