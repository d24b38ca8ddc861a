"""How fast the register answers over HTTP with a county of 100,000 homes and 5,000 needs.

The county is put in by COPY: homes of ten thousand different surveys made by chance from a fixed
seed. The plain version evaluates every home for the person; its shortlist has to be the same.
"""

import random
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

import asyncpg
import httpx

from bench.figures import Figure
from bench.register import DISTRICTS, answers, need_of
from bench.running import platform
from services.register.data import ranking, rule_set
from services.register.domain.categorising import categorise
from services.register.domain.fitting import Match, home_facts
from services.register.domain.home import Home
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.ranking import Candidate, rank
from services.register.in_force.fitness import packed, rules_on
from shared.calendar import legal_date

HOMES, SURVEYS, NEEDS, SAMPLE, WARM_UP = 100_000, 10_000, 5_000, 200, 5
PROVIDER = "bench-homes"
TODAY = legal_date(datetime.now(UTC))
"""The running service goes by the rules of today."""
SETTINGS = f"{HOMES:,} homes, {NEEDS:,} needs"
_HOMES = (
    "id", "district", "provider_id", "uprn", "occupancy", "consents_to_adaptation", "survey",
    "category", "categorisation", "fitness", "fitness_by", "version",
)  # fmt: skip


def figures() -> list[Figure]:
    """The service as it answers a housing options officer, whose reach is the county."""
    needs = county_needs()
    with platform(["register"]) as running:
        made = list(county_homes())
        running.connected(lambda connection: copy_in(connection, made, needs))
        token = running.stack.issuer.mint("housing_options")
        with httpx.Client(
            base_url=running.stack.address("register"),
            headers={"authorization": f"Bearer {token}"},
            timeout=600,
        ) as client:
            return [*_measured(client, made, needs)]


def _measured(
    client: httpx.Client, made: list[tuple[Any, ...]], needs: list[Need]
) -> Iterator[Figure]:
    choose = random.Random(2026)
    cases = [need.id for need in choose.sample(needs, SAMPLE)]
    homes = [str(home[0]) for home in choose.sample(made, SAMPLE)]
    first = f"/v1/cases/{cases[0]}/matches?among=all"
    yield Figure(
        "register service: the county read at the first question",
        _took(client, first),
        "s",
        SETTINGS,
    )
    quick = []
    for name, paths in (
        (
            "best 20 homes of the stock for a person",
            [f"/v1/cases/{c}/matches?among=all" for c in cases],
        ),
        ("best 20 empty homes for a person", [f"/v1/cases/{c}/matches" for c in cases]),
        ("best 20 people for a home", [f"/v1/homes/{h}/matches" for h in homes]),
    ):
        for path in paths[:WARM_UP]:
            _took(client, path)
        took = [_took(client, path) * 1000 for path in paths]
        quick.append(median(took))
        yield Figure(f"register service: {name}, p50", median(took), "ms", SETTINGS)
        yield Figure(f"register service: {name}, p99", quantiles(took, n=100)[98], "ms", SETTINGS)
    need = next(need for need in needs if need.id == cases[0])
    began = time.perf_counter()
    plain = [found.model_dump(mode="json") for found in plainly(need, made)]
    seconds = time.perf_counter() - began
    found = [item["match"] for item in client.get(first).json()["items"]]
    assert found == plain, "the quick shortlist is not the plain one"
    yield Figure("register service: every home evaluated for a person", seconds, "s", SETTINGS)
    yield Figure("register service: times quicker", seconds * 1000 / quick[0], "times", SETTINGS)


def _took(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path).raise_for_status()
    return time.perf_counter() - began


def plainly(need: Need, made: list[tuple[Any, ...]]) -> list[Match]:
    """The shortlist as the plainest correct version makes it."""
    policy, first = rules_on(TODAY).policy, list[Candidate]()
    for n in range(0, len(made), 1000):
        some = [
            home_facts(
                str(h[0]), h[1], Home.model_validate_json(h[6]), policy.rule_set, consents=h[5]
            )
            for h in made[n : n + 1000]
        ]
        first = rank([*first, *(Candidate(match(need, f, policy), need) for f in some)], ranking())
        first = first[:20]
    return [candidate.match for candidate in first]


def county_needs() -> list[Need]:
    """The needs of as many cases."""
    choose = random.Random(2026)
    needs = enumerate(need_of(n, choose) for n in range(NEEDS))
    return [need.model_copy(update={"id": str(_id("need", n))}) for n, need in needs]


def county_homes(homes: int = HOMES, surveys: int = SURVEYS) -> Iterator[tuple[Any, ...]]:
    """The rows of the table: every survey stands in as many homes."""
    with ProcessPoolExecutor() as pool:
        surveyed = list(pool.map(_surveyed, range(surveys), chunksize=100))
    for n in range(homes):
        district, survey, category, found, fitness, by = surveyed[n % surveys]
        empty = "empty" if n % 20 == 0 else "occupied"
        yield (
            _id("home", n), district, PROVIDER, str(n + 1), empty, True, survey, category, found,
            fitness, by, 1,
        )  # fmt: skip


def _surveyed(n: int) -> tuple[str, str, str, str, bytes, str]:
    choose = random.Random(n)
    district, home = choose.choice(DISTRICTS), Home.model_validate(answers(choose))
    found, rules = categorise(home, rule_set()), rules_on(TODAY)
    facts = home_facts("", district, home, rule_set(), consents=True)
    survey = home.model_dump_json(exclude_unset=True)
    return (
        district, survey, found.category, found.model_dump_json(), packed(facts, rules),
        rules.fingerprint,
    )  # fmt: skip


async def copy_in(
    connection: asyncpg.Connection, made: list[tuple[Any, ...]], needs: list[Need]
) -> None:
    """Put the county into the database."""
    await connection.copy_records_to_table(
        "homes", schema_name="register", columns=_HOMES, records=made
    )
    await connection.copy_records_to_table(
        "needs",
        schema_name="register",
        columns=("case_id", "district", "need", "version"),
        records=[(uuid.UUID(n.id), n.areas[0], n.model_dump_json(), 1) for n in needs],
    )
    await connection.execute("ANALYZE register.homes, register.needs")


def _id(what: str, n: int) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{what} {n}")
