"""How fast homes are categorised and matched, beside the plainest correct way in the same run.

A county of 100,000 homes of six districts and 5,000 needs, made by chance from a fixed seed.
"""

import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from statistics import median, quantiles
from typing import Any

from bench.figures import Figure
from services.register.data import matching_policy, ranking, rule_set
from services.register.domain import columns, need_columns
from services.register.domain.bulk import Register
from services.register.domain.categorising import categorise
from services.register.domain.fitting import HomeFacts, home_facts
from services.register.domain.home import Home
from services.register.domain.matching import match
from services.register.domain.needs import Need
from services.register.domain.ranking import Candidate, rank

HOMES, NEEDS = 100_000, 5_000
SAMPLE = 200
PLAIN, CHUNK = 3, 1000
"""How many are also matched the plain way, which takes long, and how many homes it holds at once."""
DISTRICTS = [f"E0700008{n}" for n in range(4)] + ["E07000078", "E07000079"]
POLICY = matching_policy(date(2026, 6, 1), Decimal("1000.00"), Decimal("30000.00"))
KEYS = ranking()
SETTINGS = f"{HOMES:,} homes, {NEEDS:,} needs"


def figures() -> list[Figure]:
    """Rules and matching alone, in one process."""
    choose = random.Random(2026)
    needs = [need_of(n, choose) for n in range(NEEDS)]
    county = County()
    began = time.perf_counter()
    codes = columns.codes(POLICY)
    homes = columns.homes(county, POLICY, codes)
    asked = need_columns.needs(needs, homes.districts, codes)
    register = Register(homes, asked, POLICY, codes)
    built = time.perf_counter()
    for need in asked.ids:
        register.shortlist(need, KEYS)
    matched = time.perf_counter()
    return [
        _one_home(),
        Figure("register: homes made and read", county.seconds, "s", SETTINGS),
        Figure("register: the county in columns", built - began - county.seconds, "s", SETTINGS),
        Figure("register: shortlists of all needs", matched - built, "s", SETTINGS),
        *_homes_for_a_need(register, choose.sample(needs, SAMPLE)),
        *_needs_for_a_home(register, needs, choose.sample(range(HOMES), SAMPLE)),
    ]


class County:
    """The homes one after the other, and the seconds that it took to make and read them."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __iter__(self) -> Iterator[HomeFacts]:
        for n in range(HOMES):
            (district, home), seconds = _timed(_made, n)
            self.seconds += seconds
            yield home_facts(_id(n), district, home, POLICY.rule_set)


def _one_home() -> Figure:
    homes = [_made(n)[1] for n in range(1000)]
    took = [_timed(categorise, home, rule_set())[1] for home in homes]
    name = "register: one home categorised with its reasons, median"
    return Figure(name, median(took) * 1000, "ms")


def _homes_for_a_need(register: Register, sample: list[Need]) -> Iterator[Figure]:
    """The best 20 homes for a person, with reasons; plainly, every home is evaluated."""

    def best(need: Need) -> list[Candidate]:
        ids = register.homes_for(need.id, KEYS)
        return [Candidate(match(need, _facts(int(i)), POLICY), need) for i in ids]

    def plainly(need: Need) -> list[Candidate]:
        first: list[Candidate] = []
        for n in range(0, HOMES, CHUNK):
            facts = (_facts(h) for h in range(n, min(n + CHUNK, HOMES)))
            some = (Candidate(match(need, home, POLICY), need) for home in facts)
            first = rank([*first, *some], KEYS)[:20]
        return first

    yield from _compared("best 20 homes for a person", best, plainly, sample)


def _needs_for_a_home(register: Register, needs: list[Need], sample: list[int]) -> Iterator[Figure]:
    """The best 20 people for a home, with reasons; plainly, every need is evaluated."""
    by_id = {need.id: need for need in needs}

    def best(n: int) -> list[Candidate]:
        home = _facts(n)
        ids = register.needs_for(home.id, KEYS)
        return [Candidate(match(by_id[i], home, POLICY), by_id[i]) for i in ids]

    def plainly(n: int) -> list[Candidate]:
        home = _facts(n)
        return rank((Candidate(match(need, home, POLICY), need) for need in needs), KEYS)[:20]

    yield from _compared("best 20 people for a home", best, plainly, sample)


def _compared(
    name: str,
    best: Callable[[Any], list[Candidate]],
    plainly: Callable[[Any], list[Candidate]],
    sample: list[Any],
) -> Iterator[Figure]:
    took = [_timed(best, one)[1] for one in sample]
    slow = []
    for one in sample[:PLAIN]:
        plain, seconds = _timed(plainly, one)
        assert best(one) == plain, "the quick shortlist is not the plain one"
        slow.append(seconds)
    p50, p99 = median(took), quantiles(took, n=100)[98]
    yield Figure(f"register: {name} with reasons, p50", p50 * 1000, "ms", SETTINGS)
    yield Figure(f"register: {name} with reasons, p99", p99 * 1000, "ms", SETTINGS)
    yield Figure(f"register: {name}, every one evaluated", median(slow) * 1000, "ms", SETTINGS)
    yield Figure(f"register: {name}, times quicker", median(slow) / p50, "times", SETTINGS)


def _timed(work: Callable[..., Any], *about: Any) -> tuple[Any, float]:
    began = time.perf_counter()
    result = work(*about)
    return result, time.perf_counter() - began


def _id(n: int) -> str:
    return f"{n:06}"


def _made(n: int) -> tuple[str, Home]:
    choose = random.Random(n)
    return choose.choice(DISTRICTS), Home.model_validate(answers(choose))


def _facts(n: int) -> HomeFacts:
    district, home = _made(n)
    return home_facts(_id(n), district, home, POLICY.rule_set)


def need_of(n: int, choose: random.Random) -> Need:
    requirement = {
        "measure": choose.choice(["internal_door", "hall_turning", "entrance_door"]),
        "value": choose.choice([775, 800, 900]),
    }
    return Need.model_validate(
        {
            "id": f"{n:05}",
            "category": choose.choice(["A", "B", "B", "C", "C", "C", "D", "D", "E", "E+", "F"]),
            "bedrooms": choose.randint(1, 4),
            "household_size": choose.randint(1, 6),
            "areas": choose.sample(DISTRICTS, choose.randint(1, 3)),
            "requirements": [requirement] if choose.random() < 0.3 else [],
            "must_nots": ["above_ground"] if choose.random() < 0.1 else [],
            "band": choose.choice(["emergency", "gold", "silver", "bronze"]),
            "band_date": str(date(2024, 1, 1) + timedelta(days=choose.randint(0, 800))),
        }
    )


def answers(choose: random.Random) -> dict[str, Any]:
    """A survey: mostly ordinary homes, some accessible, some measurements not taken."""
    good = choose.random() < 0.3

    def width(*usual: int) -> int:
        return max(usual) if good and choose.random() < 0.9 else choose.choice(usual)

    upper = choose.random() < 0.25
    survey = {
        "postcode": "GL1 1AA",
        "landlord": {"kind": "council"},
        "bedrooms": choose.randint(1, 4),
        "bed_spaces": choose.randint(1, 6),
        "communal_lifts": choose.choice([0, 1, 2]) if upper else 0,
        "entry_level": "upper" if upper else "ground",
        "communal_entrance": _entrance(choose, good=good) if upper else None,
        "property_entrance": _entrance(choose, good=good),
        "second_exit": None if upper else _entrance(choose, good=good) | {"street_access": True},
        "communal_lift": {"door_width": 800, "car_length": 1400, "car_width": 1100}
        if upper
        else None,
        "internal": _internal(choose, good=good),
        "hall": {"head_on_width": width(850, 900, 1000), "turning_width": width(850, 900, 1200)},
        "door_widths": {
            room: width(700, 750, 775, 800)
            for room in ("bedroom", "bathroom", "living_room", "kitchen")
        },
        "kitchen": {"turning": [width(1000, 1200, 1500), width(1200, 1500)]},
        "bathroom": {
            "level_access_shower": good and choose.random() < 0.8,
            "turning": [width(1000, 1200, 1500), width(1200, 1500)],
            "wc_side_space": width(400, 700, 1000),
        },
        "separate_wc": choose.choice([None, {"length": 1500, "width": 900, "side_space": 400}]),
        "wheelchair_storage": {"length": 1600, "width": 1000} if good else None,
        "ceiling_track_hoist": False,
        "stairlift": False,
    }
    if choose.random() < 0.2:
        del survey[choose.choice(["bathroom", "kitchen", "wheelchair_storage", "bed_spaces"])]
    return survey


def _entrance(choose: random.Random, *, good: bool) -> dict[str, Any]:
    ramp = {"rise": choose.choice([100, 200, 300]), "run": choose.choice([2400, 3600, 6000])}
    return {
        "steps": 0 if good else choose.choice([0, 0, 1, 2, 3, 6]),
        "door_width": choose.choice([800, 850] if good else [740, 760, 780, 800]),
        "threshold": choose.choice([10, 15] if good else [10, 15, 40, 120]),
        "ramp": ramp | {"top_platform": choose.random() < 0.8} if choose.random() < 0.15 else None,
    }


def _internal(choose: random.Random, *, good: bool) -> dict[str, Any]:
    stairs = {"shape": "straight", "width": choose.choice([690, 750, 850]), "clear_at_foot": 800}
    flat = good or choose.random() < 0.5
    return {
        "steps": 0 if choose.random() < 0.95 else 1,
        "stairs": None if flat else stairs,
        "through_floor_lift": None,
        "platform_lift": None,
        "rooms_on_access_level": ["living_room", "kitchen"]
        + (["bedroom", "combined_bathroom"] if flat else ["wc"]),
    }
