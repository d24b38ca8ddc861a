"""What every table of the schema is made of."""

from sqlalchemy.orm import DeclarativeBase

from shared.persistence.rows import TYPES


class Base(DeclarativeBase):
    """Tables of the schema `register`."""

    type_annotation_map = TYPES
