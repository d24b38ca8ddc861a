"""Searching 200,000 people for a misspelt name, and offering duplicates among 50,000.

Both over HTTP, under row-level security with all districts of the county in reach.
"""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median, quantiles

import httpx

from bench.figures import Figure
from bench.people import Made, Maker, keep, moved, slip
from bench.running import Platform, platform
from services.referral.data import nicknames

SEARCHED, SEARCHES = 200_000, 600
REGISTER, OF_EACH = 50_000, 300
SAID_TO_BE_ONE = {"same_number", "strong"}


def figures() -> list[Figure]:
    """Shares in percent, times in milliseconds."""
    return [*_with(SEARCHED, _searching), *_with(REGISTER, _offering)]


def _with(
    count: int, measure: Callable[[Maker, list[Made], list[str], httpx.Client], Iterator[Figure]]
) -> list[Figure]:
    with platform(["referral"]) as running, _client(running) as client:
        maker = Maker(seed=11)
        people = list(maker.people(count))
        cases = [str(case_id) for case_id in keep(running, people)]
        return list(measure(maker, people, cases, client))


def _client(running: Platform) -> httpx.Client:
    token = running.stack.issuer.mint("occupational_therapist")
    return httpx.Client(
        base_url=running.stack.address("referral"),
        headers={"authorization": f"Bearer {token}"},
        timeout=60,
    )


def _searching(
    maker: Maker, people: list[Made], cases: list[str], client: httpx.Client
) -> Iterator[Figure]:
    choose, took, there = maker.choose, [], 0
    for number in range(-20, SEARCHES):  # the first ones warm the server up
        at = choose.randrange(len(people))
        typed = f"{people[at].given} {slip(choose, people[at].family)}"
        began = time.perf_counter()
        answer = client.post("/v1/referrals/search", json={"text": typed})
        if number >= 0:
            took.append((time.perf_counter() - began) * 1_000)
            there += cases[at] in {
                each["case_id"] for each in answer.raise_for_status().json()["items"]
            }
    settings = f"{len(people):,} people, {SEARCHES} searches, over HTTP"
    name = "search: a full name with a slip in the surname"
    yield Figure(f"{name}, median", median(took), "ms", settings)
    yield Figure(f"{name}, p99", quantiles(took, n=100)[98], "ms", settings)
    yield Figure(f"{name}, person among the first 20", 100 * there / SEARCHES, "%", settings)


def _offering(
    maker: Maker, people: list[Made], cases: list[str], client: httpx.Client
) -> Iterator[Figure]:
    settings = f"{len(people):,} people, {OF_EACH} of each kind"
    truly, wrongly, offers, took = Counter[str](), 0, 0, []
    for kind, change in VARIANTS.items():
        for _ in range(OF_EACH):
            at = maker.choose.randrange(len(people))
            variant = change(maker, people[at])
            began = time.perf_counter()
            answer = client.post(
                "/v1/referrals/likenesses", json={"person": variant.as_person(), "limit": 100}
            )
            took.append((time.perf_counter() - began) * 1_000)
            offered = {
                e["case_id"]: e["likeness"] for e in answer.raise_for_status().json()["offered"]
            }
            said = {case: each for case, each in offered.items() if each != "same_household"}
            if kind in TWO_PEOPLE:
                truly[kind] += offered.get(cases[at]) in SAID_TO_BE_ONE
            else:
                truly[kind] += cases[at] in said
                offers += len(said)
                wrongly += len(said) - (cases[at] in said)
    for kind in VARIANTS:
        what = "said to be one" if kind in TWO_PEOPLE else "true pairs offered"
        yield Figure(f"duplicates: {kind}, {what}", 100 * truly[kind] / OF_EACH, "%", settings)
    pairs = [kind for kind in VARIANTS if kind not in TWO_PEOPLE]
    share = sum(truly[kind] for kind in pairs) / (OF_EACH * len(pairs))
    yield Figure("duplicates: all true pairs offered", 100 * share, "%", settings)
    yield Figure("duplicates: offers that are wrong", 100 * wrongly / max(offers, 1), "%", settings)
    yield Figure("duplicates: one question, median", median(took), "ms", settings)
    yield Figure("duplicates: one question, p99", quantiles(took, n=100)[98], "ms", settings)


def _nickname(maker: Maker, made: Made) -> Made:
    called = sorted(nicknames().of(made.given)) or [slip(maker.choose, made.given)]
    return replace(made, given=maker.choose.choice(called))


def _birth(maker: Maker, made: Made) -> Made:
    """A digit of the day wrong, or day and month changed over."""
    born = made.born
    if born.day <= 12 and maker.choose.random() < 0.5:
        return replace(made, born=born.replace(month=born.day, day=born.month))
    return replace(made, born=born.replace(day=(born.day % 9) + 1))


def _another(maker: Maker, made: Made) -> str:
    """A given name that is another one's."""
    while (name := maker.skewed(maker.given)) == made.given or name in nicknames().of(made.given):
        pass
    return name


def _married(maker: Maker, made: Made) -> Made:
    return replace(made, family=maker.skewed(maker.families))


def _son(maker: Maker, made: Made) -> Made:
    years = dt.timedelta(days=maker.choose.randrange(17 * 365, 45 * 365))
    return replace(made, born=made.born + years)


def _typing(maker: Maker, made: Made) -> Made:
    return replace(made, family=slip(maker.choose, made.family))


def _typing_twice(maker: Maker, made: Made) -> Made:
    return _birth(maker, _typing(maker, made))


VARIANTS: dict[str, Callable[[Maker, Made], Made]] = {
    "a slip in the surname": _typing,
    "a slip in the surname and in the date of birth": _typing_twice,
    "a nickname, else a slip in the given name": _nickname,
    "a maiden name": _married,
    "moved house": lambda maker, made: moved(made, maker.home()),
    "a slip in the date of birth": _birth,
    "a nickname or such a slip, moved house": lambda maker, made: moved(
        _nickname(maker, made), maker.home()
    ),
    "a slip in the surname, moved house": lambda m, made: moved(_typing(m, made), m.home()),
    "twins": lambda maker, made: replace(made, given=_another(maker, made)),
    "father and son": _son,
}
TWO_PEOPLE = {"twins", "father and son"}
