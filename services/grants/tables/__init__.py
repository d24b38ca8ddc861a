"""The grants service's own schema, a file a noun."""

from services.grants.tables.base import Base
from services.grants.tables.cases import GrantCase

__all__ = ["Base", "GrantCase"]
