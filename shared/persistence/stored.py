"""Facts kept as JSON: a column bound to a model, whose old forms are read by named steps.

A decision of 2026 has to open in 2036. The schema of each form is committed beside its service, and
`python -m shared.persistence.forms check` refuses what would make rows unreadable.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine

from shared.bounds import AS_KEPT, SchemaAsKept

Fact = TypeVar("Fact")
Step = Callable[[Any], Any]
"""From the JSON of one form to that of the next; its name says what changed."""

FORM, CONTENT = "$form", "$content"
"""How a form after the first is marked; the content stands by itself where it is no object."""


class Stored(TypeDecorator[Fact]):
    """A column that holds a model, or a list of models, as JSON.

    `Stored(Invoice)` is the first form. Where a change would make old rows unreadable, the model
    changes and a step is added: `Stored(Invoice, with_reference_in_capitals)`. Rows are never
    rewritten: each is read from its own form up, and written in the newest.
    """

    impl = JSONB
    cache_ok = True

    def __init__(self, model: type[Fact], *steps: Step) -> None:
        super().__init__(none_as_null=True)
        self.model = model
        self.steps = steps
        self._adapter: TypeAdapter[Fact] = TypeAdapter(model)

    @property
    def form(self) -> int:
        """The number of the form that is written."""
        return len(self.steps) + 1

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of that form. An example, which a body shows, is no part of it."""
        schema = self._adapter.json_schema(schema_generator=SchemaAsKept)
        for model in (schema, *schema.get("$defs", {}).values()):
            if "properties" in model:
                model.pop("examples", None)
        return schema

    def written(self, fact: Fact) -> Any:
        """The fact as JSON in the newest form."""
        content = self._adapter.dump_python(fact, mode="json")
        if self.form == 1:
            return content
        inside = content if isinstance(content, dict) else {CONTENT: content}
        return {FORM: self.form, **inside}

    def opened(self, content: Any) -> Fact:
        """The fact, of whatever form it was written in."""
        form = 1
        if isinstance(content, dict) and FORM in content:
            form = content[FORM]
            rest = {name: value for name, value in content.items() if name != FORM}
            content = rest.get(CONTENT, rest)
        for step in self.steps[form - 1 :]:
            content = step(content)
        return self._adapter.validate_python(content, context=AS_KEPT)

    def process_bind_param(self, value: Fact | None, _: Dialect) -> Any:
        """As SQLAlchemy writes it."""
        return None if value is None else self.written(value)

    def process_result_value(self, value: Any, _: Dialect) -> Fact | None:
        """As SQLAlchemy reads it."""
        return None if value is None else self.opened(value)

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        """Paths into the JSON are compared as such, not as models."""
        return self.impl_instance.coerce_compared_value(op, value)


class AsJson(Stored[Fact]):
    """The same of what rows give as it lies: whoever looks into one has it `opened`.

    For rows that are read by the thousand, and for answers that say something by what they leave out.
    """

    cache_ok = True

    def process_bind_param(self, value: Any, _: Dialect) -> Any:
        """As SQLAlchemy writes it."""
        return value

    def process_result_value(self, value: Any, _: Dialect) -> Any:
        """As SQLAlchemy reads it."""
        return value
