"""What a new version would mean over many cases: outcomes, money, winners and losers by group."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from services.grants.domain.codes import ApplicantKind, TestOutcome
from services.grants.domain.determination.calculation import Calculation, calculate
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import Outcome
from services.grants.domain.policy.rules import GrantsPolicy
from services.grants.domain.policy.statute import StatutoryBase
from shared.money import NIL
from shared.schema import Model, Pounds, PoundsOfMany

PENSIONABLE = 65
ADULT = 18


class Sums(Model):
    """The money of one determination in pounds."""

    mandatory: Pounds = NIL
    discretionary: Pounds = NIL
    applicant_pays: Pounds = NIL
    land_charges: Pounds = NIL


class Totals(Model):
    """The money of many determinations in pounds."""

    mandatory: PoundsOfMany
    """Mandatory grants, in pounds."""
    discretionary: PoundsOfMany
    """Help under the district's policy, in pounds."""
    applicant_pays: PoundsOfMany
    """What is left to applicants, in pounds."""
    land_charges: PoundsOfMany
    """What land charges secure, in pounds."""


class Effect(Model):
    """One case under both versions. A gain is more help; a loss is less."""

    before: Outcome
    after: Outcome
    sums_before: Sums
    sums_after: Sums
    tenure: ApplicantKind
    age: str
    tested: TestOutcome

    @property
    def gain(self) -> Decimal:
        """How much more is awarded in all, in pounds; less is negative."""
        return _awarded(self.sums_after) - _awarded(self.sums_before)


class Group(Model):
    """Winners and losers among a group of applicants, and what they gain together."""

    cases: int
    """How many cases are in the group."""
    winners: int
    """How many of them are awarded more than before."""
    losers: int
    """How many of them are awarded less than before."""
    gain: PoundsOfMany
    """What they are awarded more, all together, in pounds; negative: less."""


class Effects(Model):
    """All cases together. `outcomes` counts cases by the outcome before and after."""

    cases: int
    """How many cases were worked out both ways."""
    outcomes: dict[str, int]
    """How many cases there are of each outcome before and after, such as `refused -> approved`."""
    before: Totals
    """What all cases come to under the version in force."""
    after: Totals
    """What all cases come to under the new version."""
    gain: PoundsOfMany
    """What is awarded more than before, all together, in pounds; negative: less."""
    groups: dict[str, dict[str, Group]]
    """Who gains and who loses, by kind of group and group."""


def effect(case: Case, before: GrantsPolicy, after: GrantsPolicy, statute: StatutoryBase) -> Effect:
    """What a case comes to under the version in force and under the new one."""
    old, new = calculate(case, before.rules, statute), calculate(case, after.rules, statute)
    return Effect(
        before=old.outcome,
        after=new.outcome,
        sums_before=_sums(old),
        sums_after=_sums(new),
        tenure=case.applicant.kind,
        age=_age_group(case.disabled_person.age),
        tested=case.means_test.outcome,
    )


def together(effects: Iterable[Effect]) -> Effects:
    """Outcome by outcome, the sums of money, and the winners and losers by group."""
    every = list(effects)
    grouped: dict[str, dict[str, list[Effect]]] = defaultdict(lambda: defaultdict(list))
    for one in every:
        grouped["tenure"][one.tenure].append(one)
        grouped["age of the disabled person"][one.age].append(one)
        grouped["means test"][one.tested].append(one)
    return Effects(
        cases=len(every),
        outcomes=dict(Counter(f"{one.before} -> {one.after}" for one in every)),
        before=_added(one.sums_before for one in every),
        after=_added(one.sums_after for one in every),
        gain=sum((one.gain for one in every), NIL),
        groups={
            by: {name: _group(of) for name, of in groups.items()} for by, groups in grouped.items()
        },
    )


Counted = TypeVar("Counted", Totals, Group)


def joined(one: Effects, other: Effects) -> Effects:
    """The effects on two parts of the cases, as on all of them."""
    groups = {by: dict(named) for by, named in one.groups.items()}
    for by, named in other.groups.items():
        known = groups.setdefault(by, {})
        for name, group in named.items():
            known[name] = _plus(known[name], group) if name in known else group
    return Effects(
        cases=one.cases + other.cases,
        outcomes=dict(Counter(one.outcomes) + Counter(other.outcomes)),
        before=_plus(one.before, other.before),
        after=_plus(one.after, other.after),
        gain=one.gain + other.gain,
        groups=groups,
    )


def _plus(one: Counted, other: Counted) -> Counted:
    sums = {name: getattr(one, name) + getattr(other, name) for name in type(one).model_fields}
    return type(one)(**sums)


def _group(effects: list[Effect]) -> Group:
    gains = [one.gain for one in effects]
    return Group(
        cases=len(gains),
        winners=sum(gain > NIL for gain in gains),
        losers=sum(gain < NIL for gain in gains),
        gain=sum(gains, NIL),
    )


def _sums(calculation: Calculation) -> Sums:
    return Sums(
        mandatory=calculation.mandatory.amount,
        discretionary=calculation.discretionary,
        applicant_pays=calculation.applicant_pays,
        land_charges=sum((charge.amount for charge in calculation.land_charges), NIL),
    )


def _added(sums: Iterable[Sums]) -> Totals:
    every = list(sums)
    return Totals(
        mandatory=sum((s.mandatory for s in every), NIL),
        discretionary=sum((s.discretionary for s in every), NIL),
        applicant_pays=sum((s.applicant_pays for s in every), NIL),
        land_charges=sum((s.land_charges for s in every), NIL),
    )


def _awarded(sums: Sums) -> Decimal:
    return sums.mandatory + sums.discretionary


def _age_group(age: int) -> str:
    if age < ADULT:
        return "under 18"
    return "18 to 64" if age < PENSIONABLE else "65 and over"
