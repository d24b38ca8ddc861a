"""What readers are shown of needs, and of the homes that would do."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from services.register.domain.alternatives import Alternative, Comparison
from services.register.domain.earlier import NeedBefore
from services.register.domain.fitting import Finding, Match
from services.register.domain.needs import Need, opened
from services.register.tables import EarlierNeed, HouseholdNeed
from shared.bounds import AS_KEPT
from shared.persistence.earlier import EarlierView, earlier
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds


class NeedView(Model):
    """What a household needs of a home, as assessed and as completed."""

    case_id: uuid.UUID
    """The household, by its case."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district that decides the case."""
    need: Need | None
    """What it needs of a home; null before the assessment."""
    home_id: uuid.UUID | None
    """The registered home that the case lives in, where that is known."""
    ended_at: dt.datetime | None
    """When the household got a home that does, or needs none any more; None while it is looking."""

    @classmethod
    def of(cls, row: HouseholdNeed) -> "NeedView":
        return cls.model_validate(row, from_attributes=True, context=AS_KEPT)


class EarlierNeedView(EarlierView):
    """What was said of a household until it was said anew."""

    was: NeedBefore
    """What stood until then."""


class NeedHistory(Model):
    """What was said of a household beside its assessment before what stands now, the first one first."""

    items: list[EarlierNeedView]
    """How it stood each time before it was changed."""


class Choice(Alternative):
    """A home that would do, with the reasons by domain."""

    findings: list[Finding]
    """What each domain of the need came to, and why."""


class AlternativesView(Model):
    """Adapt or move: the page from which a family and an officer decide; pounds.

    Where a move was not quoted for yet, the totals are without it and `moving_costs` is null;
    what the district offers towards it stands beside.
    """

    case_id: uuid.UUID
    """The case whose household is weighing it up."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district that decides the case."""
    need: Need | None
    """What the household needs of a home; null before the assessment."""
    cost_here: Pounds | None
    """Of adapting the present home."""
    moving_costs: Pounds | None
    """Of the move itself, as quoted; null before that."""
    assessed_on: dt.date | None
    """None where nobody looked yet."""
    homes_considered: int | None
    """How many homes were looked at; null where nobody looked yet."""
    alternatives: list[Choice]
    """Homes that would do, the least total first."""
    to_verify: list[Choice]
    """Homes of which only something unknown stands in the way."""

    @classmethod
    def of(cls, row: HouseholdNeed) -> "AlternativesView":
        found = row.comparison and Comparison.model_validate(row.comparison)
        matches = [Match.model_validate(m) for m in row.matches or ()]
        reasons = {m.home: m.findings for m in matches}
        return cls(
            case_id=row.case_id,
            version=row.version,
            district=row.district,
            need=row.need and opened(row.need),
            cost_here=row.estimated_cost,
            moving_costs=row.moving_costs,
            assessed_on=row.assessed_on,
            homes_considered=found.homes_considered if found else None,
            alternatives=_choices(found.alternatives if found else (), reasons),
            to_verify=_choices(found.to_verify if found else (), reasons),
        )


def _choices(found: Iterable[Alternative], reasons: Mapping[str, list[Finding]]) -> list[Choice]:
    return [Choice(**dict(each), findings=reasons[each.home]) for each in found]


async def household(reading: Reading, case_id: uuid.UUID) -> NeedView:
    """What is known of a case's household."""
    return NeedView.of(await reading.read(HouseholdNeed, case_id))


async def history(reading: Reading, case_id: uuid.UUID) -> NeedHistory:
    """What was said of a household before."""
    await reading.read(HouseholdNeed, case_id)
    rows = await earlier(reading, EarlierNeed, EarlierNeed.case_id == case_id)
    return NeedHistory(items=[EarlierNeedView.of(row) for row in rows])


async def alternatives(reading: Reading, case_id: uuid.UUID) -> AlternativesView:
    """What was found for a household instead of adapting its home."""
    return AlternativesView.of(await reading.read(HouseholdNeed, case_id))
