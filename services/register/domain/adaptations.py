"""Adaptations as changes to a survey: what a home would measure after the works.

A change only improves what it changes, so that an adaptation never worsens a category. What a
survey does not tell (joists, drains, the run a ramp would have) is left to be looked at on site.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.register.domain.categorising import evaluate
from services.register.domain.criteria import Criterion, criterion
from services.register.domain.prices import Cost, PriceBook
from services.register.domain.ramps import LONG_RAMP, steeper
from services.register.domain.rule_sets import RuleSet
from services.register.domain.survey import UNKNOWN, Survey, Truth
from services.register.domain.vocabulary import rise
from shared.contracts.codes import AccessCategory
from shared.schema import Model

Answers = Mapping[str, Any]
Change = Callable[[Answers], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Adaptation:
    code: str
    kind: str
    """Kind of work, as the grants service certifies it."""
    price: str
    """Item of the price book."""
    clause: str
    answers: frozenset[int]
    """Numbers of the rules that it can answer."""
    feasible: Criterion
    changes: tuple[Change, ...]
    touches: frozenset[str]
    """Headings of the survey under which it changes something."""
    on_site: tuple[str, ...]
    """What has to be looked at before it is promised."""

    def applied(self, answers: Answers) -> dict[str, Any]:
        """The survey as it would be after the works."""
        result = dict(answers)
        for change in self.changes:
            result = change(result)
        return result


class AdaptedHome(Model):
    """What a home would be if it were adapted so."""

    category: AccessCategory | None
    """None where the survey stopped early, so that the rest has to be surveyed first."""
    before: AccessCategory
    """The home's category as it is."""
    adaptations: list[str]
    """The works that were tried, by their codes in the catalogue."""
    feasible: dict[str, bool | None]
    """By adaptation; None where the survey does not tell."""
    on_site: list[str]
    """Codes of the works that somebody has to look at in the home first."""
    cost: Cost | None
    """None where one of them has to be quoted for."""
    price_book: str
    """The price book that the costs come from."""


def what_if(
    answers: Answers, adaptations: Iterable[Adaptation], rule_set: RuleSet, prices: PriceBook
) -> AdaptedHome:
    """The category that the home would have with these adaptations, their feasibility and cost."""
    chosen = list(adaptations)
    feasible = {a.code: _yes_no(a.feasible(Survey(answers))) for a in chosen}
    before = evaluate(answers, rule_set).category
    return AdaptedHome(
        category=projected(answers, chosen, rule_set, before),
        before=before,
        adaptations=[a.code for a in chosen],
        feasible=feasible,
        on_site=sorted({check for a in chosen for check in a.on_site}),
        cost=prices.cost(a.price for a in chosen),
        price_book=prices.version,
    )


def projected(
    answers: Answers, adaptations: Iterable[Adaptation], rule_set: RuleSet, before: AccessCategory
) -> AccessCategory | None:
    """The category after the works; None where blanks that a stop had excused now matter."""
    category = evaluate(adapted(answers, adaptations), rule_set).category
    unassessed = category is AccessCategory.G and before is not AccessCategory.G
    return None if unassessed else category


def adapted(answers: Answers, adaptations: Iterable[Adaptation]) -> dict[str, Any]:
    result = dict(answers)
    for adaptation in adaptations:
        result = adaptation.applied(result)
    return result


def catalogue(document: Mapping[str, Any]) -> dict[str, Adaptation]:
    """The adaptations of the parsed data file, by code."""
    return {code: _adaptation(code, body) for code, body in document["adaptations"].items()}


def _adaptation(code: str, body: Mapping[str, Any]) -> Adaptation:
    return Adaptation(
        code=code,
        kind=body["kind"],
        price=body["price"],
        clause=body["clause"],
        answers=frozenset(body["answers"]),
        feasible=criterion(body["feasible"]),
        changes=tuple(_change(**change) for change in body["changes"]),
        touches=frozenset(change["at"].split(".")[0] for change in body["changes"]),
        on_site=tuple(body["on_site"]),
    )


def _change(at: str, **what: Any) -> Change:
    """The change that puts an improved value in the place of what the survey has there."""
    ((name, target),) = what.items()
    path = tuple(at.split("."))
    improve = _IMPROVEMENTS[name]
    return lambda answers: _replaced(answers, path, lambda now: improve(now, target))


def _replaced(
    answers: Answers, path: tuple[str, ...], improve: Callable[[Any], Any]
) -> dict[str, Any]:
    key, *rest = path
    now = answers.get(key)
    value = _replaced(now or {}, tuple(rest), improve) if rest else improve(now)
    return {**answers, key: value}


def _at_least(now: int | None, target: int) -> int:
    return max(now or 0, target)


def _at_most(now: int | None, target: int) -> int:
    return target if now is None else min(now, target)


def _space(now: Iterable[int] | None, target: list[int]) -> tuple[int, ...]:
    """A turning space of at least so much, either way round."""
    return tuple(map(max, sorted(now or (0, 0)), sorted(target)))


def _footprint(now: Mapping[str, Any] | None, target: list[int]) -> dict[str, Any]:
    """A length and width of at least so much, the longer side staying the longer."""
    have = {side: (now or {}).get(side) or 0 for side in ("length", "width")}
    long, short = max(target), min(target)
    if have["width"] > have["length"]:
        long, short = short, long
    return {
        **(now or {}),
        "length": max(have["length"], long),
        "width": max(have["width"], short),
    }


def _each_at_least(now: Mapping[str, Any] | None, target: int) -> dict[str, Any]:
    return {room: w if w is None else max(w, target) for room, w in (now or {}).items()}


def _ramp(now: Mapping[str, Any] | None, _: bool) -> dict[str, Any]:
    """A ramp up the rise at the door: one that is gentle enough only gains its top platform."""
    entrance = dict(now or {})
    survey, door = Survey({"door": entrance}), ("door",)
    up, ramp = rise(survey, door), entrance.get("ramp") or {}
    if up is UNKNOWN:
        return entrance
    if not ramp or steeper(survey, (*door, "ramp"), "1:15"):
        ramp = {k: v for k, v in ramp.items() if k != "sections"} | {"rise": up, "run": _run(up)}
    return {**entrance, "ramp": {**ramp, "top_platform": True}}


def _run(up: int) -> int:
    """The run of a new ramp, mm: 1:15 under 5 m, 1:20 up to 10 m, else 1:15 (AD M 3.9, LAHR)."""
    short, gentle = up * 15, up * 20
    return short if short < LONG_RAMP or gentle > 2 * LONG_RAMP else gentle


def _yes_no(truth: Truth) -> bool | None:
    return None if truth is UNKNOWN else truth


_IMPROVEMENTS: dict[str, Callable[[Any, Any], Any]] = {
    "set": lambda _, target: target,
    "at_least": _at_least,
    "at_most": _at_most,
    "space": _space,
    "footprint": _footprint,
    "each_at_least": _each_at_least,
    "ramp": _ramp,
}
