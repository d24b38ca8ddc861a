"""Districts' money of a year, each by itself and pooled where they agreed to (guidance 2.33)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import func, select

from services.forum.domain.counting import counted
from services.forum.domain.facts import CaseFacts
from services.forum.domain.funding import Agreed, FundingKind
from services.forum.domain.measures import MEASURES
from services.forum.domain.money import Beside, Money, money, seen_by_others
from services.forum.domain.showing import CASES
from services.forum.measuring.cases import cases_of, open_offers
from services.forum.measuring.districts import GOVERNMENT, of_year
from services.forum.measuring.reports import ReportAsked, check_sight
from services.forum.money.agreements import AgreedAsked, AgreedView, agreements
from services.forum.projections import AllocatedFunds, SpentBeside, StatedAccruals
from shared.calendar import financial_year, year_bounds
from shared.disclosure import LIMIT, protect
from shared.money import NIL
from shared.persistence.reading import Reading
from shared.schema import Model


class DistrictMoney(Money):
    """The money of one district."""

    district: str
    """ONS code of the district."""


class PooledMoney(Money):
    """The money of districts that put it together."""

    agreement: Agreed
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
    """Each pool that holds in the year, of its members that are shown."""
    agreements: tuple[AgreedView, ...]
    """Who pays whom for what in the year: of the district, or of all."""


Parts = Mapping[str, Money]
DEFINITION = (
    "Grants by the day of approval, with the awards as last varied; spent is what payments has told,"
    " the applicant's own share taken off first; committed ends when the account is settled or the"
    " case closed; offers in principle count in the year that runs. What was spent beside grants counts"
    " by its day, once payments has confirmed it."
)
CLAUSE = "guidance 2.7 to 2.12, 2.29 to 2.33; Stroud App 4 5"
WAYS = {"minor_works": "minor_works", "equipment": "equipment", "project": "projects"}
"""Under which name each way of spending beside grants is shown."""
OF_PERSONS = {"minor_works", "equipment"}
"""Of these each is somebody's."""


async def money_of_districts(reading: Reading, asked: ReportAsked) -> MoneyView:
    """Allocation, awards, spent, committed and forecast. Raises `YearNotOver`."""
    protected = check_sight(reading, asked)
    beside = await _beside(reading, asked.year)
    whole = await _districts(reading, asked.year, beside)
    hidden = _few(whole) if protected else None
    shown = {
        district: each
        if hidden is None
        else seen_by_others(each, hidden=district in hidden, few=beside[district].few)
        for district, each in whole.items()
        if asked.district in (None, district)
    }
    agreed = await agreements(reading, AgreedAsked(district=asked.district, year=asked.year))
    pools = [each.agreed for each in agreed.items if each.agreed.kind is FundingKind.POOL]
    return MoneyView(
        year=asked.year,
        protected=protected,
        definition=DEFINITION,
        clause=CLAUSE,
        items=tuple(DistrictMoney(district=d, **dict(each)) for d, each in shown.items()),
        pooled=tuple(_pooled(shown, pools)) if asked.district is None else (),
        agreements=agreed.items,
    )


async def _districts(reading: Reading, year: int, beside: Mapping[str, Beside]) -> Parts:
    """Every district within reach, exactly."""
    cases = await cases_of(reading, year, None)
    running = year == financial_year(reading.today)
    approved = _by_district(counted(MEASURES["approvals"], cases, year))
    offers = _by_district(await open_offers(reading) if running else ())
    stated = {row.district: row for row in await reading.session.scalars(of_year(year))}
    accrued = await _accrued(reading, year)
    return {
        d: money(
            approved.get(d, ()),
            offers.get(d, ()),
            *_has(stated.get(d)),
            beside=beside[d],
            accrued=accrued.get(d),
        )
        for d in sorted({*approved, *offers, *stated, *beside, *accrued})
    }


def _has(stated: AllocatedFunds | None) -> tuple[Decimal | None, Decimal | None]:
    return (stated.amount, stated.discretionary) if stated else (None, None)


async def _beside(reading: Reading, year: int) -> defaultdict[str, Beside]:
    """What each district spent beside grants in a year; nothing where it is not known."""
    first, following = year_bounds(year)
    amount, of_allocation = func.sum(SpentBeside.amount), SpentBeside.fund == GOVERNMENT
    rows = await reading.session.execute(
        select(
            SpentBeside.district,
            SpentBeside.purpose,
            amount,
            func.coalesce(amount.filter(of_allocation), NIL),
            func.count(),
        )
        .where(SpentBeside.on >= first, SpentBeside.on < following)
        .group_by(SpentBeside.district, SpentBeside.purpose)
    )
    found: defaultdict[str, Beside] = defaultdict(Beside)
    for district, purpose, total, allocated, count in rows:
        before, name = found[district], WAYS[purpose]
        few = {name} if name in OF_PERSONS and count < LIMIT else set()
        found[district] = before._replace(
            **{name: total},
            of_allocation=before.of_allocation + allocated,
            few=before.few | few,
        )
    return found


async def _accrued(reading: Reading, year: int) -> Mapping[str, Decimal]:
    """What each district stated of the last day in a year."""
    first, following = year_bounds(year)
    rows = await reading.session.scalars(
        select(StatedAccruals)
        .where(StatedAccruals.on >= first, StatedAccruals.on < following)
        .order_by(StatedAccruals.on)
    )
    return {row.district: row.invoiced + row.not_invoiced for row in rows}


def _by_district(cases: Iterable[CaseFacts]) -> Mapping[str, Sequence[CaseFacts]]:
    found: dict[str, list[CaseFacts]] = defaultdict(list)
    for case in cases:
        found[case.district].append(case)
    return found


def _few(parts: Parts) -> frozenset[str]:
    """The districts of whose cases no sum is shown: so that no total gives them away."""
    table = protect({d: {CASES: each.approvals or 0} for d, each in parts.items()})
    return frozenset(d for d in parts if (d, CASES) in table.hidden)


def _pooled(shown: Parts, pools: Sequence[Agreed]) -> Iterable[PooledMoney]:
    """The sums of what is shown of each member: one that is hidden hides the pool's too."""
    for agreement in pools:
        members = [shown[d] for d in agreement.districts if d in shown]
        if len(members) > 1:
            yield PooledMoney(agreement=agreement, **_together(members))


def _together(parts: Sequence[Money]) -> dict[str, object]:
    """Sums of what every part tells; what one part lacks is not told."""
    return {
        name: None if None in (told := [getattr(p, name) for p in parts]) else sum(told)
        for name in Money.model_fields
    }
