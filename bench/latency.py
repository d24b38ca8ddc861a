"""From commit to effect committed in another service, at a steady rate.

Referrals are posted; the forum notes each on its timeline. PostgreSQL itself keeps when each
transaction committed: of the referral's row that is the command's commit, of the timeline's row
the effect's. Both are noted just before the commit is flushed, so the difference holds exactly one
flush. Relay, receiver and workers run in the two services' processes. After each round the bare path
is measured at the same rate: the ratio to it holds on other machines, the milliseconds do not.
"""

import subprocess
import sys
import time
from statistics import median

from bench.figures import Figure
from bench.load import Achieved
from bench.referrals import referring
from bench.rounds import ROUNDS, console
from bench.running import Platform, platform

RATE = 100.0
WARM_UP_SECONDS = 5
SECONDS = 20
SETTLE_SECONDS = 30
_PENDING = """
SELECT count(*) FROM referral.referrals AS command
WHERE NOT EXISTS (SELECT FROM forum.timeline AS effect WHERE effect.case_id = command.case_id)
"""
_BETWEEN = """
SELECT percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY extract(epoch FROM
           pg_xact_commit_timestamp(effect.xmin) - pg_xact_commit_timestamp(command.xmin)))
FROM {commands} AS command JOIN {effects} AS effect USING ({id})
"""
_OURS = {"commands": "referral.referrals", "effects": "forum.timeline", "id": "case_id"}
_BARE = {"commands": "bare_path.commands", "effects": "bare_path.effects", "id": "id"}


class EffectsMissing(RuntimeError):  # noqa: N818
    """Some events had no effect in reasonable time."""


def figures() -> list[Figure]:
    """Milliseconds that half and 99 of 100 events take at most, on each transport."""
    found = []
    for bus in ("postgres", "kafka"):
        with platform(["referral", "forum"], bus) as running:
            _round(running, WARM_UP_SECONDS)
            rounds = [(_round(running, SECONDS), _bare(running)) for _ in range(ROUNDS)]
        for number, (ours, bare) in enumerate(rounds, start=1):
            console.print(
                f"  {bus}, round {number}: p50 {ours[0]:.1f} ms, p99 {ours[1]:.1f} ms;"
                f" bare {bare[0]:.1f} and {bare[1]:.1f} ms"
            )
        for cut, name in enumerate(("p50", "p99")):
            found += [
                Figure(
                    f"commit to effect, {bus}, {name}",
                    median(ours[cut] for ours, _ in rounds),
                    "ms",
                    _settings(),
                    median(ours[cut] / bare[cut] for ours, bare in rounds),
                    ROUNDS,
                ),
                Figure(
                    f"bare commit to effect, {bus}, {name}",
                    median(bare[cut] for _, bare in rounds),
                    "ms",
                    _settings(),
                    1.0,
                    ROUNDS,
                ),
            ]
    return found


def _settings() -> str:
    return f"{RATE:.0f} events/s for {SECONDS} s a round"


def _round(running: Platform, seconds: float) -> tuple[float, float]:
    """Milliseconds that half and 99 of 100 took at most."""
    running.sql("TRUNCATE referral.referrals, referral.enquiries, forum.timeline")
    Achieved.of(referring(running, seconds, RATE))
    _settle(running)
    return _between(running, _OURS)


def _bare(running: Platform) -> tuple[float, float]:
    """The same of the bare path."""
    words = [running.database_url, str(RATE), str(SECONDS)]
    if running.stack.kafka is not None:
        broker = running.stack.kafka.broker()
        words += [broker.bootstrap, broker.username]
    subprocess.run([sys.executable, "-m", "bench.bare_path", *words], check=True)
    return _between(running, _BARE)


def _between(running: Platform, tables: dict[str, str]) -> tuple[float, float]:
    [row] = running.sql(_BETWEEN.format(**tables))
    p50, p99 = row[0]
    return p50 * 1000, p99 * 1000


def _settle(running: Platform) -> None:
    deadline = time.monotonic() + SETTLE_SECONDS
    while running.sql(_PENDING)[0][0]:
        if time.monotonic() > deadline:
            raise EffectsMissing
        time.sleep(0.5)
