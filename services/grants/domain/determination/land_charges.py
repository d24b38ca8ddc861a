"""Local land charges: what repayment may be demanded if an owner disposes of the home."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from services.grants.domain.codes import AwardKind
from services.grants.domain.outcome import LandCharge
from services.grants.domain.policy.charges import BandCharge, ChargeRule, ShareCharge
from services.grants.domain.policy.entries import Repayment
from shared.money import NIL, to_the_penny

Awards = Mapping[AwardKind, Decimal]
"""What was awarded, in pounds, by kind."""


def charges(
    counted: Mapping[str, Awards], rules: Mapping[str, ChargeRule], consent: Repayment
) -> Iterator[LandCharge]:
    """The charges of an owner's awards, each rule once over all the awards that count towards it."""
    for name, awards in counted.items():
        rule = rules[name]
        if isinstance(rule, ShareCharge):
            yield from _share(rule, awards, consent)
        else:
            yield from _bands(rule, awards, consent)


def demand(mandatory: Decimal, consent: Repayment) -> Decimal:
    """The most that may be demanded of a mandatory grant: the General Consent of 2008, para 3."""
    return min(max(NIL, mandatory - consent.above), consent.most)


def _share(rule: ShareCharge, awards: Awards, consent: Repayment) -> Iterator[LandCharge]:
    """A fraction of all the awards together, rounded once; the mandatory part within the Consent."""
    mandatory = awards.get("mandatory", NIL)
    others = sum(awards.values(), NIL) - mandatory
    if mandatory + others <= rule.above:
        return
    of_mandatory = min(mandatory / rule.one_in, demand(mandatory, consent))
    on = [kind for kind in awards if kind != "mandatory" or of_mandatory]
    amount = to_the_penny(of_mandatory + others / rule.one_in)
    yield from _charge(on, amount, rule.years, rule, consent)


def _bands(rule: BandCharge, awards: Awards, consent: Repayment) -> Iterator[LandCharge]:
    """Each band's part of the awards together, added up by years; the first awarded lies lowest."""
    mandatory, total = awards.get("mandatory", NIL), sum(awards.values(), NIL)
    by_years: dict[int, Decimal] = defaultdict(lambda: NIL)
    for band in rule.bands:
        top = total if band.up_to is None else min(total, band.up_to)
        part = max(NIL, top - band.above)
        by_years[band.years] += part if band.most is None else min(part, band.most)
    of_mandatory = demand(mandatory, consent)
    most = of_mandatory + total - mandatory
    for years, amount in by_years.items():
        charged, most = min(amount, most), most - min(amount, most)
        on = [k for k in awards if k != "mandatory" or (of_mandatory and years <= consent.years)]
        yield from _charge(on, charged, years, rule, consent)


def _charge(
    on: Iterable[AwardKind], amount: Decimal, years: int, rule: ChargeRule, consent: Repayment
) -> Iterator[LandCharge]:
    kinds = tuple(on)
    within = min(years, consent.years) if "mandatory" in kinds else years
    if amount > NIL:
        yield LandCharge(on=kinds, amount=amount, years=within, clause=rule.clause, home=rule.home)
