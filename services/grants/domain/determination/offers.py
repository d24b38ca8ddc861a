"""Whether an offer is open to this case: the first reason against it, or none."""

from dataclasses import dataclass

from services.grants.domain.codes import SCHEME_HELP, Decline, Refusal
from services.grants.domain.outcome import Declined
from services.grants.domain.policy.offers import Offer
from services.grants.domain.policy.requirements import Ask
from services.grants.domain.policy.sources import Sources

_PLAIN = frozenset({Decline.NOTHING_NEEDED, Decline.NOT_DECIDED_YET, Decline.REDUCTION_EXCEEDS})
"""Reasons that leave nothing to consider individually."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What stands in the way of any help: faults of the people, of the home, of early works."""

    decided: bool
    person: tuple[Refusal, ...]
    home: tuple[Refusal, ...]
    works: tuple[Refusal, ...]


def find(ask: Ask, sources: Sources, bars: Bars) -> Offer | Declined:
    """The offer under which the help can be given, or why it is declined.

    Help that no offer covers is not a plain no: it is for individual consideration (3.19).
    """
    rules = sources.rules
    if not bars.decided:
        return decline(ask, sources, Decline.NOT_DECIDED_YET, rules.mandatory.clause)
    offers = [offer for offer in rules.offers if offer.kind == ask.asked.kind]
    if not offers:
        return decline(ask, sources, Decline.INDIVIDUAL_CONSIDERATION, sources.step("exceptions"))
    destination = ask.asked.facts.destination
    there = [o for o in offers if not o.destinations or destination in o.destinations]
    if not there:
        return decline(ask, sources, Decline.DESTINATION, offers[0].clause)
    against = (
        _closed(ask, there[0], sources) or _barred(ask, there[0], bars) or _unmet(ask, there[0])
    )
    return decline(ask, sources, *against) if against else there[0]


def decline(ask: Ask, sources: Sources, reason: Decline, clause: str) -> Declined:
    """The help declined, with the clause under which it is still considered individually."""
    consider = None if reason in _PLAIN else sources.step("exceptions")
    return Declined(
        kind=ask.asked.kind, reason=reason, clause=clause, individual_consideration=consider
    )


def _closed(ask: Ask, offer: Offer, sources: Sources) -> tuple[Decline, str] | None:
    """Discretion yields to the mandatory duty (B118), and mostly accompanies an application."""
    if not ask.case.discretionary_funds_available:
        return Decline.NO_FUNDS, sources.step("funds")
    tied = sources.rules.only_with_mandatory
    if tied and not ask.case.works and not offer.alone:
        return Decline.NO_MANDATORY_APPLICATION, tied.clause
    return None


def _barred(ask: Ask, offer: Offer, bars: Bars) -> tuple[Decline, str] | None:
    """'Eligible for mandatory DFG' asks about the person, not whether works are practicable."""
    if bars.person:
        return Decline.NOT_ELIGIBLE, offer.clause
    if any(refusal not in offer.despite for refusal in bars.home):
        return Decline.HOME_NOT_ELIGIBLE, offer.clause
    if ask.asked.kind in SCHEME_HELP and bars.works:
        return Decline.WORKS_BEGUN, offer.clause
    return None


def _unmet(ask: Ask, offer: Offer) -> tuple[Decline, str] | None:
    for requirement in offer.who:
        if reason := requirement.unmet(ask):
            return reason, requirement.clause
    return None
