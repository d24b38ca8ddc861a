"""The discretionary stack: what each help that was asked for comes to, in its turn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from services.grants.domain.codes import SCHEME_HELP, Assistance, Decline
from services.grants.domain.determination import expenses
from services.grants.domain.determination.offers import Bars, decline, find
from services.grants.domain.determination.works import Scheme
from services.grants.domain.facts.assistance import Asked
from services.grants.domain.facts.case import Case
from services.grants.domain.mandatory import Mandatory
from services.grants.domain.outcome import Approval, Declined
from services.grants.domain.policy.offers import Offer
from services.grants.domain.policy.requirements import ADULT, Ask
from services.grants.domain.policy.sources import Sources
from shared.money import NIL


@dataclass(frozen=True, slots=True)
class Given:
    """One discretionary award in pounds, and whether more was asked than its limit allows."""

    offer: Offer
    asked: Asked
    amount: Decimal
    above_limit: bool = False

    @property
    def equity_released(self) -> bool:
        """Whether the sale of the old home releases more than the offer leaves out of account."""
        rule = self.offer.equity
        return rule is not None and (self.asked.facts.net_equity_released or NIL) > rule.above


@dataclass(frozen=True, slots=True)
class Help:
    """All discretionary help of a case: what is given, and what is declined."""

    given: tuple[Given, ...]
    declined: tuple[Declined, ...]

    @property
    def towards_scheme(self) -> Decimal:
        return sum((g.amount for g in self.given if g.asked.kind in SCHEME_HELP), NIL)

    @property
    def covers_other_works(self) -> bool:
        """Whether works that fail the mandatory criteria are part of what is paid for."""
        return any(g.offer.other_works for g in self.given)


@dataclass(frozen=True, slots=True)
class Purse:
    """What the stack starts from: the case, and what the mandatory grant leaves of its scheme."""

    case: Case
    sources: Sources
    scheme: Scheme
    mandatory: Mandatory
    maximum: Decimal
    scheme_left: Decimal
    """The scheme's cost less the mandatory grant and the insurance."""


def help_for(purse: Purse, bars: Bars) -> Help:
    """Every assistance that was asked for, those towards the scheme first, in their order."""
    given: list[Given] = []
    declined: list[Declined] = []
    unborne = max(NIL, purse.case.means_test.contribution - purse.mandatory.borne)
    left = purse.scheme_left
    found_offers = {
        a.kind: find(_ask(purse, a), purse.sources, bars) for a in purse.case.assistance
    }
    for asked in _in_order(purse.case):
        ask = _ask(purse, asked)
        offer = _beside(ask, found_offers, purse.sources)
        if isinstance(offer, Declined):
            declined.append(offer)
            continue
        if asked.kind in SCHEME_HELP:
            found = _towards_scheme(purse, offer, asked, left)
            left -= min(left, found.amount)
            reason = Decline.NOTHING_NEEDED
        else:
            before = _own_cost(purse, offer, asked)
            found, unborne, reason = _tested(purse, before, unborne)
            reason = reason if before.amount else _nothing(asked)
        if found.amount > NIL:
            given.append(found)
        else:
            declined.append(decline(ask, purse.sources, reason, offer.clause))
    if not left:
        given = [_as_covered(each) for each in given]
    return Help(tuple(given), tuple(declined))


def _as_covered(given: Given) -> Given:
    """With the scheme paid for, nobody need approve more towards it than a limit allows."""
    return replace(given, above_limit=given.above_limit and given.asked.kind not in SCHEME_HELP)


def _ask(purse: Purse, asked: Asked) -> Ask:
    return Ask(purse.case, asked, purse.mandatory, purse.scheme.eligible_works)


def _beside(
    ask: Ask, found: dict[Assistance, Offer | Declined], sources: Sources
) -> Offer | Declined:
    """The offer as found, unless another that is open leaves the rest to the applicant."""
    own = found[ask.asked.kind]
    if isinstance(own, Declined):
        return own
    for other in found.values():
        if isinstance(other, Offer) and ask.asked.kind in other.not_beside:
            return decline(ask, sources, Decline.PRIVATELY_FUNDED, other.clause)
    return own


def approvals(help_given: Help) -> Iterator[Approval]:
    """Who still has to approve what: some every award, others only what exceeds the limit."""
    for given in help_given.given:
        for rule in given.offer.approvals:
            if rule.when == "always" or given.above_limit:
                yield Approval(kind=given.offer.kind, by=rule.by, clause=rule.clause)


def _in_order(case: Case) -> list[Asked]:
    """Those towards the scheme in the order of their list, then the others as asked for."""
    towards = [a for kind in SCHEME_HELP for a in case.assistance if a.kind == kind]
    return towards + [a for a in case.assistance if a.kind not in SCHEME_HELP]


def _towards_scheme(purse: Purse, offer: Offer, asked: Asked, left: Decimal) -> Given:
    """An award towards the scheme: what is needed or asked for, within limit and what is left."""
    if asked.kind == "client_contribution_support":
        return _contribution_support(purse, offer, asked, left)
    if asked.kind == "top_up":
        need = _above_maximum(purse, offer)
    else:
        need = left + (purse.scheme.other_cost if offer.other_works else NIL)
    want = need if asked.amount is None else min(need, asked.amount)
    most = _most(offer, purse)
    agreed = asked.facts.agreed_above_limit and any(
        rule.when == "above_limit" for rule in offer.approvals
    )
    if most is None or want <= most or agreed:
        return Given(offer, asked, want)
    return Given(offer, asked, most, above_limit=True)


def _contribution_support(purse: Purse, offer: Offer, asked: Asked, left: Decimal) -> Given:
    """The first pounds of a contribution waived, up to the limit.

    What is left the applicant pays: the lesser of the cost and the contribution above the limit.
    More, where asked for, is a contribution that cannot be afforded and needs approval.
    """
    reduction, cost = purse.case.means_test.contribution, purse.mandatory.expense
    most = _most(offer, purse)
    kept = NIL if most is None else min(cost, max(NIL, reduction - most))
    contribution = min(cost, reduction)
    waived = min(left, contribution - kept)
    if asked.amount is None:
        return Given(offer, asked, waived)
    want = min(asked.amount, contribution, left)
    return Given(offer, asked, min(want, waived), above_limit=want > waived)


def _above_maximum(purse: Purse, offer: Offer) -> Decimal:
    """What a top-up is for: the cost above the maximum, the contribution staying the applicant's.

    Up to the maximum nothing but that contribution is left of the scheme.
    """
    deduction = purse.mandatory.deduction
    if offer.means_test.of_the_maximum_alone:
        deduction = min(deduction, purse.mandatory.eligible_cost)
    return max(NIL, purse.scheme_left - deduction)


def _own_cost(purse: Purse, offer: Offer, asked: Asked) -> Given:
    """An award for a cost of its own: the lesser of that cost and the limit."""
    given, most = Given(offer, asked, NIL), _most(offer, purse)
    cost = expenses.covered(offer, asked, moving_only=given.equity_released)
    return replace(given, amount=cost if most is None else min(cost, most))


def _nothing(asked: Asked) -> Decline:
    """Why an assistance with a cost of its own comes to nothing."""
    return Decline.EXPENSE_NOT_COVERED if asked.facts.expenses else Decline.NOTHING_NEEDED


def _tested(purse: Purse, before: Given, unborne: Decimal) -> tuple[Given, Decimal, Decline]:
    """The award less what of the contribution the mandatory grant did not take up, if tested.

    A contribution is borne once: what reduced the mandatory grant reduces nothing else.
    """
    rule, child = before.offer.means_test, purse.case.disabled_person.age < ADULT
    if not rule.applies or (child and rule.except_for_children) or not unborne:
        return before, unborne, Decline.NOTHING_NEEDED
    taken = min(unborne, before.amount)
    reduced = Given(before.offer, before.asked, before.amount - taken)
    return reduced, unborne - taken, Decline.REDUCTION_EXCEEDS


def _most(offer: Offer, purse: Purse) -> Decimal | None:
    return purse.maximum if offer.limit.statutory_maximum else offer.limit.amount
