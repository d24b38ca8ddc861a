"""Income other than earnings of the relevant person and partners (regs 29 to 31, Schedule 3).

Counted in full unless a paragraph leaves out all or part of it. Pounds a week.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from services.means_test.domain.amounts import NIL, a_week, payment_text
from services.means_test.domain.earnings import EARNINGS
from services.means_test.domain.facts import Income
from services.means_test.domain.figures import Figure
from services.means_test.domain.people import Family
from services.means_test.domain.premiums import Premiums
from services.means_test.domain.working import Sheet

PERSONS = frozenset({"lodger", "boarder"})
"""Kinds of which each line is one person's."""

COUNTED = "reg 29(1)"
NOT_FOR_ESSENTIALS = "Sch 3 para 12(2)"
STUDENT_GRANT = "reg 43(1), (4)"
STUDENT_LOAN = "reg 46(1), (2)"


class Payment(NamedTuple):
    """A payment with its weekly amount in pounds, nil where it is left out."""

    income: Income
    """Its first line, which says whose it is, of what kind, and over how many weeks."""
    weekly: Fraction

    @property
    def weeks(self) -> int:
        """Over which a student's is spread."""
        return self.income.weeks or 1


Payments = Sequence[Payment]
"""Those that have what is disregarded of them together: a student's of one kind, else one alone."""


def other_income(family: Family, premiums: Premiums, sheet: Sheet) -> None:
    """Put down every such income of the adults, and what is disregarded of it."""
    payments = _payments(family, sheet)
    together = _together(payments, sheet)
    for group in together:
        rule = _RULES_OF_EACH.get(group[0].income.kind)
        if rule is not None:
            rule(group, sheet)
    _student_grants(together, sheet)
    _within_the_cap(family, payments, sheet)
    if premiums.family:
        _maintenance(family, payments, sheet)


def _payments(family: Family, sheet: Sheet) -> list[Payment]:
    """The adults' lines, put down; a person's lines of one kind are one, unless named apart."""
    ids = {p.id for p in family.adults}
    payments: dict[tuple[object, ...], Payment] = {}
    for i, line in enumerate(sheet.household.income):
        if line.of in ids and line.kind not in EARNINGS:
            whole = sheet.readings.by_payment and line.kind not in PERSONS
            key = (line.of, line.kind, line.payment) if whole else (i,)
            first, so_far = payments.get(key, Payment(line, NIL))
            payments[key] = Payment(first, so_far + _count(line, sheet))
    return list(payments.values())


def _together(payments: Payments, sheet: Sheet) -> list[Payments]:
    """A student's of one kind, those over the fewest weeks first; every other one alone.

    The exclusions are of a student's income, so each student has them once, whatever payments are
    named (regs 43(3), 46(2), (5)). Over the fewest weeks they are worth most, and the order in which
    the lines are entered does not matter.
    """
    groups: dict[tuple[object, ...], list[Payment]] = {}
    for i, payment in enumerate(payments):
        line = payment.income
        students = sheet.readings.exclusions_of_a_student and line.weeks is not None
        key = (line.of, line.kind) if students else (i,)
        groups.setdefault(key, []).append(payment)
    return [sorted(group, key=lambda payment: payment.weeks) for group in groups.values()]


def _count(income: Income, sheet: Sheet) -> Fraction:
    """The weekly amount, put down as counted or as left out (reg 29, Schedule 3)."""
    name = income.kind.replace("_", " ")
    provision = sheet.figures.income_left_out.get(income.kind)
    if income.kind == "charitable_payment" and not income.for_essentials:
        provision = NOT_FOR_ESSENTIALS
    if provision is not None:
        sheet.add("income", income.of, f"{name}: left out", NIL, provision)
        return NIL
    if income.weeks is not None:
        weekly = Fraction(income.amount) / income.weeks
        provision = STUDENT_GRANT if income.kind == "student_grant" else STUDENT_LOAN
        item = f"{name} of {income.amount} over {income.weeks} weeks"
    else:
        weekly = a_week(Fraction(income.amount), income.period)
        provision = COUNTED
        item = f"{name} of {payment_text(income.amount, income.period)}"
    sheet.add("income", income.of, item, weekly, provision)
    return weekly


def _less(left: Fraction, item: str, figure: Figure, payment: Payment, sheet: Sheet) -> Fraction:
    """Disregard up to the figure of what is left of a payment; what is left then."""
    amount = min(figure.value, left)
    if amount:
        sheet.add("income", payment.income.of, item, -amount, figure.provision)
    return left - amount


def _lodger(payments: Payments, sheet: Sheet) -> None:
    """Four pounds of each lodger's payments, and more where they include heating (para 19)."""
    (payment,) = payments
    left = _less(payment.weekly, "lodger disregard", sheet.figures.lodger, payment, sheet)
    if payment.income.heating:
        _less(left, "lodger disregard for heating", sheet.figures.lodger_heating, payment, sheet)


def _boarder(payments: Payments, sheet: Sheet) -> None:
    """All up to twenty pounds of each boarder's payments, and half of the rest (para 39)."""
    (payment,) = payments
    left = _less(payment.weekly, "boarder disregard", sheet.figures.boarder_first, payment, sheet)
    share, provision = sheet.figures.boarder_share
    _less(left, "half of the rest", Figure(left * share, provision), payment, sheet)


def _student_loan(payments: Payments, sheet: Sheet) -> None:
    """Less travel and books over the same weeks, and ten pounds a week (reg 46(2), (5))."""
    payments = _spread(payments, sheet.figures.loan_travel, "travel", sheet)
    payments = _spread(payments, sheet.figures.loan_books, "books and equipment", sheet)
    value, provision = sheet.figures.loan_weekly
    for payment in payments:
        figure = Figure(value, provision)
        left = _less(payment.weekly, "student loan disregard", figure, payment, sheet)
        value -= payment.weekly - left


_RULES_OF_EACH: dict[str, Callable[[Payments, Sheet], None]] = {
    "lodger": _lodger,
    "boarder": _boarder,
    "student_loan": _student_loan,
}


def _student_grants(together: Iterable[Payments], sheet: Sheet) -> None:
    """Less travel and books, unless the student's loan bears them (reg 43(3))."""
    firsts = [(group[0].income, group) for group in together]
    with_loan = {first.of for first, _ in firsts if first.kind == "student_loan"}
    for first, payments in firsts:
        if first.kind == "student_grant" and first.of not in with_loan:
            left = _spread(payments, sheet.figures.grant_travel, "travel", sheet)
            _spread(left, sheet.figures.grant_books, "books and equipment", sheet)


def _spread(payments: Payments, figure: Figure, item: str, sheet: Sheet) -> Payments:
    """What is left of a student's payments without a yearly figure.

    It comes off the first over its weeks as far as it goes, and the rest of the year's off the next.
    """
    year = figure.value
    left: list[Payment] = []
    for payment in payments:
        weekly = Figure(year / payment.weeks, figure.provision)
        rest = _less(payment.weekly, f"{item}, {figure.value} a year", weekly, payment, sheet)
        year -= (payment.weekly - rest) * payment.weeks
        left.append(payment._replace(weekly=rest))
    return left


def _within_the_cap(family: Family, payments: Iterable[Payment], sheet: Sheet) -> None:
    """Charitable payments, war pensions, widowed parents: twenty a week in all (para 31).

    Charitable payments are taken together (para 12(4)), the others one by one (paras 13, 13A).
    """
    who = family.relevant.id
    charity = sum((p.weekly for p in payments if p.income.kind == "charitable_payment"), NIL)
    disregarded = min(charity, sheet.figures.charitable.value)
    if disregarded:
        provision = sheet.figures.charitable.provision
        sheet.add("income", who, "charitable payments disregard", -disregarded, provision)
    for payment in payments:
        figure = _figure_of_one(payment, sheet)
        if figure is not None and payment.weekly:
            item = f"{payment.income.kind.replace('_', ' ')} disregard"
            left = _less(payment.weekly, item, figure, payment, sheet)
            disregarded += payment.weekly - left
    cap, provision = sheet.figures.combined_cap
    if disregarded > cap:
        item = f"these disregards are at most {cap} in all"
        sheet.add("income", who, item, disregarded - cap, provision)


def _figure_of_one(payment: Payment, sheet: Sheet) -> Figure | None:
    if payment.income.kind == "war_pension":
        return sheet.figures.war_pension
    return (
        sheet.figures.widowed_parent if payment.income.kind == "widowed_parents_allowance" else None
    )


def _maintenance(family: Family, payments: Iterable[Payment], sheet: Sheet) -> None:
    """Fifteen of all maintenance together, where there is a family premium (para 45)."""
    total = sum((p.weekly for p in payments if p.income.kind == "maintenance"), NIL)
    value, provision = sheet.figures.maintenance
    if total:
        item = "maintenance disregard"
        sheet.add("income", family.relevant.id, item, -min(value, total), provision)
