"""Homes advertised by choice-based lettings: their access category, and what came of the bids.

The access category and its domains go with every advert, apart from the band that says how urgent
a household's move is (Homeseeker Plus: Emergency, Gold, Silver, Bronze). An officer decides on
every bid; the rules put none aside.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from services.register.domain.categories import is_worse
from services.register.domain.categorising import is_provisional
from services.register.domain.fitting import HomeFacts, MatchingPolicy
from services.register.domain.home import Code
from services.register.domain.life import State
from services.register.domain.needs import Band
from services.register.domain.relocation import MOST_DOMAINS, RefusedBy
from services.register.domain.rule_sets import Rule
from shared.contracts.codes import AccessCategory
from shared.mistakes import TakenBack
from shared.problems import FieldError, InvalidInput, Problem, WrongState
from shared.schema import Date, Field, Model, example

NEITHER_RULES_NOR_MEASURES = ("neighbourhood", "tenure", "bedroom", "consent", "cost")
"""Domains of a household and of the works, beside those of the matching data."""


class NotAdvertisable(Problem):
    """The home has no access category yet that an advert could carry; the errors say what lacks."""

    slug = "not-advertisable"
    title = "A home is advertised with its access category and domains"
    status = 409


class Kind(StrEnum):
    """Whether the household bids itself or the authority nominates it."""

    BID = "bid"
    NOMINATION = "nomination"


class BidDecision(StrEnum):
    """What an officer decided on a bid."""

    LET = "let"
    REFUSED = "refused"
    PASSED_OVER = "passed_over"
    """Another household came first: nothing is said of the home."""


class Particular(Model):
    """One domain of an advertised home."""

    domain: str
    """The part of the home, such as `bathroom` or `internal_doors`."""
    category: AccessCategory
    """The best that the home can have by the rules of this domain alone."""
    verify: bool
    """Whether a measurement that could make it worse is missing."""


class Advert(Model):
    """What is said of a home on offer besides what the register knows of it."""

    model_config = example(available_from="2099-04-20", closes_on="2099-04-06")

    available_from: Date
    """The day from which the home can be let."""
    closes_on: Date
    """The last day for bids."""


class Withdrawal(Model):
    """Why a home is taken off offer without being let."""

    model_config = example(reason="Advertised with the wrong day")

    reason: str = Field(min_length=1, max_length=1000)
    """What is the matter, up to 1,000 characters."""


class Bid(Model):
    """A bid or nomination as the lettings system sends it."""

    model_config = example(kind="bid", band="gold", band_date="2026-02-02")

    kind: Kind = Kind.BID
    """Whether the household bid or the authority nominated it."""
    band: Band
    """The household's band of priority in the lettings scheme."""
    band_date: Date
    """The day from which the band counts; the earlier comes first within a band."""


class BidOutcome(Model):
    """What became of a bid; a refusal says whose, and in which domains the home fell short."""

    model_config = example(decision="refused", refused_by="household", domains=["bathroom"])

    decision: BidDecision
    """What became of the bid."""
    refused_by: RefusedBy | None = None
    """Who refused; only with a refusal, and then needed."""
    domains: Annotated[tuple[Code, ...], Field(max_length=MOST_DOMAINS)] = ()
    """In which domains the home fell short, such as `bathroom`; only with a refusal."""


class DecisionTakenBack(TakenBack):
    """What was decided on a bid by mistake, as it was."""

    decision: BidDecision
    """What was said to have become of the bid."""
    decided_on: Date
    """The day on which it was decided."""
    refused_by: RefusedBy | None
    """Who was said to have refused; null otherwise."""
    domains: tuple[str, ...]
    """Where the home was said to fall short, of a refusal."""


class Refused(Model):
    """One refusal of a home: the evidence for what is missing in the stock."""

    district: str
    category: AccessCategory
    by: RefusedBy
    domains: tuple[str, ...]


class Refusals(Model):
    """How often homes of a category fell short in one domain, by whom it was said."""

    district: str
    """ONS code of the district that the home is in."""
    category: AccessCategory
    """The home's access category."""
    domain: str
    """The part of the home that fell short."""
    by: RefusedBy
    """Who said so."""
    times: int
    """How many refusals named it."""


def check_advertisable(home: HomeFacts) -> None:
    """Refuse a home without an access category, or with one that is provisional."""
    if home.category is AccessCategory.G:
        lacking = (f.why for f in home.evaluation.fired if f.cap is AccessCategory.G)
        raise NotAdvertisable("; ".join(["the survey is not complete", *lacking]))
    unknown = home.survey.unknown
    if not home.home.override and is_provisional(home.category, unknown):
        raise NotAdvertisable(
            f"category {home.category} is provisional until all of it is measured",
            (FieldError(f"/survey{pointer}", "not measured") for pointer in sorted(unknown)),
        )


def particulars(home: HomeFacts, policy: MatchingPolicy) -> list[Particular]:
    """What the rules say of the home domain by domain."""
    caps = _worst_caps(home.evaluation.fired, policy.domains)
    doubts = _worst_caps(home.evaluation.undecided, policy.domains)
    return [
        Particular(
            domain=domain,
            category=(has := caps.get(domain, AccessCategory.A)),
            verify=domain in doubts and is_worse(doubts[domain], has),
        )
        for domain in dict.fromkeys(policy.domains.values())
    ]


def _worst_caps(rules: Iterable[Rule], domains: Mapping[int, str]) -> dict[str, AccessCategory]:
    caps: dict[str, AccessCategory] = {}
    for rule in rules:
        domain = domains[rule.number]
        if domain not in caps or is_worse(rule.cap, caps[domain]):
            caps[domain] = rule.cap
    return caps


def check_dates(advert: Advert, today: date) -> None:
    """Bids can still be made."""
    if advert.closes_on < today:
        raise InvalidInput.at("/closes_on", "has passed")


def check_bid(bid: Bid, state: State, closes_on: date, today: date) -> None:
    """Bids come while the advert runs; a nomination comes until the home is let."""
    if state is not State.OPEN or (bid.kind is Kind.BID and today > closes_on):
        raise WrongState(f"the advert is {state} and took bids up to {closes_on}")
    if bid.band_date > today:
        raise InvalidInput.at("/band_date", "lies in the future")


def check_outcome(outcome: BidOutcome, domains: frozenset[str]) -> None:
    """A refusal says whose it is and names its domains; nothing else does."""
    refused = outcome.decision is BidDecision.REFUSED
    if refused != (outcome.refused_by is not None):
        raise InvalidInput.at("/refused_by", "whose refusal it is, for a refusal only")
    if refused != bool(outcome.domains):
        raise InvalidInput.at("/domains", "where the home fell short, for a refusal only")
    check_domains(outcome.domains, domains)


def check_domains(named: Iterable[str], domains: frozenset[str]) -> None:
    """Refuse a domain that is none."""
    faults = [
        FieldError(f"/domains/{position}", f"one of {', '.join(sorted(domains))}")
        for position, domain in enumerate(named)
        if domain not in domains
    ]
    if faults:
        raise InvalidInput(errors=faults)


def check_letting(kind: Kind, held_before: date | None, today: date) -> None:
    """While the authority may nominate (General Consent 1996, 4), the home goes to a nominee."""
    if kind is Kind.BID and held_before is not None and today < held_before:
        raise WrongState(f"the home is held for the authority's nomination before {held_before}")


def domains_of(policy: MatchingPolicy) -> frozenset[str]:
    """Every domain in which a home can fall short."""
    return frozenset(
        (
            *NEITHER_RULES_NOR_MEASURES,
            *policy.domains.values(),
            *(measure.domain for measure in policy.measures.values()),
            *(must_not.domain for must_not in policy.must_nots.values()),
        )
    )


def tally(refused: Iterable[Refused]) -> list[Refusals]:
    """Refusals counted in each domain that they name, the most frequent first."""
    times = Counter((r.district, r.category, d, r.by) for r in refused for d in r.domains)
    return [
        Refusals(district=district, category=category, domain=domain, by=by, times=count)
        for (district, category, domain, by), count in sorted(
            times.items(), key=lambda item: (-item[1], item[0])
        )
    ]
