"""What readers are shown of rows."""

from typing import Self, TypeVar

from pydantic import BaseModel

from shared.schema import Model

SomeView = TypeVar("SomeView", bound=BaseModel)


class ViewOfRow(Model):
    """What a reader is shown of a row: its columns by their names."""

    @classmethod
    def of(cls, row: object) -> Self:
        """The view of a row."""
        return cls.model_validate(row, from_attributes=True)


def itself(view: SomeView) -> SomeView:
    """For a route whose command returns the view."""
    return view
