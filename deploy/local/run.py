"""`make run`: the platform on this machine, until Ctrl-C."""

import argparse
import os
import signal
import threading
from types import FrameType

from rich.console import Console
from rich.table import Table

from deploy.local.issuer import roles
from deploy.local.kafka import kafka_lacks
from deploy.local.roles import SERVICES
from deploy.local.stack import Stack

PURPOSES = {
    "referral": "referrals, triage, assessment",
    "means_test": "the test of resources",
    "grants": "offer, application, decision, closure",
    "register": "accessible homes and who they suit",
    "payments": "contributions, invoices, payments",
    "forum": "what county and districts see together",
}
CHECK_SECONDS = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bus", choices=["postgres", "kafka"], default="postgres")
    arguments = parser.parse_args()
    lacks = kafka_lacks() if arguments.bus == "kafka" else None
    if lacks:
        raise SystemExit(f"BUS=kafka is not possible here: {lacks}")
    console = Console()
    stack = Stack(
        bus=arguments.bus,
        database_url=os.environ.get("DATABASE_URL", ""),
        otlp_endpoint=os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
    )
    try:
        with console.status("starting the database, the bus and the services"):
            stack.start()
        _introduce(console, stack)
        _wait(console, stack)
    finally:
        with console.status("stopping"):
            stack.stop()


def _introduce(console: Console, stack: Stack) -> None:
    """Say where everything is and how to get in."""
    addresses = Table("service", "what it is for", "API documentation", title="Running")
    for name in SERVICES:
        addresses.add_row(name, PURPOSES[name], f"{stack.address(name)}/docs")
    console.print(addresses)
    console.print("Bearer tokens for made-up people, good for twelve hours:")
    issuer = stack.issuer
    for role in roles():
        console.print(f"\n[bold]{role}[/bold]")
        print(issuer.mint(role))
    console.print(f"\nLogs are in {stack.directory}/logs. Next, in another terminal:")
    console.print("  make journey CASE=tests/journeys/first.json")
    console.print("Ctrl-C stops everything.")


def _wait(console: Console, stack: Stack) -> None:
    """Until Ctrl-C or SIGTERM; a service that ends by itself is said and started again."""
    stopping = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not stopping.wait(CHECK_SECONDS):
        for name in stack.ended():
            console.print(f"[red]{name} ended; starting it again[/red]")
            stack.start_service(name)


if __name__ == "__main__":
    main()
