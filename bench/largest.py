"""The largest body that each operation takes: what it costs beside its example.

Made from the OpenAPI documents, so that a new operation is in it by itself: of the example every
list is as long and every text as long as the schema lets it be, within what a body may hold. One
request is sent at a time, so the time until it is answered is the time for which it keeps others
from being answered, but for what the database does.
"""

import json
import statistics
import time
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import httpx

from bench.figures import Figure
from deploy.local.roles import SERVICES
from shared.web.desk import MOST_VALUES
from shared.web.middleware import MOST_BYTES
from shared.web.openapi import operations
from tests.fuzz.http import platform
from tests.platform.known import known_ids
from tests.register.service import NOW
from tests.web.test_authority import body, place, whole

TOLD = 5
"""Of all operations, the dearest."""
ROUNDS = 3
Json = Any


class Cost(NamedTuple):
    """Milliseconds until an answer: the largest body, and the example."""

    largest: float
    example: float
    operation: str
    status: int


def figures() -> list[Figure]:
    """The operations whose largest body costs most."""
    with platform() as running:
        running.now = NOW
        found = []
        for service in SERVICES:
            document = running.client(service).get("/openapi.json").json()
            client = running.client(service, "grant_officer", scope=whole(document))
            there = known_ids(running, service)
            found += list(_costs(client, service, document, there))
    dearest = sorted(found, reverse=True)[:TOLD]
    return [
        Figure(
            f"largest body: {cost.operation}",
            cost.largest,
            "ms",
            f"against its example; answered {cost.status}; of {len(found)} operations",
            cost.largest / cost.example,
            ROUNDS,
        )
        for cost in dearest
    ]


def _costs(
    client: httpx.Client, service: str, document: Json, there: Mapping[str, str]
) -> Iterator[Cost]:
    for method, path, operation in operations(document):
        example = body(document, operation)
        if example is None:
            continue
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        largest = json.dumps(enlarged(document, schema, example)).encode()
        if len(largest) > MOST_BYTES or largest.count(b",") >= MOST_VALUES:
            largest = json.dumps(enlarged(document, schema, example, texts=False)).encode()
        at = place(path, **there)
        large, status = _answered(client, method, at, largest)
        small, _ = _answered(client, method, at, json.dumps(example).encode())
        yield Cost(large, small, f"{method.upper()} {service} {path}", status)


def _answered(client: httpx.Client, method: str, path: str, content: bytes) -> tuple[float, int]:
    """Median milliseconds, and the status."""
    taken, status = [], 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer = client.request(
            method, path, content=content, headers={"content-type": "application/json"}
        )
        taken.append((time.perf_counter() - began) * 1000)
        status = answer.status_code
    return statistics.median(taken), status


def enlarged(document: Json, schema: Json, value: Json, *, texts: bool = True) -> Json:
    """The value with its lists, and where wanted its texts, as long as the schema lets them be."""
    schema = _resolved(document, schema, value)
    if isinstance(value, list) and value:
        items = [enlarged(document, schema.get("items", {}), each, texts=texts) for each in value]
        most = schema.get("maxItems", len(items))
        return [_another(items[n % len(items)], n) for n in range(most)]
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        return {
            name: enlarged(document, fields.get(name, {}), each, texts=texts)
            for name, each in value.items()
        }
    if texts and isinstance(value, str) and not {"pattern", "format", "enum"} & schema.keys():
        return value + "x" * (schema.get("maxLength", len(value)) - len(value))
    return value


def _another(item: Json, number: int) -> Json:
    """The item once more: with an id of its own where it has one."""
    if isinstance(item, dict) and isinstance(item.get("id"), str):
        return item | {"id": f"{item['id'][:20]}{number}"}
    return item


def _resolved(document: Json, schema: Json, value: Json) -> Json:
    """What the schema comes down to for this value."""
    if name := schema.get("$ref", "").rpartition("/")[2]:
        return _resolved(document, document["components"]["schemas"][name], value)
    kinds = {dict: "object", list: "array", str: "string"}
    for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        found = _resolved(document, each, value)
        if found.get("type") == kinds.get(type(value)):
            return found
    return schema
