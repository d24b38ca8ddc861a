"""What the stock holds and lacks: supply against need, what stands in the way, who has surveyed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from services.register.domain.fitting import HomeFacts, Match, Status
from services.register.domain.needs import Need
from shared.contracts.codes import AccessCategory
from shared.schema import Model

Cell = tuple[str, AccessCategory, int]
"""District, category and number of bedrooms."""


class Gap(Model):
    """Supply against need for one district, category and number of bedrooms."""

    district: str
    """ONS code of the district."""
    category: AccessCategory
    """The access category that is supplied or needed."""
    bedrooms: int
    """The number of bedrooms that is supplied or needed."""
    homes: int
    """Homes of the category with so many bedrooms."""
    empty: int
    """Those of them that are empty."""
    needs: int
    """Households that need them here; one that would live in several districts counts in each."""


class Obstacle(Model):
    """How often one domain keeps homes from needs."""

    district: str
    """ONS code of the district."""
    domain: str
    """The part of the home, such as `bathroom` or `internal_doors`."""
    status: Status
    """How it stood in the way."""
    times: int
    """How often it stood in the way, alone or with others."""
    alone: int
    """Times that it was the only one: one kind of home more, or of works, would have done."""


def gaps(homes: Mapping[Cell, int], empty: Mapping[Cell, int], needs: Iterable[Need]) -> list[Gap]:
    """Supply against need, from the homes of each cell and the empty ones among them."""
    demand = Counter((a, need.category, need.bedrooms) for need in needs for a in need.areas)
    return [
        Gap(
            district=cell[0],
            category=cell[1],
            bedrooms=cell[2],
            homes=homes.get(cell, 0),
            empty=empty.get(cell, 0),
            needs=demand[cell],
        )
        for cell in sorted(homes.keys() | demand.keys())
    ]


def together(*parts: Iterable[Obstacle]) -> list[Obstacle]:
    """The obstacles of several parts of the households as those of all."""
    times: Counter[tuple[str, str, Status]] = Counter()
    alone: Counter[tuple[str, str, Status]] = Counter()
    for obstacle in chain.from_iterable(parts):
        cell = (obstacle.district, obstacle.domain, obstacle.status)
        times[cell] += obstacle.times
        alone[cell] += obstacle.alone
    return _listed(times, alone)


def obstacles(matches: Iterable[tuple[Match, HomeFacts]]) -> list[Obstacle]:
    """By district and domain: how often it was unmet, adaptable or to be verified."""
    times: Counter[tuple[str, str, Status]] = Counter()
    alone: Counter[tuple[str, str, Status]] = Counter()
    for match, home in matches:
        short = {(f.domain, f.status) for f in match.findings if f.status is not Status.MET}
        cells = [(home.district, domain, status) for domain, status in short]
        times.update(cells)
        if len({domain for _, domain, _ in cells}) == 1:
            alone.update(cells)
    return _listed(times, alone)


def _listed(
    times: Counter[tuple[str, str, Status]], alone: Counter[tuple[str, str, Status]]
) -> list[Obstacle]:
    return [
        Obstacle(district=d, domain=n, status=s, times=count, alone=alone[d, n, s])
        for (d, n, s), count in sorted(times.items())
    ]
