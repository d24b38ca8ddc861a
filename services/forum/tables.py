"""Every table of the schema `forum`: its projections."""

from services.forum.projections import Base

__all__ = ["Base"]
