"""Both journeys over both transports, each command's trace, and the links that join a case's."""

import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from deploy.local.roles import SERVICES
from deploy.local.stack import Stack
from shared.contracts import EVENT_TYPES
from tests.deploy.operating import CLEAN
from tests.journeys.runs import assert_as_expected, carried, timeline
from tests.journeys.spans import CASE_ID, SpanReceiver, attribute, connected

EXPORT_PATIENCE_SECONDS = 20
CREATED = {f"create {kind}" for kind in EVENT_TYPES}


def test_at_the_start_no_topic_is_asked_for_before_there_is_one(stack: Stack) -> None:
    logs = sorted((stack.directory / "logs").glob("*.log"))
    assert {log.stem for log in logs} >= set(SERVICES)
    assert not [line for log in logs for line in log.read_text().splitlines() if "Topic" in line]


def test_the_command_for_topics_finds_the_broker_by_itself(stack: Stack, tmp_path: Path) -> None:
    """Beside a stack whose events PostgreSQL carries, it names what it misses."""
    (tmp_path / ".local").symlink_to(stack.directory, target_is_directory=True)
    command = [sys.executable, "-m", "shared.bus", "authority"]
    done = subprocess.run(
        command, cwd=tmp_path, env=CLEAN, capture_output=True, text=True, check=False
    )
    if stack.bus == "kafka":
        assert done.stdout == "0 allowed, 0 no longer\n", done.stderr
    else:
        assert done.returncode == 1
        assert "DFG_KAFKA_BOOTSTRAP: Field required" in done.stderr


@pytest.mark.parametrize("name", ["first", "second"])
def test_a_journey_comes_out_to_the_penny_and_all_services_agree(stack: Stack, name: str) -> None:
    with carried(stack, name, f"figures/{name}") as (journey, client):
        assert_as_expected(name, journey, client)


def test_each_commands_trace_holds_every_service_that_acted_on_it(
    stack: Stack, receiver: SpanReceiver
) -> None:
    case_id, entries = _traced_journey(stack)
    expected = {e["trace_id"]: set() for e in entries}
    for entry in entries:
        expected[entry["trace_id"]] |= {entry["service"], *_subscribers(entry["type"])}
    _eventually(lambda: all(receiver.services_of(t) >= s for t, s in expected.items()))
    assert case_id


def test_links_connect_all_traces_of_a_case(stack: Stack, receiver: SpanReceiver) -> None:
    _, entries = _traced_journey(stack)
    traces = {entry["trace_id"] for entry in entries}
    _eventually(lambda: connected(traces, receiver.linked(traces)))
    assert len(traces) > 10


def test_every_span_about_the_case_names_it_and_the_send_links_to_where_it_was_created(
    stack: Stack, receiver: SpanReceiver
) -> None:
    case_id, entries = _traced_journey(stack)
    traces = {entry["trace_id"] for entry in entries}
    _eventually(lambda: all(_commands_and_sends(receiver, t) for t in traces))
    unnamed = [
        span.name
        for _, span in receiver.spans
        if span.trace_id.hex() in traces and attribute(span, CASE_ID) != case_id
    ]
    assert unnamed == []


def _commands_and_sends(receiver: SpanReceiver, trace_id: str) -> bool:
    """Whether each published event's create span is linked to by a send span of another trace.

    What a service leaves for itself is created and never sent.
    """
    created = {
        span.span_id
        for _, span in receiver.spans
        if span.trace_id.hex() == trace_id and span.name in CREATED
    }
    linked = {
        link.span_id
        for _, span in receiver.spans
        if span.name.startswith("send ") and span.trace_id.hex() != trace_id
        for link in span.links
    }
    return bool(created) and created <= linked


def _traced_journey(stack: Stack) -> tuple[str, list[dict[str, str]]]:
    with carried(stack, "first", "traced") as (journey, client):
        return journey.case_id, timeline(client, journey.case_id)


def _subscribers(event_type: str) -> set[str]:
    return {
        name
        for name in SERVICES
        if event_type in import_module(f"services.{name}.app").SERVICE.subscriptions.contracts
    }


def _eventually(holds: object) -> None:
    deadline = time.monotonic() + EXPORT_PATIENCE_SECONDS
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline, "the spans that were waited for did not come"
        time.sleep(0.2)
