"""The whole county under new rules: the operator's command, as an operator runs it.

Every home is kept as other rules left it. The plain version evaluates every home for a need; on a
sample of needs the shortlists that were kept have to be the same.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from random import Random
from typing import Any

import orjson

from bench.figures import Figure
from bench.register_service import NEEDS, SETTINGS, copy_in, county_homes, county_needs, plainly
from bench.running import Platform, platform
from deploy.local.roles import role_url
from services.register.domain.fitting import Verdict
from services.register.domain.needs import Need
from shared.persistence.security import runtime_role

PLAIN = 3
"""Needs that are also matched the plain way, which takes long."""
_OTHER_RULES = """
UPDATE register.homes SET category = 'G', categorisation = '{}', fitness = NULL, fitness_by = 'other'
"""
_AS_IT_IS = "SELECT id, category, fitness, fitness_by FROM register.homes"
_KEPT = "SELECT homes FROM register.shortlists WHERE case_id = $1 AND among = 'all'"


def figures() -> list[Figure]:
    """Seconds until the command is done, beside the plain version."""
    needs, made = county_needs(), list(county_homes())
    with platform(["register"]) as running:
        running.connected(lambda connection: copy_in(connection, made, needs))
        found = {tuple(row) for row in running.sql(_AS_IT_IS)}
        running.sql(_OTHER_RULES)
        running.sql("VACUUM ANALYZE register.homes")
        told, seconds = _run(running)
        assert (told["homes"], told["shortlists"]["all"]) == (len(made), {"first": NEEDS})
        assert {tuple(row) for row in running.sql(_AS_IT_IS)} == found
        sample = Random(2026).sample(needs, PLAIN)
        return [*_beside_the_plain(running, sample, made, seconds)]


def _run(running: Platform) -> tuple[dict[str, Any], float]:
    """The command's answer, and the seconds that it took."""
    address = role_url(running.stack.superuser_url, runtime_role("register"))
    command = [sys.executable, "-m", "services.register", "rematch"]
    environment = os.environ | {"DFG_DATABASE_URL": address}
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return orjson.loads(done.stdout), time.perf_counter() - began


def _beside_the_plain(
    running: Platform, sample: list[Need], made: list[tuple[Any, ...]], seconds: float
) -> Iterator[Figure]:
    began = time.perf_counter()
    plain = [plainly(need, made) for need in sample]
    each = (time.perf_counter() - began) / len(sample)
    for need, matches in zip(sample, plain, strict=True):
        [row] = running.sql(_KEPT, need.id)
        suit = [m for m in matches if m.verdict is not Verdict.UNSUITABLE]
        kept = [{"home": m.home, "verdict": m.verdict} for m in suit]
        assert orjson.loads(row["homes"]) == kept, "the shortlist kept is not the plain one"
    name = "register: the county matched again after a rule change"
    yield Figure(name, seconds, "s", SETTINGS)
    yield Figure("register: every home evaluated for a need", each, "s", SETTINGS)
    yield Figure(f"{name}, times quicker", each * NEEDS / seconds, "times", SETTINGS)
