"""What a caller is told when something cannot be done: RFC 9457 problem details, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from pydantic import ValidationError

PROBLEM_BASE = "urn:dfg:problem:"
MOST_TOLD = 100
"""Faults in one answer: a body of a megabyte can have fifty thousand, which nobody would read."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault in the input: `pointer` is an RFC 6901 JSON pointer to it."""

    pointer: str
    detail: str


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it a problem
    """Base of every error that a caller may see. Subclasses fix `slug`, `title` and `status`."""

    slug: ClassVar[str]
    title: ClassVar[str]
    status: ClassVar[int]

    def __init__(self, detail: str = "", errors: Iterable[FieldError] = ()) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.errors = tuple(islice(errors, MOST_TOLD))

    def as_json(self) -> dict[str, object]:
        """The problem object of RFC 9457, with `errors` where single fields are at fault."""
        body: dict[str, object] = {
            "type": PROBLEM_BASE + self.slug,
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            body["detail"] = self.detail
        if self.errors:
            body["errors"] = [{"pointer": e.pointer, "detail": e.detail} for e in self.errors]
        return body


_IN_WORDS = {
    "extra_forbidden": "unknown key: remove it or check its spelling",
    "missing": "required: add it",
    "string_pattern_mismatch": "it has not the form that the description of this field says",
    "uuid_parsing": "an id is written as 3c9176d1-3d00-4000-8000-000000000000",
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), "an object is needed"),
    **dict.fromkeys(("tuple_type", "list_type", "set_type", "frozen_set_type"), "a list is needed"),
    "string_type": "text is needed",
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false is needed"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "a whole number is needed"),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing"),
        "a date is needed, written as 2026-03-10",
    ),
    **dict.fromkeys(
        ("datetime_type", "datetime_parsing", "datetime_from_date_parsing", "timezone_aware"),
        "an instant is needed, written as 2026-03-10T09:30:00Z",
    ),
}
"""By the kind of fault: where Pydantic would speak to a programmer, or help nobody."""


class InvalidInput(Problem):
    """The input does not have the published shape, or states something impossible."""

    slug = "invalid-input"
    title = "The input is not valid"
    status = 422

    @classmethod
    def of(cls, error: ValidationError) -> "InvalidInput":
        """Every fault pydantic found, without echoing the values (they may be personal data)."""
        return cls(
            errors=(
                FieldError(pointer_to(e["loc"]), cls.readable(e["type"], e["msg"]))
                for e in error.errors(include_url=False, include_input=False)
            )
        )

    @staticmethod
    def readable(kind: str, message: str) -> str:
        """Pydantic's message, or a more helpful one for that kind of fault."""
        return _IN_WORDS.get(kind) or message.removeprefix("Value error, ")

    @classmethod
    def at(cls, pointer: str, detail: str) -> "InvalidInput":
        return cls(errors=(FieldError(pointer, detail),))


class NotFound(Problem):
    """There is no such thing, or it is outside the caller's reach: the two look the same."""

    slug = "not-found"
    title = "There is nothing here that you may see"
    status = 404


class OutOfReach(Problem):
    """The caller may not act for that district, case or provider."""

    slug = "out-of-reach"
    title = "This is outside what your token lets you change"
    status = 403


class WrongState(Problem):
    """The command does not fit what has happened so far; the detail says what is awaited."""

    slug = "wrong-state"
    title = "The case is not at the point where this can be done"
    status = 409


class StaleETag(Problem):
    """Somebody changed it since the caller read it: read again and decide again."""

    slug = "stale-etag"
    title = "It has changed since you read it: read it again"
    status = 412


def pointer_to(location: Iterable[str | int]) -> str:
    """An RFC 6901 pointer from a path of keys and indexes."""
    return "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in location)


class TooManyRequests(Problem):
    """The caller has as much under way as is served to one of them, or kept for them."""

    slug = "too-many-requests"
    title = "You send more at once than is served: wait and send it again"
    status = 429
