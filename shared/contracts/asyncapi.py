"""The whole published language as one AsyncAPI 3 document."""

from collections.abc import Mapping

from pydantic.json_schema import models_json_schema

from shared.contracts.compatibility import Json
from shared.contracts.event import ONS_CODE, Published
from shared.contracts.topics import PARTITIONS, topic_of

VERSION = "1.0.0"
SERVER = "kafka:9092"
"""The broker of `docker-compose.yml`."""
TRACEPARENT = "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"

HEADERS: dict[str, Json] = {
    "type": "object",
    "description": "CloudEvents 1.0 in Kafka's binary mode, and the trace in which it was created.",
    "required": [
        *("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time"),
        *("ce_district", "content-type"),
    ],
    "properties": {
        "ce_specversion": {"const": "1.0"},
        "ce_id": {
            "type": "string",
            "format": "uuid",
            "description": "Derived from its cause: the same cause cannot publish it twice.",
        },
        "ce_type": {"type": "string", "description": "The name of the message."},
        "ce_source": {"type": "string", "pattern": "^/services/[a-z_]+$"},
        "ce_subject": {"type": "string", "description": "What it is about: an id."},
        "ce_time": {"type": "string", "format": "date-time"},
        "ce_caseid": {
            "type": "string",
            "format": "uuid",
            "description": "The case. Not there where it is about a district and no case of it.",
        },
        "ce_district": {
            "type": "string",
            "pattern": ONS_CODE,
            "description": "ONS code of the district that it is about; of a case, the one that decides.",
        },
        "content-type": {"const": "application/json"},
        "traceparent": {"type": "string", "pattern": TRACEPARENT},
    },
}
KEY: dict[str, Json] = {
    "type": "string",
    "description": "The case, else the subject: events of one publisher about one key come in"
    " order.",
}


def document(contracts: Mapping[str, type[Published]]) -> dict[str, Json]:
    """The document, in the order in which people read it."""
    publishers = dict.fromkeys(c.publisher() for c in contracts.values())
    types = {p: [t for t, c in contracts.items() if c.publisher() == p] for p in publishers}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "DFG platform: events",
            "version": VERSION,
            "description": "What the services of the Disabled Facilities Grant platform tell each"
            " other. Ids, codes, dates and money; no personal data. Readers ignore fields and types"
            " that they do not know. Every event is delivered at least once, and for one publisher"
            " and key in order.",
        },
        "defaultContentType": "application/json",
        "servers": {"county": {"host": SERVER, "protocol": "kafka"}},
        "channels": {p: _channel(p, names) for p, names in types.items()},
        "operations": {
            f"{action}_{p}": _operation(action, p) for p in publishers for action in _ACTIONS
        },
        "components": {
            "messages": {name: _message(c) for name, c in contracts.items()},
            "messageTraits": {
                "event": {
                    "contentType": "application/json",
                    "headers": HEADERS,
                    "bindings": {"kafka": {"key": KEY}},
                }
            },
            "schemas": _schemas(contracts),
        },
    }


_ACTIONS = {
    "send": "The service publishes what it has done.",
    "receive": "Any service, district or county system may subscribe, from the beginning.",
}


def _channel(publisher: str, names: list[str]) -> dict[str, Json]:
    return {
        "address": topic_of(publisher),
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {
            "kafka": {
                "topic": topic_of(publisher),
                "partitions": PARTITIONS,
                "topicConfiguration": {"retention.ms": -1, "retention.bytes": -1},
            }
        },
    }


def _operation(action: str, publisher: str) -> dict[str, Json]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{publisher}"},
        "summary": _ACTIONS[action],
    }


def _message(contract: type[Published]) -> dict[str, Json]:
    return {
        "name": contract.TYPE,
        "summary": (contract.__doc__ or "").splitlines()[0],
        "traits": [{"$ref": "#/components/messageTraits/event"}],
        "payload": {"$ref": f"#/components/schemas/{contract.__name__}"},
    }


def _schemas(contracts: Mapping[str, type[Published]]) -> Json:
    _, schemas = models_json_schema(
        [(contract, "validation") for contract in contracts.values()],
        ref_template="#/components/schemas/{model}",
    )
    definitions: dict[str, Json] = schemas["$defs"]
    return dict(sorted(definitions.items()))
