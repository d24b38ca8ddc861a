"""How well homes meet needs, for many pairs of them at once.

Equal to `matching.match` of each pair, which the tests hold it to.
"""

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
)
from services.register.domain.fitting import MatchingPolicy, Verdict
from services.register.domain.need_columns import Needs
from services.register.domain.ranking import UNPRICED, pence, verdict_order


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


class Pairs:
    """Homes and needs side by side."""

    def __init__(self, homes: Homes, needs: Needs, policy: MatchingPolicy, code: Codes) -> None:
        self._homes = homes
        self._needs = needs
        self._policy = policy
        self._codes = code

    def assess(self, home: Ints, need: Ints) -> Assessed:
        """The pairs of places given; either may be a single one for all of the other."""
        homes, needs = self._homes, self._needs
        category = needs.category[need]
        works = homes.works[home, category]
        status = np.maximum(homes.status[home, category], self._household(home, need))
        for place in range(needs.measure.shape[1]):
            asked, bits = self._requirement(home, need, place)
            status, works = np.maximum(status, asked), works | bits
        cost = self._codes.pence[works]
        status = np.maximum(status, self._works(home, works, cost))
        return Assessed(status, works, cost, self._verdict(status, cost))

    def preference(self, home: Ints, need: Ints) -> Ints:
        """Weight of the preferences met."""
        homes, needs = self._homes, self._needs
        total = np.zeros(np.broadcast(home, need).shape, dtype=np.int64)
        for place in range(needs.liked.shape[1]):
            measure = needs.liked[need, place]
            now = homes.now[home, measure]
            met = _holds(now, needs.liked_at_least[need, place], needs.liked_value[need, place])
            total += np.where(met & (measure != UNRECORDED), needs.weight[need, place], 0)
        return total

    def _household(self, home: Ints, need: Ints) -> Ints:
        """What no works can answer: area, landlord, rooms and what must not be there."""
        homes, needs = self._homes, self._needs
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
        homes, needs = self._homes, self._needs
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
        works = (measure.adaptation for measure in self._policy.measures.values())
        return np.array([1 << codes[work] if work else 0 for work in works], dtype=np.int64)

    def _works(self, home: Ints, works: Ints, cost: Ints) -> Ints:
        """Whether the works together may be done: consent, and a price within the policy."""
        limit = self._limits[self._homes.district[home]]
        dear = np.where(cost == UNPRICED, VERIFY, np.where(cost > limit, UNMET, MET))
        return np.where(works == 0, MET, np.where(self._homes.refuses[home], UNMET, dear))

    @property
    def _limits(self) -> Ints:
        """By district: the cost up to which adapting is within its policy, pence."""
        limits = (self._policy.limit_in(district) for district in self._homes.districts)
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
        minor = (status == ADAPTABLE) & (cost <= pence(self._policy.minor_limit))
        return np.where(minor, verdict_order(Verdict.SUITABLE_WITH_MINOR_WORKS), order[status])


def _enough(has: Ints, needed: Ints) -> Ints:
    return np.where(has == UNRECORDED, VERIFY, np.where(has >= needed, MET, UNMET))


def _holds(measured: Ints, at_least: Ints, value: Ints) -> Ints:
    """Whether what was measured meets what is asked; nothing there meets nothing."""
    holds = np.where(at_least == 1, measured >= value, measured <= value)
    return np.where((measured == UNRECORDED) | (measured == NOTHING), False, holds)
