"""Whose rows a transaction may touch: set once in each transaction, enforced by PostgreSQL."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

SETTING = "dfg.reach"


@dataclass(frozen=True, slots=True)
class Reach:
    """The districts that may be read and written (ONS codes, no wildcard).

    `case` narrows to one case (a resident), `provider` to one housing provider. `principal` is
    who acts. `kernel` opens the bus tables: for the relay and the workers, never for a request.
    `limit` is what they may approve at one time, in pounds: it opens no row.
    """

    principal: str
    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    case: str | None = None
    provider: str | None = None
    kernel: bool = False
    limit: Decimal = Decimal(0)

    @classmethod
    def of_handler(cls, service: str, district: str | None) -> Self:
        """A handler runs under its event's district, if it has one."""
        districts = (district,) if district else ()
        return cls(f"service:{service}", districts, districts, kernel=True)

    @classmethod
    def of_projection(cls, service: str, districts: tuple[str, ...]) -> Self:
        """A batch of events is applied under all of their districts."""
        return cls(f"service:{service}", districts, districts, kernel=True)

    @classmethod
    def of_kernel(cls, service: str) -> Self:
        """The bus's own work, before the district is known."""
        return cls(f"service:{service}", kernel=True)

    @property
    def within(self) -> str | None:
        """To what the reach is narrowed inside its districts; None where to nothing."""
        if self.case is None and self.provider is None:
            return None
        return json.dumps([self.case, self.provider])

    def as_setting(self) -> str:
        """The value of the one setting that the policies read."""
        return json.dumps(
            {
                "principal": self.principal,
                "read": self.read,
                "write": self.write,
                "case": self.case,
                "provider": self.provider,
                "kernel": self.kernel,
            }
        )
