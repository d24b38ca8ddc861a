"""The offers of several districts side by side, with the gaps named."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from services.grants.domain.codes import ASSISTANCE, AwardKind
from services.grants.domain.policy.charges import ChargeOn, ChargeRule, ShareCharge
from services.grants.domain.policy.offers import Limit, Offer, TestOfResources
from services.grants.domain.policy.rules import GrantsPolicy, PolicyRules
from services.grants.domain.policy.statute import StatutoryBase
from shared.policies import Correction, ReadingEntry
from shared.schema import Model, Pounds, pounds_text


class OfferRow(Model):
    """One offer of one district. `amount` in pounds; none where the document names no figure."""

    assistance: AwardKind
    """The grant or help that is offered."""
    authority: str
    """ONS code of the district."""
    name: str
    """What the document calls it."""
    amount: Pounds | None
    """The most that is given, in pounds; null where the document names no figure."""
    destinations: tuple[str, ...]
    """Moves that it is for, as codes; empty where it is for no move."""
    tested: str
    """Whether and how resources are tested for it, in words."""
    land_charge: str
    """Whether a charge secures it, in words."""
    conditions: tuple[str, ...]
    """Whom and what it is for, in words."""
    terms: tuple[str, ...]
    """What an award is subject to besides the conditions of every grant."""
    approval: str
    """Who has to approve it, in words."""
    clause: str
    """The clause that offers it."""
    readings: tuple[str, ...] = ()
    """Where the document is unclear about the offer: the readings taken."""


class Gap(Model):
    """An assistance, with the districts that offer it and those that do not."""

    assistance: AwardKind
    """The grant or help."""
    offered_by: tuple[str, ...]
    """ONS codes of the districts that offer it."""
    not_offered_by: tuple[str, ...]
    """ONS codes of those that do not."""


class District(Model):
    """A district with the version compared, and the document that it comes from."""

    authority: str
    """ONS code of the district."""
    name: str
    """What the district is called."""
    version: str
    """The edition of its policy."""
    source: str
    """The document that the policy comes from."""
    corrections: tuple[Correction, ...]
    """Readings of it that were put right."""


class ReadingTaken(Model):
    """A reading of an unclear clause, and whose policies it is taken for."""

    names: tuple[str, ...]
    """The districts in whose policies it is read so."""
    clause: str
    """The clause that is unclear."""
    reading: str
    """How it is read, and why."""


class Comparison(Model):
    districts: tuple[District, ...]
    """The policies that are compared."""
    offers: tuple[OfferRow, ...]
    """Each offer of each district."""
    gaps: tuple[Gap, ...]
    """Help that some of them offer and others do not."""
    readings: tuple[ReadingTaken, ...]
    """How unclear clauses are read, and in whose policy."""


ALL_KINDS: tuple[AwardKind, ...] = ("mandatory", *ASSISTANCE)


def compare(
    policies: Sequence[GrantsPolicy],
    statute: StatutoryBase,
    of_the_law: Sequence[ReadingEntry] = (),
) -> Comparison:
    """Every assistance in order, each with every district's offer of it, and the gaps by name.

    The readings taken of the law come before those of the districts' documents.
    """
    offers = (row for kind in ALL_KINDS for p in policies for row in _rows(kind, p, statute))
    gaps = (_gap(kind, policies) for kind in ASSISTANCE)
    return Comparison(
        districts=tuple(map(_district, policies)),
        offers=tuple(offers),
        gaps=tuple(gap for gap in gaps if gap.not_offered_by),
        readings=tuple(_taken(policies, of_the_law)),
    )


def _district(policy: GrantsPolicy) -> District:
    return District(
        authority=_authority(policy),
        name=policy.name,
        version=policy.version,
        source=policy.source,
        corrections=policy.corrections,
    )


def _taken(
    policies: Sequence[GrantsPolicy], of_the_law: Sequence[ReadingEntry]
) -> Iterator[ReadingTaken]:
    """Each reading once, with the names of all who share it; the law's are everybody's."""
    for read in of_the_law:
        yield ReadingTaken(names=("England",), clause=read.clause, reading=read.reading)
    names: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for policy in policies:
        for reading in policy.readings:
            names[reading.clause, reading.reading][policy.name] = None
    for (clause, text), having in names.items():
        yield ReadingTaken(names=tuple(having), clause=clause, reading=text)


def _gap(kind: AwardKind, policies: Sequence[GrantsPolicy]) -> Gap:
    having = [p.name for p in policies if any(o.kind == kind for o in p.rules.offers)]
    lacking = [p.name for p in policies if p.name not in having]
    return Gap(assistance=kind, offered_by=tuple(having), not_offered_by=tuple(lacking))


def _rows(kind: AwardKind, policy: GrantsPolicy, statute: StatutoryBase) -> Iterator[OfferRow]:
    if kind == "mandatory":
        yield _mandatory(policy, statute)
    for offer in policy.rules.offers:
        if offer.kind == kind:
            yield _row(policy, offer, statute)


def _mandatory(policy: GrantsPolicy, statute: StatutoryBase) -> OfferRow:
    rule = policy.rules.mandatory
    return OfferRow(
        assistance="mandatory",
        authority=_authority(policy),
        name=policy.name,
        amount=statute.maximum.amount,
        destinations=(),
        tested="the statutory test",
        land_charge=_charge(rule.land_charge, policy.rules),
        conditions=(),
        terms=(),
        approval="",
        clause=rule.clause,
    )


def _row(policy: GrantsPolicy, offer: Offer, statute: StatutoryBase) -> OfferRow:
    return OfferRow(
        assistance=offer.kind,
        authority=_authority(policy),
        name=policy.name,
        amount=_most(offer.limit, statute),
        destinations=offer.destinations,
        tested=_tested(offer.means_test),
        land_charge=_charge(offer.land_charge, policy.rules),
        conditions=tuple(_requirements(policy.rules, offer)),
        terms=tuple(term.condition for term in offer.conditions),
        approval="; ".join(f"{a.by} ({a.when})" for a in offer.approvals).replace("_", " "),
        clause=offer.clause,
        readings=tuple(_readings(offer.model_dump())),
    )


def _readings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if reading := value.get("reading"):
            yield " ".join(reading.split())
        value = tuple(value.values())
    if isinstance(value, tuple):
        for inner in value:
            yield from _readings(inner)


def _requirements(rules: PolicyRules, offer: Offer) -> Iterator[str]:
    if rules.only_with_mandatory and not offer.alone:
        yield "beside a mandatory application"
    if offer.other_works:
        yield "also for works that fail the mandatory criteria"
    for requirement in offer.who:
        yield requirement.says()
    if offer.equity:
        yield f"adapting the new home only up to {pounds_text(offer.equity.above)} of equity"


def _authority(policy: GrantsPolicy) -> str:
    return policy.version.partition("/")[0]


def _most(limit: Limit, statute: StatutoryBase) -> Pounds | None:
    return statute.maximum.amount if limit.statutory_maximum else limit.amount


def _tested(test: TestOfResources) -> str:
    if not test.applies:
        return "not above the maximum" if test.of_the_maximum_alone else "no"
    return "yes, but not for a child" if test.except_for_children else "yes"


def _charge(on: ChargeOn, rules: PolicyRules) -> str:
    """The charge that an award counts towards, in a line."""
    return "none" if on.charge is None else _rule_text(rules.charges[on.charge])


def _rule_text(rule: ChargeRule) -> str:
    if isinstance(rule, ShareCharge):
        share = "in full" if rule.one_in == 1 else f"1/{rule.one_in}"
        above = f" where over {pounds_text(rule.above)}" if rule.above else ""
        return f"{share}{above}, {rule.years} years"
    return "; ".join(
        f"over {pounds_text(band.above)}"
        + (f" to {pounds_text(band.up_to)}" if band.up_to is not None else "")
        + (f", at most {pounds_text(band.most)}" if band.most is not None else "")
        + f", {band.years} years"
        for band in rule.bands
    )
