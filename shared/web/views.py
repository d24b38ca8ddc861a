"""What readers are shown of rows."""

from typing import Self

from shared.schema import Model


class ViewOfRow(Model):
    """What a reader is shown of a row: its columns by their names."""

    @classmethod
    def of(cls, row: object) -> Self:
        """The view of a row."""
        return cls.model_validate(row, from_attributes=True)
