"""What became of referrals: how many go on, stop and why (guidance 3.28; Cannock Chase App 2).

A referral is counted by the day of its enquiry. It has gone on once its application is complete.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from services.forum.domain.ending import TEST_OF_RESOURCES, End, Stop
from shared.averages import whole_pounds
from shared.contracts.codes import MeansTestOutcome
from shared.money import NIL, to_the_penny
from shared.schema import Model, Pounds, PoundsOfMany

DISCOUNT = "client_contribution_support"
"""The award by which a district bears part of a contribution (Cannock Chase 11)."""


@dataclass(frozen=True, slots=True)
class Course:
    """What counts of a case for its outcome."""

    went_on: bool
    approved: bool
    ended: End | None
    stopped_because: Stop | None
    test_outcome: MeansTestOutcome | None
    local_passport: str | None
    discount: Decimal
    """What the district bears of the contribution, pounds; nil where nothing."""
    paid: Decimal
    """What was paid of the award, pounds."""
    satisfaction: int | None


class Part(Model):
    """So many of the referrals."""

    cases: int
    """How many."""
    percent: int | None
    """Of a hundred referrals, to the nearest whole, half rounded up; null where there is none."""


class Because(Part):
    """So many of the referrals for one reason."""

    because: Stop
    """Why they went no further."""


class Passported(Model):
    """Applicants for whom a benefit stands for the test of resources."""

    cases: int
    """How many, by the Regulations or by the district's policy."""
    by_policy: tuple["ByPolicy", ...]
    """Those whom the district's own policy passports, by benefit."""


class ByPolicy(Model):
    """Those who are passported by a benefit that the district's own policy adds."""

    benefit: str
    """The benefit, as a code."""
    cases: int
    """How many."""
    paid: PoundsOfMany
    """What was paid of their awards, in pounds."""


class Discounts(Model):
    """Contributions of which the district bore a part."""

    cases: int
    """How many."""
    total: PoundsOfMany
    """What the district bore in all, in pounds."""
    average: Pounds | None
    """The same for each, in pounds, half a penny rounded up; null where there is none."""
    average_as_printed: str | None
    """The same in whole pounds as Cannock Chase prints it."""
    printed_how: Literal["cut to whole pounds, not rounded"] = "cut to whole pounds, not rounded"
    """How that is made of it."""
    paid: PoundsOfMany
    """What was paid of the awards in these cases, in pounds."""


class Satisfaction(Model):
    """How content people said they were when the works were complete, from 1 to 5 (3.12, 3.28)."""

    said: int
    """How many said so."""
    by_answer: tuple[int, ...]
    """How many said 1, 2 and so on."""
    mean: str | None
    """The mean of the answers, two decimal places, half rounded up; null where there is none."""


class Outcomes(Model):
    """What became of the referrals of a time."""

    referrals: int
    """How many there were."""
    went_on: Part
    """Those with a complete application."""
    not_gone_on: Part
    """Those that ended before there was one, without help by minor works or a move."""
    test_of_resources: Part
    """Of these: who refused the test, and whose contribution was too high."""
    reasons: tuple[Because, ...]
    """Of these: each reason, the commonest first."""
    helped_otherwise: Part
    """Those that minor works or another home helped before there was an application."""
    under_way: Part
    """Those of which neither is known yet."""
    approved: Part
    """Of those that went on: approved."""
    completed: Part
    """Of those that went on: completed and paid."""
    stopped_later: tuple[Because, ...]
    """Of those that went on: each reason for which one went no further, the commonest first."""
    passported: Passported
    """For whom a benefit stands for the test."""
    discounts: Discounts
    """What the district bore of contributions (Cannock Chase 11)."""
    satisfaction: Satisfaction
    """What people said when the works were complete."""


def outcomes(courses: Sequence[Course]) -> Outcomes:
    """What became of these referrals."""
    of = len(courses)
    on = [each for each in courses if each.went_on]
    before = [each for each in courses if not each.went_on]
    stopped = [each for each in before if each.ended is End.STOPPED]
    tested = [each for each in stopped if each.stopped_because in TEST_OF_RESOURCES]
    helped = [each for each in before if each.ended not in {None, End.STOPPED}]
    return Outcomes(
        referrals=of,
        went_on=_part(on, of),
        not_gone_on=_part(stopped, of),
        test_of_resources=_part(tested, of),
        reasons=_reasons(stopped, of),
        helped_otherwise=_part(helped, of),
        under_way=_part([each for each in before if each.ended is None], of),
        approved=_part([each for each in on if each.approved], of),
        completed=_part([each for each in on if each.ended is End.COMPLETED], of),
        stopped_later=_reasons(on, of),
        passported=_passported(courses),
        discounts=_discounts([each for each in courses if each.discount]),
        satisfaction=_satisfaction(courses),
    )


def kind_of(course: Course) -> str:
    """Under which heading of the published tables a referral stands."""
    if course.went_on:
        return "went_on"
    if course.ended is None:
        return "under_way"
    if course.ended is not End.STOPPED:
        return "helped_otherwise"
    return "test_of_resources" if course.stopped_because in TEST_OF_RESOURCES else "stopped"


KINDS = ("went_on", "test_of_resources", "stopped", "helped_otherwise", "under_way")
"""The headings: each referral stands under one."""


def _percent(part: int, of: int) -> int | None:
    return int((Decimal(100 * part) / of).quantize(Decimal(1), ROUND_HALF_UP)) if of else None


def _part(cases: Sequence[Course], of: int) -> Part:
    return Part(cases=len(cases), percent=_percent(len(cases), of))


def _reasons(cases: Iterable[Course], of: int) -> tuple[Because, ...]:
    counted = Counter(each.stopped_because for each in cases if each.stopped_because)
    return tuple(
        Because(because=why, cases=cases, percent=_percent(cases, of))
        for why, cases in sorted(counted.items(), key=lambda found: (-found[1], found[0]))
    )


def _passported(courses: Sequence[Course]) -> Passported:
    by_policy = sorted({each.local_passport for each in courses if each.local_passport})
    return Passported(
        cases=sum(each.test_outcome is MeansTestOutcome.PASSPORTED for each in courses),
        by_policy=tuple(
            ByPolicy(benefit=benefit, cases=len(found), paid=_paid(found))
            for benefit in by_policy
            if (found := [each for each in courses if each.local_passport == benefit])
        ),
    )


def _discounts(cases: Sequence[Course]) -> Discounts:
    total = sum((each.discount for each in cases), NIL)
    return Discounts(
        cases=len(cases),
        total=total,
        average=to_the_penny(total / len(cases)) if cases else None,
        average_as_printed=whole_pounds(total, len(cases)),
        paid=_paid(cases),
    )


def _paid(cases: Iterable[Course]) -> Decimal:
    return sum((each.paid for each in cases), NIL)


def _satisfaction(courses: Iterable[Course]) -> Satisfaction:
    said = [each.satisfaction for each in courses if each.satisfaction is not None]
    mean = Decimal(sum(said)) / len(said) if said else None
    return Satisfaction(
        said=len(said),
        by_answer=tuple(said.count(answer) for answer in range(1, 6)),
        mean=None if mean is None else str(to_the_penny(mean)),
    )
