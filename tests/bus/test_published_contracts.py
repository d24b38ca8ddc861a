"""What is published is a promise: a change that would break a reader, old or new, is refused."""

import copy
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml

from shared.contracts import EVENT_TYPES, PUBLISHERS
from shared.contracts.compatibility import breaks
from shared.contracts.published import (
    ASYNCAPI,
    ROOT,
    SCHEMAS,
    BreakingChange,
    check,
    schema_of,
    write,
)

SPECIFICATION = Path(__file__).with_name("asyncapi-3.0.0.schema.json")

OLD = {
    "$defs": {
        "Stage": {"enum": ["interim", "final"], "title": "Stage", "type": "string"},
        "Award": {
            "type": "object",
            "properties": {"kind": {"type": "string", "pattern": "^[a-z]+$"}},
            "required": ["kind"],
        },
    },
    "type": "object",
    "title": "Approved",
    "properties": {
        "case_id": {"type": "string", "format": "uuid"},
        "stage": {"$ref": "#/$defs/Stage"},
        "awards": {"type": "array", "items": {"$ref": "#/$defs/Award"}},
        "years": {"type": "integer", "minimum": 1, "maximum": 30},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
        "code": {"type": "string", "pattern": "^[a-z]+$"},
    },
    "required": ["case_id", "stage", "awards", "years", "code"],
}


def changed(path: str, value: object) -> dict:
    """The old schema with one thing set, or taken away where the value is None."""
    schema = copy.deepcopy(OLD)
    *parents, last = path.split("/")
    place = schema
    for key in parents:
        place = place[key]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return schema


REQUIRED = OLD["required"]
TEXT = {"type": "string"}


@pytest.mark.parametrize(
    "path, value, names",
    [
        pytest.param("properties/note", None, "/note: the field is gone", id="a field removed"),
        pytest.param("required", REQUIRED[1:], "/case_id: was required", id="made optional"),
        pytest.param(
            "properties/case_id",
            {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]},
            "/case_id",
            id="made nullable",
        ),
        pytest.param("required", [*REQUIRED, "note"], "/note: was optional", id="made required"),
        pytest.param("properties/years/type", "string", "/years: type", id="another type"),
        pytest.param("properties/case_id/format", None, "/case_id: format", id="another format"),
        pytest.param(
            "$defs/Stage/enum", ["interim", "final", "late"], "/stage: enum", id="a code added"
        ),
        pytest.param("$defs/Stage/enum", ["final"], "/stage: enum", id="a code removed"),
        pytest.param("properties/years/maximum", 20, "/years: maximum", id="a limit tightened"),
        pytest.param("properties/years/maximum", 40, "/years: maximum", id="a limit widened"),
        pytest.param("properties/code/pattern", "^[a-c]+$", "/code: pattern", id="a pattern"),
        pytest.param("properties/code/maxLength", 9, "/code: maxLength", id="a new limit"),
        pytest.param(
            "$defs/Award/properties/kind/pattern", "^b", "/awards/items/kind", id="inside a list"
        ),
        pytest.param("$defs/Award/properties", {}, "/awards/items/kind", id="gone from a part"),
        pytest.param("properties/note/default", "none", "/note: default", id="another default"),
    ],
)
def test_a_change_that_breaks_readers_is_found(path, value, names):
    assert any(names in each for each in breaks(OLD, changed(path, value)))


def test_a_new_field_without_default_would_make_the_history_unreadable():
    new = changed("properties/since", TEXT)
    new["required"] = [*REQUIRED, "since"]
    assert list(breaks(OLD, new)) == ["/since: a new field needs a default"]


@pytest.mark.parametrize(
    "path, value",
    [
        pytest.param("properties/since", {"type": "string", "default": ""}, id="a new field"),
        pytest.param("title", "Granted", id="another title"),
        pytest.param("properties/code/description", "What it is.", id="a description"),
    ],
)
def test_what_breaks_nobody_is_allowed(path, value):
    assert not list(breaks(OLD, changed(path, value)))


def test_a_part_may_be_renamed():
    text = json.dumps(OLD).replace("#/$defs/Award", "#/$defs/Given").replace('"Award"', '"Given"')
    assert not list(breaks(OLD, json.loads(text)))


def test_every_contract_is_published_as_it_is():
    """Asked of the command, in a process of its own: no other test has a part in the answer."""
    command = [sys.executable, "-m", "shared.contracts.published", "check"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert {p.stem for p in (ROOT / SCHEMAS).glob("*")} == set(EVENT_TYPES)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder in which today's contracts are published."""
    write(tmp_path, EVENT_TYPES)
    return tmp_path


def republish(folder: Path, name: str, change: tuple[str, str]) -> None:
    """Make the folder say that this was published earlier."""
    path = folder / SCHEMAS / f"{name}.json"
    text = path.read_text()
    assert change[0] in text
    path.write_text(text.replace(*change))


def test_write_does_not_overwrite_what_it_would_break(published: Path):
    republish(published, "payments.payment-made", ('"interim"', '"stage"'))
    before = (published / SCHEMAS / "payments.payment-made.json").read_text()
    for act in (write, check):
        with pytest.raises(BreakingChange, match=r"payments.payment-made /stage: enum was"):
            act(published, EVENT_TYPES)
    assert (published / SCHEMAS / "payments.payment-made.json").read_text() == before


def test_an_event_type_cannot_be_withdrawn(published: Path):
    rest = {name: c for name, c in EVENT_TYPES.items() if name != "grants.refused"}
    with pytest.raises(BreakingChange, match=r"grants.refused: the event type is gone"):
        write(published, rest)


def test_check_names_what_is_not_current(published: Path):
    republish(published, "grants.closed", ("Nothing more is to be done", "All is done"))
    (published / ASYNCAPI).write_text("asyncapi: 3.0.0\n")
    with pytest.raises(SystemExit, match=r"grants.closed.json, asyncapi.yaml"):
        check(published, EVENT_TYPES)
    write(published, EVENT_TYPES)
    check(published, EVENT_TYPES)


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_each_schema_is_a_valid_schema(name):
    jsonschema.Draft202012Validator.check_schema(schema_of(EVENT_TYPES[name]))


@pytest.fixture(scope="module")
def described() -> dict:
    return yaml.safe_load((ROOT / ASYNCAPI).read_text())


def test_the_asyncapi_document_is_valid(described):
    specification = json.loads(SPECIFICATION.read_text())
    jsonschema.Draft7Validator(specification).validate(described)


@pytest.mark.parametrize(
    "path, value",
    [
        (["channels", "grants", "adress"], "dfg.grants"),
        (["operations", "send_grants", "action"], "publish"),
        (["channels", "grants", "bindings", "kafka", "partitions"], 0),
        (["components", "messageTraits", "event", "headers", "type"], "mapping"),
    ],
)
def test_the_specification_would_notice(described, path, value):
    wrong = copy.deepcopy(described)
    place = wrong
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    specification = json.loads(SPECIFICATION.read_text())
    assert not jsonschema.Draft7Validator(specification).is_valid(wrong)


def references(piece: object) -> Iterator[str]:
    if isinstance(piece, dict):
        for key, value in piece.items():
            yield from [value] if key == "$ref" else references(value)
    elif isinstance(piece, list):
        for each in piece:
            yield from references(each)


def test_every_reference_leads_somewhere(described):
    for reference in set(references(described)):
        place = described
        for key in reference.removeprefix("#/").split("/"):
            place = place[key]


def test_each_publisher_has_a_channel_with_all_that_it_publishes(described):
    assert list(described["channels"]) == list(PUBLISHERS)
    for publisher, channel in described["channels"].items():
        assert channel["address"] == f"dfg.{publisher}"
        assert set(channel["messages"]) == {
            name for name in EVENT_TYPES if re.sub("-", "_", name.split(".")[0]) == publisher
        }
        actions = {
            operation["action"]
            for operation in described["operations"].values()
            if operation["channel"] == {"$ref": f"#/channels/{publisher}"}
        }
        assert actions == {"send", "receive"}
