"""Matching in bulk: every home for a need, or every need for a home, at once.

Equal to `matching.match` and `ranking.rank` taken one by one, which the tests hold it to.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from services.register.domain.columns import (
    ADAPTABLE,
    MET,
    NOTHING,
    UNMET,
    UNRECORDED,
    VERIFY,
    Codes,
    Homes,
    Ints,
    Needs,
)
from services.register.domain.fitting import MatchingPolicy, Verdict
from services.register.domain.ranking import UNPRICED, pence, verdict_order
from services.register.domain.shortlists import Listed

_VERDICTS = tuple(Verdict)

Key = Callable[[Ints], Ints]
"""From places among the candidates to what they are ordered by there, least first."""


@dataclass(frozen=True)
class Assessed:
    """Pairs of a home and a need: the worst status of each, its works and their cost in pence."""

    status: Ints
    works: Ints
    pence: Ints
    verdict: Ints
    """The order of the verdict, best first."""

    def at(self, places: Ints) -> "Assessed":
        """Of the pairs, those at the places."""
        columns_ = (self.status, self.works, self.pence, self.verdict)
        return Assessed(*(column[places] for column in columns_))


class Register:
    """Homes and needs side by side, for shortlists both ways.

    A shortlist is of ids: the reasons of those few are `matching.match` of their facts.
    """

    def __init__(self, homes: Homes, needs: Needs, policy: MatchingPolicy, code: Codes) -> None:
        self.policy = policy
        self.homes = homes
        self.needs = needs
        self._codes = code

    def homes_for(
        self, need_id: str, keys: Sequence[str], count: int = 20, among: Ints | None = None
    ) -> list[str]:
        """The first homes for the need; `among` says of each home whether it counts.

        Where the verdict comes first, the homes that are ruled out are not ordered unless the
        others are too few.
        """
        if list(keys[:1]) == ["verdict"]:
            suiting = self.shortlist(need_id, keys, count, among)
            if len(suiting) == count:
                return [listed.home for listed in suiting]
        need = self._need(need_id)
        size = len(self.homes.ids)
        places = np.arange(size) if among is None else np.flatnonzero(among)
        order = self._first(places, need, self.assess(places, need), keys, count)
        return [self.homes.ids[place] for place in places[order]]

    def shortlist(
        self, need_id: str, keys: Sequence[str], count: int = 20, among: Ints | None = None
    ) -> list[Listed]:
        """The first homes for the need that are not unsuitable, with their verdicts."""
        need = self._need(need_id)
        places = self._not_ruled_out(need, among)
        assessed = self.assess(places, need)
        suits = np.flatnonzero(assessed.verdict < verdict_order(Verdict.UNSUITABLE))
        places, assessed = places[suits], assessed.at(suits)
        order = self._first(places, need, assessed, keys, count)
        return [Listed(self.homes.ids[places[n]], _VERDICTS[assessed.verdict[n]]) for n in order]

    def _not_ruled_out(self, need: Ints, among: Ints | None) -> Ints:
        """The homes that are not unsuitable by category, area or size: few, and soon found."""
        homes, needs = self.homes, self.needs
        possible = homes.status[:, needs.category[need]] < UNMET
        possible &= (needs.areas[need] >> homes.district) & 1 == 1
        if among is not None:
            possible &= among
        enough = homes.bedrooms >= needs.bedrooms[need]
        return np.flatnonzero(possible & (enough | (homes.bedrooms == UNRECORDED)))

    def needs_for(self, home_id: str, keys: Sequence[str], count: int = 20) -> list[str]:
        """The first needs of the home's shortlist."""
        home = np.array(_place(self.homes.ids, home_id))
        needs = np.arange(len(self.needs.ids))
        order = self._first(home, needs, self.assess(home, needs), keys, count)
        return [self.needs.ids[place] for place in order]

    def _need(self, need_id: str) -> Ints:
        return np.array(_place(self.needs.ids, need_id))

    def assess(self, home: Ints, need: Ints) -> Assessed:
        """The pairs of places given; either may be a single one for all of the other."""
        homes, needs = self.homes, self.needs
        category = needs.category[need]
        works = homes.works[home, category]
        status = np.maximum(homes.status[home, category], self._household(home, need))
        for place in range(needs.measure.shape[1]):
            asked, bits = self._requirement(home, need, place)
            status, works = np.maximum(status, asked), works | bits
        cost = self._codes.pence[works]
        status = np.maximum(status, self._works(home, works, cost))
        return Assessed(status, works, cost, self._verdict(status, cost))

    def _household(self, home: Ints, need: Ints) -> Ints:
        """What no works can answer: area, landlord, rooms and what must not be there."""
        homes, needs = self.homes, self.needs
        elsewhere = (needs.areas[need] >> homes.district[home]) & 1 == 0
        status = np.where(elsewhere, UNMET, MET)
        landlord, tenures = homes.landlord[home], needs.tenures[need]
        kind = np.where(
            landlord == UNRECORDED,
            VERIFY,
            np.where((tenures >> np.maximum(landlord, 0)) & 1 == 1, MET, UNMET),
        )
        status = np.maximum(status, np.where(tenures == 0, MET, kind))
        status = np.maximum(status, _enough(homes.bedrooms[home], needs.bedrooms[need]))
        status = np.maximum(status, _enough(homes.bed_spaces[home], needs.household_size[need]))
        must_nots = needs.must_nots[need]
        status = np.where(homes.may_have[home] & must_nots, np.maximum(status, VERIFY), status)
        return np.where(homes.has[home] & must_nots, UNMET, status)

    def _requirement(self, home: Ints, need: Ints, place: int) -> tuple[Ints, Ints]:
        """The status of one requirement of each need, and the bit of the works it takes."""
        homes, needs = self.homes, self.needs
        measure = needs.measure[need, place]
        at_least, value = needs.at_least[need, place], needs.value[need, place]
        now = homes.now[home, measure]
        reached = _holds(homes.after[home, measure], at_least, value)
        short = np.where(reached, homes.reach[home, measure], UNMET)
        status = np.where(
            now == UNRECORDED, VERIFY, np.where(_holds(now, at_least, value), MET, short)
        )
        status = np.where(measure == UNRECORDED, MET, status)
        return status, np.where(status == ADAPTABLE, self._bits[measure], 0)

    @property
    def _bits(self) -> Ints:
        """By measure: the bit of the adaptation that improves it."""
        codes = self._codes.adaptations
        works = (measure.adaptation for measure in self.policy.measures.values())
        return np.array([1 << codes[work] if work else 0 for work in works], dtype=np.int64)

    def _works(self, home: Ints, works: Ints, cost: Ints) -> Ints:
        """Whether the works together may be done: consent, and a price within the policy."""
        limit = self._limits[self.homes.district[home]]
        dear = np.where(cost == UNPRICED, VERIFY, np.where(cost > limit, UNMET, MET))
        return np.where(works == 0, MET, np.where(self.homes.refuses[home], UNMET, dear))

    @property
    def _limits(self) -> Ints:
        """By district: the cost up to which adapting is within its policy, pence."""
        limits = (self.policy.limit_in(district) for district in self.homes.districts)
        return np.array([pence(limit) for limit in limits], dtype=np.int64)

    def _verdict(self, status: Ints, cost: Ints) -> Ints:
        order = np.array(
            [
                verdict_order(verdict)
                for verdict in (
                    Verdict.SUITABLE,
                    Verdict.ADAPTABLE,
                    Verdict.VERIFY,
                    Verdict.UNSUITABLE,
                )
            ]
        )
        minor = (status == ADAPTABLE) & (cost <= pence(self.policy.minor_limit))
        return np.where(minor, verdict_order(Verdict.SUITABLE_WITH_MINOR_WORKS), order[status])

    def _preference(self, home: Ints, need: Ints) -> Ints:
        """Weight of the preferences met."""
        homes, needs = self.homes, self.needs
        total = np.zeros(np.broadcast(home, need).shape, dtype=np.int64)
        for place in range(needs.liked.shape[1]):
            measure = needs.liked[need, place]
            now = homes.now[home, measure]
            met = _holds(now, needs.liked_at_least[need, place], needs.liked_value[need, place])
            total += np.where(met & (measure != UNRECORDED), needs.weight[need, place], 0)
        return total

    def _first(
        self, home: Ints, need: Ints, assessed: Assessed, keys: Sequence[str], count: int
    ) -> list[int]:
        """The places of the first so many pairs, by the keys and then by id."""
        columns_ = self._columns(assessed)

        def key(name: str) -> Key:
            def values(places: Ints) -> Ints:
                h, n = (home, need[places]) if home.ndim == 0 else (home[places], need)
                return np.broadcast_to(columns_[name](h, n, places), places.shape)

            return values

        return first([key(name) for name in keys], assessed.verdict.size, count)

    def _columns(self, assessed: Assessed) -> dict[str, Callable[[Ints, Ints, Ints], Ints]]:
        """What each key of the ranking orders by, from places of homes, of needs and of pairs."""
        homes, needs = self.homes, self.needs
        return {
            "verdict": lambda _h, _n, pair: assessed.verdict[pair],
            "waste": lambda h, n, _: np.maximum(0, needs.ordinal[n] - homes.ordinal[h]),
            "band": lambda _h, n, _: needs.band[n],
            "band_date": lambda _h, n, _: needs.band_date[n],
            "preference": lambda h, n, _: -self._preference(h, n),
            "spare_bedrooms": lambda h, n, _: np.maximum(
                0, np.maximum(homes.bedrooms[h], 0) - needs.bedrooms[n]
            ),
            "cost": lambda _h, _n, pair: assessed.pence[pair],
        }


def first(keys: Sequence[Key], size: int, count: int) -> list[int]:
    """The places of the `count` least by the keys in turn, ties by place, in order.

    Each key is asked only about those that the keys before it left undecided.
    """
    sure: list[Ints] = []
    left, wanted = np.arange(size), min(count, size)
    for key in keys:
        if left.size <= wanted:
            break
        values = key(left)
        cut = np.partition(values, wanted - 1)[wanted - 1]
        below = left[values < cut]
        sure.append(below)
        wanted -= below.size
        left = left[values == cut]
    pool = np.sort(np.concatenate([*sure, left[:wanted]]))
    order = np.lexsort([key(pool) for key in reversed(keys)]) if keys else np.arange(pool.size)
    return [int(place) for place in pool[order]]


def _place(ids: Sequence[str], wanted: str) -> int:
    """Where the id is among ids in order; KeyError where it is not."""
    place = bisect_left(ids, wanted)
    if place == len(ids) or ids[place] != wanted:
        raise KeyError(wanted)
    return place


def _enough(has: Ints, needed: Ints) -> Ints:
    return np.where(has == UNRECORDED, VERIFY, np.where(has >= needed, MET, UNMET))


def _holds(measured: Ints, at_least: Ints, value: Ints) -> Ints:
    """Whether what was measured meets what is asked; nothing there meets nothing."""
    holds = np.where(at_least == 1, measured >= value, measured <= value)
    return np.where((measured == UNRECORDED) | (measured == NOTHING), False, holds)
