"""Adapt here or move: the homes that would do, what each would still cost, beside adapting here.

The figures are planned ones, for a family and an officer to decide from; a saving is recorded only
from what was spent. Sources: Gloucester B2.9, Stroud B2.10, Cannock Chase relocation assistance.
"""

from collections.abc import Iterable
from decimal import Decimal

from services.register.domain.fitting import HomeFacts, Match, Verdict
from services.register.domain.prices import Cost
from shared.contracts.codes import AccessCategory
from shared.schema import Field, Model, Pounds, SignedPounds


class Relocation(Model):
    """What the deciding district offers towards a move to one district."""

    limit: Pounds
    clause: str


class Alternative(Model):
    """A home that would do, and what moving there would cost the public purse."""

    home: str
    """The home, by its number in the register."""
    district: str
    """ONS code of the district that the home is in."""
    category: AccessCategory
    """The home's access category today."""
    verdict: Verdict
    """How well the home meets the need."""
    adaptations: list[str]
    """Works of the catalogue that the home would need, by code."""
    cost_there: Cost | None
    """Of adapting the home; None where works have to be quoted for."""
    relocation_limit: Pounds | None
    """The most that the deciding district offers towards a move there; None where nothing is."""
    relocation_grant: Pounds
    """What it would pay of the costs of the move."""
    relocation_clause: str | None
    """The policy's clause under which the district helps with the move; null where none does."""
    total: Pounds | None
    """Usual cost of adapting there and the relocation grant; None where not known."""
    saving: SignedPounds | None
    """Planned: the cost here less the total; negative where moving would cost more."""
    wait_days: int | None
    """Until it can be moved into: nil where it is empty, else as advertised; None where not known."""


class Move(Model):
    """What is known of moving, beside the homes themselves."""

    costs: Pounds
    """What the move itself costs, as quoted; nil before that."""
    offers: dict[str, Relocation]
    """By the new home's district: what the deciding district offers towards it."""
    waits: dict[str, int] = Field(default_factory=dict)
    """By home: days until it can be moved into."""


class Comparison(Model):
    cost_here: Pounds | None
    """Of adapting the present home; None where it was not estimated yet."""
    homes_considered: int
    alternatives: list[Alternative]
    """Homes that would do, the least total and so the greatest planned saving first."""
    to_verify: list[Alternative]
    """Homes of which only something unknown stands in the way."""


def compare(
    cost_here: Decimal | None, move: Move, matches: Iterable[tuple[Match, HomeFacts]]
) -> Comparison:
    """The homes that would do beside the cost of adapting here, pounds."""
    looked_at = [(_alternative(m, home, cost_here, move), m.verdict) for m, home in matches]
    would_do = [a for a, v in looked_at if v not in {Verdict.VERIFY, Verdict.UNSUITABLE}]
    return Comparison(
        cost_here=cost_here,
        homes_considered=len(looked_at),
        alternatives=sorted(would_do, key=_least_total),
        to_verify=sorted((a for a, v in looked_at if v is Verdict.VERIFY), key=_least_total),
    )


def _alternative(
    match: Match, home: HomeFacts, cost_here: Decimal | None, move: Move
) -> Alternative:
    offer = move.offers.get(home.district)
    grant = min(move.costs, offer.limit) if offer else Decimal(0)
    total = None if match.cost is None else match.cost.mid + grant
    return Alternative(
        home=home.id,
        district=home.district,
        category=home.category,
        verdict=match.verdict,
        adaptations=match.adaptations,
        cost_there=match.cost,
        relocation_limit=offer.limit if offer else None,
        relocation_grant=grant,
        relocation_clause=offer.clause if offer else None,
        total=total,
        saving=None if total is None or cost_here is None else cost_here - total,
        wait_days=move.waits.get(home.id),
    )


def _least_total(alternative: Alternative) -> tuple[bool, Decimal, str]:
    total = alternative.total
    return total is None, total or Decimal(0), alternative.home
