"""`make run`: the platform on this machine, until Ctrl-C."""

import argparse
import os
import signal
import time

from rich.console import Console
from rich.table import Table

from deploy.local.java import JavaFailure, java_lacks
from deploy.local.lock import RunsAlready
from deploy.local.ports import PortsTaken
from deploy.local.postgres import PostgresFailure
from deploy.local.processes import NotReady
from deploy.local.roles import SERVICES
from deploy.local.stack import Stack, address

ABOUT = {
    "referral": "referrals, triage, assessment",
    "means_test": "the test of resources",
    "grants": "offer, application, decision, closure",
    "register": "accessible homes and who they suit",
    "payments": "contributions, invoices, payments",
    "forum": "what county and districts see together",
}
CHECK_SECONDS = 2
FAILURES = (PortsTaken, PostgresFailure, JavaFailure, NotReady)
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    arguments = _arguments()
    stack = Stack(
        bus=arguments.bus,
        database_url=os.environ.get("DATABASE_URL", ""),
        otlp_endpoint=os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
        traces=arguments.traces,
    )
    console = Console()
    for number in STOPPING:
        signal.signal(number, signal.default_int_handler)
    try:
        with console.status("starting") as status:
            stack.start(status.update)
        _introduce(console, stack)
        _watch(console, stack)
    except KeyboardInterrupt:
        console.print("stopping")
    except RunsAlready as already:
        print(f"{already}: see {address('referral')}/docs. Ctrl-C there stops it.")
    except FAILURES as failure:
        raise SystemExit(str(failure)) from failure
    finally:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        stack.stop()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--bus", choices=["postgres", "kafka"], default="postgres")
    parser.add_argument("--traces", action="store_true", help="with a trace viewer")
    arguments = parser.parse_args()
    lacks = java_lacks() if arguments.traces or arguments.bus == "kafka" else None
    if lacks:
        raise SystemExit(f"{'traces' if arguments.traces else 'BUS=kafka'}: {lacks}")
    return arguments


def _introduce(console: Console, stack: Stack) -> None:
    """Say where everything is and how to get in: what people open in a browser first."""
    console.print(f"Pages: {stack.address('forum')}/pages (sign in as anybody: all are made up)")
    addresses = Table("service", "what it is for", "API documentation", title="Running")
    for name in SERVICES:
        addresses.add_row(name, ABOUT[name], f"{stack.address(name)}/docs")
    console.print(addresses)
    if stack.zipkin:
        console.print(f"Traces: {stack.zipkin.address}/zipkin/ (search for dfg.case_id=...)")
    console.print(f"Logs: {stack.directory}/logs. Residents sign in: {address('issuer')}/sign-in")
    console.print("In another terminal, a bearer token of a role, and a case from end to end:")
    console.print("  make token ROLE=grant_officer")
    console.print("  make journey CASE=tests/journeys/first.json")
    console.print("Ctrl-C stops everything.")


def _watch(console: Console, stack: Stack) -> None:
    """Until it is interrupted; what ends by itself is said and started again."""
    while True:
        time.sleep(CHECK_SECONDS)
        try:
            for name in stack.restart_ended():
                console.print(f"[red]{name} had ended; it was started again[/red]")
        except FAILURES as failure:
            console.print(f"[red]{failure}[/red]")


if __name__ == "__main__":
    main()
