"""Random lives of cases over HTTP: whatever is sent in whatever order, what must hold holds.

`python -m tests.grants.lives --lives 3000 --seed 1` drives so many, on a platform of its own.
"""

import argparse
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from deploy.local.postgres import LocalPostgres
from tests.grants.life import Life
from tests.grants.life_lived import NOT_PRESSED, Lived
from tests.grants.life_page import keep, lived
from tests.grants.life_ways import PEOPLE
from tests.platform.running import Platform, new_database

EVERY_POST = (
    *("grants:read", "grants:write", "approval:service_manager", "approval:head_of_service"),
    *("approval:authority_after_forum_appraisal", "approval:council"),
    *("approval:team_leader", "approval:corporate_complaints"),
)
AT_ONCE = 100
"""Lives that are driven from one seed; then the next."""


def prepared(platform):
    """The machine on that platform, with the people of its lives."""
    if Life.platform is not platform:
        scopes = " ".join(EVERY_POST)
        Life.platform, Life.people = (
            platform,
            {
                name: platform.client("grants", "grant_officer", sub=name, scope=scopes)
                for name in PEOPLE
            }
            | {"manager": platform.client("grants", "service_manager")},
        )
    return Life


def live(platform, lives, steps, *, begin=None, pressed=NOT_PRESSED):
    """Drive so many lives, each of at most so many steps, from that seed; without one the same.

    What breaks is shown as it was found: to make it shorter would take many lives more.
    """
    machine = prepared(platform)
    machine.lived, machine.pressed = Lived(), pressed
    run_state_machine_as_test(
        machine if begin is None else seed(begin)(machine),
        settings=settings(
            max_examples=lives,
            stateful_step_count=steps,
            deadline=None,
            derandomize=begin is None,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return machine.lived


@contextmanager
def own_platform():
    """A platform of their own, that need not outlive its server."""
    with tempfile.TemporaryDirectory() as folder:
        server = LocalPostgres(Path(folder) / "data")
        server.start()
        platform = Platform(server.superuser_url, new_database("lives"))
        platform.sql.run("ALTER SYSTEM SET synchronous_commit = off")
        platform.sql.run("SELECT pg_reload_conf()")
        try:
            yield platform
        finally:
            platform.stop()
            server.stop("immediate")


def main():
    """Many lives, on a platform of their own; what was lived is kept in the docs if asked for."""
    asked = argparse.ArgumentParser(prog="python -m tests.grants.lives", description=__doc__)
    asked.add_argument("--lives", type=int, default=500)
    asked.add_argument("--steps", type=int, default=8)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--minutes", type=float, default=600, help="no seed is begun after them")
    asked.add_argument("--record", action="store_true", help="keep it in the docs")
    options = asked.parse_args()
    began, whole, seeds = time.monotonic(), Lived(), 0
    with own_platform() as platform:
        while whole.lives < options.lives and minutes_since(began) < options.minutes:
            wanted = min(AT_ONCE, options.lives - whole.lives)
            whole.add(live(platform, wanted, options.steps, begin=options.seed + seeds))
            seeds += 1
            print(f"{whole.lives} lives in {minutes_since(began):.1f} minutes", flush=True)
    known = f"seeds {options.seed} to {options.seed + seeds - 1}, up to {options.steps} steps"
    text = "\n".join(lived(whole, known, minutes_since(began), time.process_time() / 60))
    print(text)
    if options.record:
        keep("What was lived", text)


def minutes_since(began):
    return (time.monotonic() - began) / 60


if __name__ == "__main__":
    main()
