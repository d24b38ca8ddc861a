"""What of agreements and of their use is shown."""

import datetime as dt
import uuid

from services.forum.domain.sharing.agreement import Agreement, Way
from services.forum.domain.sharing.fields import Kind
from services.forum.domain.sharing.shape import SharedEvent
from services.forum.tables import AgreementRecord
from shared.schema import Field, Model, example, example_of
from shared.views import ViewOfRow, shown
from shared.web.lists import Page


class AgreementCorrection(Model):
    """An agreement as it is from now on."""

    model_config = example(
        agreement=example_of(Agreement), reason="The board no longer plans for equipment"
    )

    agreement: Agreement
    """All of it, not only what has changed."""
    reason: str = Field(min_length=3, max_length=500)
    """Why it changes."""


class AgreementView(Model):
    """An agreement, as it was made or changed."""

    agreement_id: uuid.UUID
    """Its number; the partner's addresses begin with it."""
    number: int
    """Which version it is; the last one counts."""
    agreement: Agreement
    """What was agreed."""
    recorded_at: dt.datetime
    """When it was recorded."""
    recorded_by: str
    """Who recorded it, as their token names them."""
    reason: str | None
    """Why it was changed; null of the first version."""

    @classmethod
    def of(cls, row: AgreementRecord) -> "AgreementView":
        """As it is recorded."""
        return shown(cls, row, agreement_id=row.id)


class AgreementList(Model):
    """Agreements, each as it stands; or the versions of one, the last one first."""

    items: tuple[AgreementView, ...]
    """The agreements."""


class UseView(ViewOfRow):
    """Events that went to a partner at one time."""

    at: dt.datetime
    """When."""
    number: int
    """Under which version of the agreement."""
    principal: str
    """Who read; the service itself where it sent."""
    way: Way
    """By which way."""
    events: tuple[uuid.UUID, ...]
    """Which, by the numbers that the partner has for them."""


class UsePage(Page):
    """A page of what use was made of an agreement, the latest first."""

    items: list[UseView]
    """The uses of this page."""


class SharedPage(Model):
    """A page of what is shared with a partner; `next` continues it, also where there is no more yet."""

    items: list[SharedEvent]
    """The events, the one that came in first at the head."""
    next: str
    """Send it as `cursor` to read on from here."""
    cursors: tuple[str, ...] = Field(exclude=True)
    """Where each of them stands."""


class FieldView(Model):
    """A field that can be named in an agreement."""

    name: str
    """As an agreement names it."""
    kind: Kind
    """What it holds: words without a list are never in the shared view."""


class TypeView(Model):
    """A type of event that can be shared."""

    type: str
    """As an agreement names it."""
    fields: tuple[FieldView, ...]
    """What of it can be shared."""


class TypeList(Model):
    """Everything that can be shared."""

    items: tuple[TypeView, ...]
    """The types, in the order of the contracts."""


class SecretView(Model):
    """By what a partner tells that a webhook is ours."""

    secrets: tuple[str, ...]
    """Secrets of Standard Webhooks, the newest first; each begins with `whsec_`."""
