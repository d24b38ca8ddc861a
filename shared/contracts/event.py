"""What every event is: an immutable fact about one case or one district, without personal data."""

import uuid
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from shared.bounds import Shaped

ONS_CODE = r"^E\d{8}$"


District = Annotated[
    str, Shaped(ONS_CODE, "the ONS code of a district is E and 8 digits, such as E07000081")
]
"""ONS code of a district, as somebody sends it."""


class Part(BaseModel):
    """A piece of an event. Readers ignore fields that they do not know."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class Published(Part):
    """A fact that a service publishes: an `Event` of one case, or a `DistrictEvent` of none.

    `TYPE` is `<publisher>.<what happened>`; the publisher's topic and source follow from it.
    """

    TYPE: ClassVar[str]

    @property
    def subject(self) -> str:
        """What the event is about."""
        raise NotImplementedError

    @property
    def whose(self) -> tuple[uuid.UUID | None, str]:
        """The case, where it is about one, and the district."""
        raise NotImplementedError

    @classmethod
    def publisher(cls) -> str:
        """The name of the service that publishes this type."""
        return cls.TYPE.partition(".")[0].replace("-", "_")


class Event(Published):
    """A fact about one case."""

    case_id: uuid.UUID
    """The case, the same in every service; also the ordering key."""
    district: str = Field(pattern=ONS_CODE)
    """ONS code of the district that decides the case. It never changes."""

    @property
    def subject(self) -> str:
        """What the event is about: the case, unless a subclass is about something smaller."""
        return str(self.case_id)

    @property
    def whose(self) -> tuple[uuid.UUID, str]:
        """The case and its district."""
        return self.case_id, self.district


class DistrictEvent(Published):
    """A fact about a district and no case of it; those of one subject come in order."""

    district: str = Field(pattern=ONS_CODE)
    """ONS code of the district."""

    @property
    def whose(self) -> tuple[None, str]:
        """No case, and the district."""
        return None, self.district


class OwnEvent(Part):
    """Something that a service has to do, told to itself; it never leaves the service.

    `TYPE` is `<service>.<what is due>`. A later release reads what this one wrote: a field is added
    only with a default.
    """

    TYPE: ClassVar[str]

    district: str | None = Field(default=None, pattern=ONS_CODE)
    """Under whose reach it is acted on; None for what concerns no district."""
    case_id: uuid.UUID | None = None

    @property
    def subject(self) -> str:
        """What it is about: those of one type about one subject are acted on in turn."""
        return str(self.case_id or self.district)
