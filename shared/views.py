"""What readers are shown of rows."""

from typing import Self, TypeVar

from pydantic import BaseModel

from shared.schema import Model

SomeView = TypeVar("SomeView", bound=BaseModel)


def shown(view: type[SomeView], row: object, **besides: object) -> SomeView:
    """What a reader is shown of a row: its columns by their names, and what the view tells besides."""
    columns = {name: getattr(row, name) for name in view.model_fields.keys() - besides.keys()}
    return view.model_validate(columns | besides, from_attributes=True)


class ViewOfRow(Model):
    """What a reader is shown of a row, where that is its columns by their names."""

    @classmethod
    def of(cls, row: object) -> Self:
        """The view of a row."""
        return shown(cls, row)


def itself(view: SomeView) -> SomeView:
    """For a route whose command returns the view."""
    return view
