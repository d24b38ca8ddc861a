"""Which works are eligible, and what they are reckoned to cost: the scheme."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from services.grants.domain.codes import Missing, Refusal, Step
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.works import Works
from services.grants.domain.outcome import Cited, Line
from services.grants.domain.policy.rules import PolicyRules
from services.grants.domain.policy.sources import Sources
from services.grants.domain.policy.statute import StatutoryBase
from shared.money import NIL, to_the_penny


@dataclass(frozen=True, slots=True)
class Item:
    """One item of works: its cost (pounds), and why it fails the mandatory criteria if it does."""

    works: Works
    cost: Decimal
    refusal: Refusal | None
    beyond: Decimal = NIL
    """What the applicant's own dearer choice costs above the amount taken (pounds; B83)."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The works as found, with the services and charges that count (pounds)."""

    items: tuple[Item, ...]
    services: Decimal
    council_fees: Decimal
    """Fees of the council itself that its policy keeps off the grant; outside `services`."""

    @property
    def eligible(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.refusal is None)

    @property
    def eligible_works(self) -> tuple[Works, ...]:
        return tuple(item.works for item in self.eligible)

    @property
    def expense(self) -> Decimal:
        """The estimated expense of the mandatory grant: eligible works with their services."""
        works = sum((item.cost for item in self.eligible), NIL)
        return works + self.services if self.eligible else NIL

    @property
    def beyond(self) -> Decimal:
        """What the applicant's own dearer choices cost above the scheme."""
        return sum((item.beyond for item in self.eligible), NIL)

    @property
    def other_cost(self) -> Decimal:
        """The cost of works that fail the mandatory criteria, with services where none else do."""
        works = sum((item.cost for item in self.items if item.refusal is not None), NIL)
        return works if self.eligible or not works else works + self.services


def scheme(case: Application, rules: PolicyRules, statute: StatutoryBase) -> Scheme:
    """The scheme of a case: each item found on, then costed; the services of the 1996 Order."""
    share = case.dwelling.common_parts_share
    items = tuple(
        Item(w, cost(w, share), refusal_of(w, statute), beyond(w, share)) for w in case.works
    )
    kinds = {kind for listed in statute.services for kind in listed.kinds}
    counted = [s for s in case.services_and_charges if s.kind in kinds]
    borne = rules.council_fees_borne is not None
    return Scheme(
        items,
        sum((s.amount for s in counted if not (borne and s.by_council)), NIL),
        sum((s.amount for s in counted if borne and s.by_council), NIL),
    )


def refusal_of(works: Works, statute: StatutoryBase) -> Refusal | None:
    """Why works are not eligible: no purpose (s 23), or not found to be what section 24 asks.

    Necessary and appropriate is found for each purpose by itself, and one is enough (B66).
    """
    if works.owner_has_legal_duty and works.reasonable_for_owner_to_do:
        return Refusal.OWNER_HAS_LEGAL_DUTY
    if not any(purpose in statute.purposes for purpose in works.purposes):
        return Refusal.NO_STATUTORY_PURPOSE
    found = works.necessary_and_appropriate
    if not (found if isinstance(found, bool) else any(found.values())):
        return Refusal.NOT_NECESSARY_AND_APPROPRIATE
    if not works.reasonable_and_practicable:
        return Refusal.NOT_REASONABLE_AND_PRACTICABLE
    return None


def eligible(works: Iterable[Works], statute: StatutoryBase) -> tuple[Works, ...]:
    """Those of the works that a mandatory grant is for."""
    return tuple(w for w in works if refusal_of(w, statute) is None)


def lowest(works: Works) -> Decimal:
    """The lowest estimate in pounds; nil where there is none yet."""
    return min((estimate.amount for estimate in works.estimates), default=NIL)


def cost(works: Works, share: Decimal) -> Decimal:
    """What counts of one item: the lowest estimate within the authority's reasonable price.

    A dearer preferred scheme is funded to it (B83), a cheaper one to what it costs. Of common
    parts only the applicant's share counts, to the penny, half up.
    """
    within = min(
        amount
        for amount in (lowest(works), works.reasonable_price, works.preferred_scheme)
        if amount is not None
    )
    return _share(within, share)


def beyond(works: Works, share: Decimal) -> Decimal:
    """What the applicant's share of a preferred scheme is above the cost that counts."""
    return (
        NIL
        if works.preferred_scheme is None
        else (_share(works.preferred_scheme, share) - cost(works, share))
    )


def _share(amount: Decimal, share: Decimal) -> Decimal:
    return amount if share == 1 else to_the_penny(amount * share)


def missing_estimates(scheme: Scheme, rules: PolicyRules) -> Iterator[Cited]:
    """Items with too few estimates from different contractors (B90; one for specialist works)."""
    estimates = rules.estimates
    extensive = sum((lowest(i.works) for i in scheme.eligible), NIL) > estimates.extensive_above
    for item in scheme.eligible:
        single = item.works.specialist or item.works.own_labour
        needed = estimates.extensive if extensive else estimates.ordinary
        needed = min(needed, estimates.specialist) if single else needed
        if len({estimate.contractor for estimate in item.works.estimates}) < needed:
            yield Cited(code=Missing.ESTIMATES, clause=estimates.clause, of=item.works.id)


def working(scheme: Scheme, share: Decimal, sources: Sources) -> Iterator[Line]:
    """How the estimated expense came about, item by item."""
    for item in scheme.items:
        yield from _purposes(item.works, sources)
        yield _line(item, sources)
    if share != 1:
        says = f"of common parts the applicant's share, {share}"
        yield Line(step="works", says=says, clause=sources.step("common_parts"))
    borne = sources.rules.council_fees_borne
    if scheme.council_fees and borne:
        says = "the council bears its own fees: they are not charged to the grant"
        yield Line(step="services", says=says, amount=scheme.council_fees, clause=borne.clause)
    says, clause = "services and charges that count", sources.step("services")
    yield Line(step="services", says=says, amount=scheme.services, clause=clause)


def _purposes(works: Works, sources: Sources) -> Iterator[Line]:
    """Each purpose of the Act that the works serve."""
    for purpose in works.purposes:
        if entry := sources.statute.purposes.get(purpose):
            says = f"{works.id}: for the purpose {purpose}"
            yield Line(step="purpose", says=says, clause=entry.clause)


def _line(item: Item, sources: Sources) -> Line:
    works = item.works
    if item.refusal:
        says, clause = f"not eligible ({item.refusal})", sources.refusal(item.refusal)
    else:
        says, step = _basis(works)
        clause = sources.step(step)
    return Line(step="works", says=f"{works.id}: {says}", amount=item.cost, clause=clause)


def _basis(works: Works) -> tuple[str, Step]:
    """What the cost of an eligible item rests on."""
    if works.reasonable_price is not None and works.reasonable_price < lowest(works):
        return "eligible, held to the authority's reasonable price", "reasonable_price"
    if works.preferred_scheme is not None:
        return "eligible, the preferred scheme funded to the lowest estimate", "preferred_scheme"
    if works.own_labour:
        return "eligible, materials only", "materials"
    return f"eligible, the lowest of {len(works.estimates)} estimates", "lowest_estimate"
