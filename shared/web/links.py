"""Where what a command made can be read: OpenAPI links, as the `Location` header has it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]
_PARAMETER = re.compile(r"([^/]+)/\{(\w+)\}")
_OF_THE_BODY, _OF_THE_PATH = "$response.body#/", "$request.path."


def links(document: Json, path: str, shown: Mapping[str, Json]) -> dict[str, Json]:
    """To every address whose ids are known once something is made at `path` and shown.

    An id is known by its name from what is always shown or from the path, or as that of what was made.
    """
    found = {}
    for address, item in document["paths"].items():
        filled = dict(_filled(address, path, shown))
        if "get" in item and filled and all(filled.values()) and not _asks(item["get"]):
            name = item["get"]["operationId"]
            found[name] = {"operationId": name, "parameters": filled}
    return found


def _asks(operation: Json) -> bool:
    """Whether more than ids has to be said."""
    parameters = operation.get("parameters", ())
    return any(p["in"] == "query" and p.get("required") for p in parameters)


def _filled(address: str, path: str, shown: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Each id of an address with where it is known from; nowhere: empty."""
    made = path.rstrip("/").rpartition("/")[2]
    for noun, name in _PARAMETER.findall(address):
        if not name.endswith("_id"):
            yield name, ""
        elif noun == made and "id" in shown:
            yield name, f"{_OF_THE_BODY}id"
        elif "anyOf" not in shown.get(name, {"anyOf": ()}):
            yield name, f"{_OF_THE_BODY}{name}"
        else:
            yield name, f"{_OF_THE_PATH}{name}" if f"{{{name}}}" in path else ""
