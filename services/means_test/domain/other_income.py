"""Income other than earnings of the relevant person and partners (regs 29 to 31, Schedule 3).

Counted in full unless a paragraph leaves out all or part of it. Pounds a week.
"""

from collections.abc import Callable, Iterable
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


def other_income(family: Family, premiums: Premiums, sheet: Sheet) -> None:
    """Put down every such income of the adults, and what is disregarded of it."""
    payments = _payments(family, sheet)
    for payment in payments:
        rule = _RULES_OF_EACH.get(payment.income.kind)
        if rule is not None and payment.weekly:
            rule(payment, sheet)
    _student_grants(payments, sheet)
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


def _lodger(payment: Payment, sheet: Sheet) -> None:
    """Four pounds of each lodger's payments, and more where they include heating (para 19)."""
    left = _less(payment.weekly, "lodger disregard", sheet.figures.lodger, payment, sheet)
    if payment.income.heating:
        _less(left, "lodger disregard for heating", sheet.figures.lodger_heating, payment, sheet)


def _boarder(payment: Payment, sheet: Sheet) -> None:
    """All up to twenty pounds of each boarder's payments, and half of the rest (para 39)."""
    left = _less(payment.weekly, "boarder disregard", sheet.figures.boarder_first, payment, sheet)
    share, provision = sheet.figures.boarder_share
    _less(left, "half of the rest", Figure(left * share, provision), payment, sheet)


def _student_loan(payment: Payment, sheet: Sheet) -> None:
    """Less travel and books over the same weeks, and ten pounds a week (reg 46(2), (5))."""
    left = _spread(payment, sheet.figures.loan_travel, payment.weekly, "travel", sheet)
    left = _spread(payment, sheet.figures.loan_books, left, "books and equipment", sheet)
    _less(left, "student loan disregard", sheet.figures.loan_weekly, payment, sheet)


_RULES_OF_EACH: dict[str, Callable[[Payment, Sheet], None]] = {
    "lodger": _lodger,
    "boarder": _boarder,
    "student_loan": _student_loan,
}


def _student_grants(payments: Iterable[Payment], sheet: Sheet) -> None:
    """Less travel and books, unless the student's loan bears them (reg 43(3))."""
    with_loan = {p.income.of for p in payments if p.income.kind == "student_loan"}
    for payment in payments:
        if payment.income.kind == "student_grant" and payment.income.of not in with_loan:
            left = _spread(payment, sheet.figures.grant_travel, payment.weekly, "travel", sheet)
            _spread(payment, sheet.figures.grant_books, left, "books and equipment", sheet)


def _spread(payment: Payment, figure: Figure, left: Fraction, item: str, sheet: Sheet) -> Fraction:
    """Exclude a yearly figure over the weeks that the payment is spread over."""
    weekly = Figure(figure.value / (payment.income.weeks or 1), figure.provision)
    return _less(left, f"{item}, {figure.value} a year", weekly, payment, sheet)


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
