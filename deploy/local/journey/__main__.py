"""`make journey CASE=file.json`: carry a case through the running stack and print its timeline."""

import argparse
import datetime as dt
import random
import sys
import uuid
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from deploy.local.journey.case_file import CaseFile, Json
from deploy.local.journey.check import disagreements, figures
from deploy.local.journey.client import Client, Refused, Unanswered
from deploy.local.journey.journey import OFFICER, Journey
from deploy.local.stack import address
from deploy.local.token import token_of
from shared.problems import InvalidInput

TRACE_WIDTH = 110
"""Columns for a timeline with whole trace ids, also where the output is no terminal."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make journey", description=__doc__)
    parser.add_argument("case", type=Path, help="household, case and what they should come to")
    console = Console()
    console.width = max(console.width, TRACE_WIDTH)
    try:
        file = CaseFile.read(parser.parse_args().case)
    except (OSError, ValueError) as error:
        console.print(f"[red]the case file cannot be used[/red]: {_told(error)}")
        return 2
    uprn = str(random.randrange(10**11, 10**12))  # noqa: S311 - of a made-up home
    try:
        with Client(address, token_of, run=uuid.uuid4().hex) as client:
            journey = Journey(file, client, uprn)
            _carry(console, journey)
            return _report(console, file, journey, client)
    except (Refused, Unanswered) as error:
        console.print(f"[red]the journey ended early[/red]: {error}")
        return 1


def _told(error: OSError | ValueError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{e.pointer}: {e.detail}" for e in InvalidInput.of(error).errors)
    return str(error)


def _carry(console: Console, journey: Journey) -> None:
    """Show each step as it is done."""
    done = Text()
    with Live(done, console=console, refresh_per_second=10):
        for step in journey.steps():
            done.append(f"  {step}\n", style="green")


def _report(console: Console, file: CaseFile, journey: Journey, client: Client) -> int:
    """Print the timeline and the figures; 1 where something is not as expected."""
    timeline = client.wait(
        "the closure",
        OFFICER,
        "forum",
        f"/v1/timelines/{journey.case_id}",
        lambda found: any(e["type"] == "grants.closed" for e in found["items"]),
    )["items"]
    console.print(_timeline(journey.case_id, timeline))
    wrong = list(disagreements(client, journey.case_id, timeline))
    for name, expected, came_to in figures(file, journey.determination):
        right = expected == came_to
        console.print(
            f"{'[green]as expected[/green]' if right else '[red]MISMATCH[/red]':<12} {name}:"
            f" {came_to}" + ("" if right else f", expected {expected}")
        )
        wrong += [] if right else [name]
    for disagreement in wrong:
        console.print(f"[red]wrong[/red]: {disagreement}")
    return 1 if wrong else 0


def _timeline(case_id: str, entries: list[Json]) -> Table:
    table = Table("elapsed", "service", "event", "trace", title=f"Case {case_id}")
    began = dt.datetime.fromisoformat(entries[0]["occurred_at"])
    for entry in entries:
        elapsed = dt.datetime.fromisoformat(entry["occurred_at"]) - began
        table.add_row(
            f"{elapsed / dt.timedelta(milliseconds=1):,.0f} ms",
            entry["service"],
            entry["type"],
            entry["trace_id"],
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
