"""Districts' money of a year, each by itself and pooled where they agreed to (guidance 2.33)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from services.forum import data
from services.forum.data import MoneyAgreement
from services.forum.domain.counting import counted
from services.forum.domain.disclosure import protect
from services.forum.domain.facts import CaseFacts
from services.forum.domain.measures import MEASURES
from services.forum.domain.money import Money, money, seen_by_others
from services.forum.domain.showing import CASES
from services.forum.measuring.cases import cases_of, open_offers
from services.forum.measuring.districts import of_year
from services.forum.measuring.reports import ReportAsked, check_sight
from services.forum.projections import AllocatedFunds
from shared.calendar import financial_year
from shared.persistence.reading import Reading
from shared.schema import Model


class DistrictMoney(Money):
    """The money of one district."""

    district: str
    """ONS code of the district."""


class PooledMoney(Money):
    """The money of districts that put it together."""

    agreement: MoneyAgreement
    """What they agreed."""


class MoneyView(Model):
    """The districts' money of a year."""

    year: int
    """The financial year, by the year in which it begins on 1 April."""
    protected: bool
    """Whether sums behind which few people stand are left out and others are rounded."""
    definition: str
    """What is counted, and from when."""
    clause: str
    """Where it is asked for."""
    items: tuple[DistrictMoney, ...]
    """Each district that has an allocation or a case, by ONS code."""
    pooled: tuple[PooledMoney, ...]
    """Each agreement whose members are all shown."""


Parts = Mapping[str, Money]
DEFINITION = (
    "Grants by the day of approval, with the awards as last varied; spent is what payments has told,"
    " the applicant's own share taken off first; committed ends when the account is settled or the"
    " case closed; offers in principle count in the year that runs."
)
CLAUSE = "guidance 2.29 to 2.33; Stroud App 4 5"


async def money_of_districts(reading: Reading, asked: ReportAsked) -> MoneyView:
    """Allocation, awards, spent, committed and forecast. Raises `YearNotOver`."""
    protected = check_sight(reading, asked)
    whole = await _districts(reading, asked.year)
    hidden = _few(whole) if protected else None
    shown = {
        district: each if hidden is None else seen_by_others(each, hidden=district in hidden)
        for district, each in whole.items()
        if asked.district in (None, district)
    }
    return MoneyView(
        year=asked.year,
        protected=protected,
        definition=DEFINITION,
        clause=CLAUSE,
        items=tuple(DistrictMoney(district=d, **dict(each)) for d, each in shown.items()),
        pooled=tuple(_pooled(shown)) if asked.district is None else (),
    )


async def _districts(reading: Reading, year: int) -> Parts:
    """Every district within reach, exactly."""
    cases = await cases_of(reading, year, None)
    running = year == financial_year(reading.today)
    approved = _by_district(counted(MEASURES["approvals"], cases, year))
    offers = _by_district(await open_offers(reading) if running else ())
    stated = {row.district: row for row in await reading.session.scalars(of_year(year))}
    districts = sorted({*approved, *offers, *stated})
    return {d: _money(approved.get(d, ()), offers.get(d, ()), stated.get(d)) for d in districts}


def _money(
    approved: Sequence[CaseFacts], offers: Sequence[CaseFacts], stated: AllocatedFunds | None
) -> Money:
    has = (stated.amount, stated.discretionary) if stated else (None, None)
    return money(approved, offers, *has)


def _by_district(cases: Iterable[CaseFacts]) -> Mapping[str, Sequence[CaseFacts]]:
    found: dict[str, list[CaseFacts]] = defaultdict(list)
    for case in cases:
        found[case.district].append(case)
    return found


def _few(parts: Parts) -> frozenset[str]:
    """The districts of whose cases no sum is shown: so that no total gives them away."""
    table = protect({d: {CASES: each.approvals or 0} for d, each in parts.items()})
    return frozenset(d for d in parts if (d, CASES) in table.hidden)


def _pooled(shown: Parts) -> Iterable[PooledMoney]:
    """The sums of what is shown of each member: one that is hidden hides the pool's too."""
    for agreement in data.agreements():
        members = [shown[d] for d in agreement.members if d in shown]
        if len(members) > 1:
            yield PooledMoney(agreement=agreement, **_together(members))


def _together(parts: Sequence[Money]) -> dict[str, object]:
    """Sums of what every part tells; what one part lacks is not told."""
    return {
        name: None if None in (told := [getattr(p, name) for p in parts]) else sum(told)
        for name in Money.model_fields
    }
