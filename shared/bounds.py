"""How much of one thing a body may hold: said in the document, checked at the door.

A bound keeps out what no case has. It is no part of what a service has kept: a row from before the
bound, or with a wider one, opens for ever.
"""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

AS_KEPT = {"as_kept": True}
"""The validation context in which what was kept is opened: bounds of the door do not hold there."""
_SAID = {"string": "maxLength", "array": "maxItems", "object": "maxProperties"}
_MARK = "at_the_door"


@dataclass(frozen=True, slots=True)
class AtMost:
    """So many characters of a text, or entries of a list, are taken at the door."""

    most: int

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Counted before anything else is done with it."""
        inner = handler(source)

        def bounded(value: object, info: core_schema.ValidationInfo) -> object:
            known = isinstance(value, str | bytes | list | tuple | dict | set | frozenset)
            if known and len(value) > self.most and info.context != AS_KEPT:  # type: ignore[arg-type]
                raise PydanticCustomError("too_much", f"at most {self.most} are taken")
            return value

        return core_schema.with_info_before_validator_function(
            bounded, inner, metadata={_MARK: True}
        )

    def __get_pydantic_json_schema__(
        self, described: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        shown = handler(described)
        resolved = handler.resolve_ref_schema(shown)
        return shown | {_SAID[resolved["type"]]: self.most}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text of one shape: the document shows it as a pattern, a refusal says it in words.

    Digits are 0 to 9, as JSON Schema has them, and nothing follows the end.
    """

    pattern: str
    words: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        shape = re.compile(self.pattern.replace(r"\d", "[0-9]"))

        def shaped(text: str, info: core_schema.ValidationInfo) -> str:
            if not shape.fullmatch(text) and info.context != AS_KEPT:
                raise ValueError(self.words)
            return text

        return core_schema.with_info_after_validator_function(shaped, handler(source))

    def __get_pydantic_json_schema__(
        self, described: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(described) | {"pattern": self.pattern}


class SchemaAsKept(GenerateJsonSchema):
    """The schema of what is kept: what a bound of the door says is no part of it."""

    def generate_inner(self, schema: Any) -> JsonSchemaValue:
        if schema.get("metadata", {}).get(_MARK):
            return super().generate_inner(schema["schema"])
        return super().generate_inner(schema)
