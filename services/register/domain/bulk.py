"""Matching in bulk: every home for a need, or every need for a home, at once.

Equal to `ranking.rank` of what `matching.match` says of each, which the tests hold it to.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

import numpy as np

from services.register.domain.columns import UNMET, UNRECORDED, Codes, Homes, Ints
from services.register.domain.fitting import MatchingPolicy, Verdict
from services.register.domain.need_columns import Needs
from services.register.domain.pairs import Assessed, Pairs
from services.register.domain.ranking import verdict_order
from services.register.domain.shortlists import Listed

_VERDICTS = tuple(Verdict)

Key = Callable[[Ints], Ints]
"""From places among the candidates to what they are ordered by there, least first."""


class Register:
    """Homes and needs side by side, for shortlists both ways.

    A shortlist is of ids: the reasons of those few are `matching.match` of their facts.
    """

    def __init__(self, homes: Homes, needs: Needs, policy: MatchingPolicy, code: Codes) -> None:
        self.homes = homes
        self.needs = needs
        self.pairs = Pairs(homes, needs, policy, code)

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
        order = self._first(places, need, self.pairs.assess(places, need), keys, count)
        return [self.homes.ids[place] for place in places[order]]

    def shortlist(
        self, need_id: str, keys: Sequence[str], count: int = 20, among: Ints | None = None
    ) -> list[Listed]:
        """The first homes for the need that are not unsuitable, with their verdicts."""
        need = self._need(need_id)
        places = self._not_ruled_out(need, among)
        assessed = self.pairs.assess(places, need)
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
        order = self._first(home, needs, self.pairs.assess(home, needs), keys, count)
        return [self.needs.ids[place] for place in order]

    def _need(self, need_id: str) -> Ints:
        return np.array(_place(self.needs.ids, need_id))

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
            "preference": lambda h, n, _: -self.pairs.preference(h, n),
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
