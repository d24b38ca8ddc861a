"""Homes in columns, so that many can be matched at once; `need_columns` has the needs.

Everything that `matching.match` asks of one home is worked out once for each category that a need
may ask for, and held as small whole numbers. Statuses are ordered so that the worst of them is the
largest; money is in whole pence. What is not recorded is UNRECORDED, what is not there NOTHING.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.register.domain.categories import ordinal
from services.register.domain.fitting import Finding, HomeFacts, MatchingPolicy, Measure, Status
from services.register.domain.home import LandlordKind
from services.register.domain.matching import shortfalls
from services.register.domain.ranking import UNPRICED, pence
from services.register.domain.survey import UNKNOWN, Survey
from shared.contracts.codes import AccessCategory

Ints = NDArray[Any]

MET, ADAPTABLE, VERIFY, UNMET = range(4)
STATUS = {
    Status.MET: MET,
    Status.ADAPTABLE: ADAPTABLE,
    Status.VERIFY: VERIFY,
    Status.UNMET: UNMET,
}
CATEGORIES = {category: n for n, category in enumerate(AccessCategory)}
LANDLORDS = {kind: n for n, kind in enumerate(LandlordKind)}
UNRECORDED, NOTHING = -1, -2


@dataclass(frozen=True)
class Codes:
    """Which number stands for which adaptation, measure and must-not."""

    adaptations: dict[str, int]
    measures: dict[str, int]
    must_nots: dict[str, int]
    pence: Ints
    """The usual price of every combination of adaptations, by their bits."""


def codes(policy: MatchingPolicy) -> Codes:
    adaptations = {code: n for n, code in enumerate(sorted(policy.catalogue))}
    return Codes(
        adaptations=adaptations,
        measures={name: n for n, name in enumerate(policy.measures)},
        must_nots={name: n for n, name in enumerate(policy.must_nots)},
        pence=_prices(policy, list(adaptations)),
    )


def _prices(policy: MatchingPolicy, adaptations: Sequence[str]) -> Ints:
    """By bits: the sum of the prices, or UNPRICED where one of them has to be quoted for."""
    total = np.zeros(1, dtype=np.int64)
    for code in adaptations:
        price = policy.prices.items.get(policy.catalogue[code].price)
        cost = pence(price.mid if price else None)
        total = np.concatenate([total, np.minimum(total + cost, UNPRICED)])
    return total


@dataclass(frozen=True)
class Homes:
    """A column for each thing that matching asks of a home; a row for each home."""

    ids: list[str]
    districts: dict[str, int]
    district: Ints
    landlord: Ints
    bedrooms: Ints
    bed_spaces: Ints
    ordinal: Ints
    refuses: Ints
    """Whether the landlord refuses adaptations."""
    status: Ints
    """By category needed."""
    works: Ints
    """By category needed: bits of the adaptations."""
    has: Ints
    """Bits of the must-nots that the home has."""
    may_have: Ints
    """Bits of the must-nots that it may have."""
    now: Ints
    """By measure: what was measured."""
    after: Ints
    """By measure: what it would be once adapted."""
    reach: Ints
    """By measure: the status of a need that only the adapted measure meets."""


class Row(NamedTuple):
    """One home, before the columns are made."""

    id: str
    district: str
    numbers: list[int]
    """All that matching asks of it, in the order in which `of_rows` takes it apart."""


def homes(facts: Iterable[HomeFacts], policy: MatchingPolicy, code: Codes) -> Homes:
    """The columns of the homes, in the order of their ids; the facts are let go one by one."""
    rows = sorted((row(home, policy, code) for home in facts), key=lambda row: row.id)
    numbers = np.array([row.numbers for row in rows], dtype=np.int32)
    return of_rows([row.id for row in rows], [row.district for row in rows], numbers)


def of_rows(ids: list[str], district: Sequence[str], numbers: Ints) -> Homes:
    """The columns of homes in the order of their ids, from what `row` gave for each of them."""
    districts = {name: n for n, name in enumerate(sorted(set(district)))}
    table = np.ascontiguousarray(numbers.T)
    plain, kinds = len(_PLAIN), len(CATEGORIES)
    status, works = table[plain : plain + kinds], table[plain + kinds : plain + 2 * kinds]
    now, after, reach = np.split(table[plain + 2 * kinds :], 3)
    return Homes(
        ids=ids,
        districts=districts,
        district=ints([districts[name] for name in district]),
        **dict(zip(_PLAIN, table, strict=False)),
        status=status.T,
        works=works.T,
        now=now.T,
        after=after.T,
        reach=reach.T,
    )


_PLAIN = ("landlord", "bedrooms", "bed_spaces", "ordinal", "refuses", "has", "may_have")


def row(home: HomeFacts, policy: MatchingPolicy, code: Codes) -> Row:
    """What matching asks of the home, worked out once."""
    fits, measured = _fits(home, policy, code), _measured(home, policy)
    plain = (
        _landlord(home),
        _room(home, "bedrooms"),
        _room(home, "bed_spaces"),
        ordinal(home.category),
        int(home.consents_to_adaptation is False),
        *_must_nots(home, policy, code),
    )
    in_turn = (*zip(*fits, strict=True), *zip(*measured, strict=True))
    return Row(home.id, home.district, [*plain, *chain.from_iterable(in_turn)])


def ints(rows: Sequence[Any]) -> Ints:
    return np.array(rows, dtype=np.int64)


def _landlord(home: HomeFacts) -> int:
    landlord = home.home.landlord
    return LANDLORDS[landlord.kind] if landlord and landlord.kind else UNRECORDED


def _room(home: HomeFacts, name: str) -> int:
    """A number of bedrooms or bed spaces: nought where there are none, UNRECORDED where blank."""
    return getattr(home.home, name) or 0 if name in home.home.model_fields_set else UNRECORDED


def _fits(home: HomeFacts, policy: MatchingPolicy, code: Codes) -> list[tuple[int, int]]:
    """By category needed: the status of the home and the bits of the works it would take."""
    fits: list[tuple[int, int]] = []
    for category in AccessCategory:
        # What is in the way of no better category is in the way of none after it.
        met = bool(fits) and fits[-1][0] == MET
        fits.append((MET, 0) if met else _summed(shortfalls(category, home, policy), code))
    return fits


def _summed(findings: Iterable[Finding], code: Codes) -> tuple[int, int]:
    status, works = MET, 0
    for finding in findings:
        status = max(status, STATUS[finding.status])
        if finding.status is Status.ADAPTABLE and finding.adaptation:
            works |= 1 << code.adaptations[finding.adaptation]
    return status, works


def _must_nots(home: HomeFacts, policy: MatchingPolicy, code: Codes) -> tuple[int, int]:
    has = may_have = 0
    for name, must_not in policy.must_nots.items():
        truth = must_not.when(home.survey)
        if truth is UNKNOWN:
            may_have |= 1 << code.must_nots[name]
        elif truth:
            has |= 1 << code.must_nots[name]
    return has, may_have


def _measured(home: HomeFacts, policy: MatchingPolicy) -> list[tuple[int, int, int]]:
    """By measure: now, once adapted, and the status of a need that only the latter meets."""
    adapted: dict[str, Survey] = {}
    row = []
    for measure in policy.measures.values():
        now = _number(measure.value(home.survey))
        row.append((now, *_reached(measure, home, policy, adapted)))
    return row


def _reached(
    measure: Measure, home: HomeFacts, policy: MatchingPolicy, adapted: dict[str, Survey]
) -> tuple[int, int]:
    works = policy.catalogue.get(measure.adaptation or "")
    feasible = home.allows(works) if works else False
    if works is None or feasible is False:
        return NOTHING, UNMET
    if works.code not in adapted:
        adapted[works.code] = Survey(works.applied(home.answers))
    after = _number(measure.value(adapted[works.code]))
    return after, VERIFY if feasible is UNKNOWN else ADAPTABLE


def _number(value: Any) -> int:
    return UNRECORDED if value is UNKNOWN else NOTHING if value is None else int(value)
