"""What the tables of the schema `grants` are made of."""

from sqlalchemy.orm import DeclarativeBase

from shared.persistence.rows import TYPES


class Base(DeclarativeBase):
    """Tables of the schema `grants`."""

    type_annotation_map = TYPES
