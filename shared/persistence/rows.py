"""What the services' tables are made of."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Integer, Numeric, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

TYPES: dict[Any, Any] = {
    str: Text,
    dt.datetime: DateTime(timezone=True),
    Decimal: Numeric(12, 2),
    dict[str, Any]: JSONB,
    list[dict[str, Any]]: JSONB,
    list[str]: JSONB,
}
"""How the services' columns are stored: text without a length, instants in UTC, pounds exactly."""


class Versioned:
    """A row that counts its changes: its version is its ETag."""

    version: Mapped[int] = mapped_column(Integer, nullable=False)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        return {"version_id_col": cls.version}
