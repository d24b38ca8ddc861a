"""A made-up caseload whose figures are those that Cannock Chase published in March 2022 (App 2)."""

import datetime as dt
from decimal import Decimal
from itertools import cycle, islice

from services.forum.domain.outcomes import DISCOUNT
from tests.forum.histories import Life

CANNOCK = "E07000192"
CHANGED = dt.date(2020, 6, 1)
"""Its policy of June 2020; the report compares 18 months before it with 18 months after."""
BEFORE, AFTER = dt.date(2018, 12, 1), dt.date(2021, 11, 30)
A_DAY = dt.timedelta(days=1)
TIMES = {
    (dt.date(2019, 4, 1), dt.date(2020, 3, 31)): (27, 35, 190, 191, 191, 494),
    (dt.date(2020, 4, 1), dt.date(2021, 3, 31)): (49, 200, 211, 251, 509),
    (dt.date(2021, 4, 1), dt.date(2021, 12, 31)): (96, 200, 261, 306, 757),
}
"""Calendar days from referral to completion: sets that have the report's average, median, least and
most. The report has the figures alone, and not how many cases stand behind them."""


def spread_over(first, last, number):
    """So many days, evenly over a time."""
    days = (last - first).days + 1
    return [first + dt.timedelta(days=days * n // number) for n in range(number)]


def timed():
    """Cases that took so long, completed in the middle of the time."""
    for (first, last), took in TIMES.items():
        done = first + (last - first) / 2
        for number, days in enumerate(took):
            began = done - dt.timedelta(days=days)
            yield (
                Life(f"timed {first} {number}", began, CANNOCK)
                .triaged()
                .assessed(began + A_DAY)
                .applied(began + 2 * A_DAY)
                .approved(began + 3 * A_DAY)
                .certified(done)
            )


STOPS = {
    "declined": lambda life, on: life.declined(on).gave_up(on),
    "contribution": lambda life, on: life.tested(on, "9000.00").gave_up(
        on, "contribution_too_high"
    ),
    "other": lambda life, on: life.gave_up(on, "disruption"),
    "died": lambda life, on: life.closed(on, "withdrawn", reason="disabled_person_died"),
    "landlord": lambda life, on: life.gave_up(on, "landlord_refused"),
    "elsewhere": lambda life, on: life.closed(on, "signposted"),
}
OTHERS = ("other", "died", "landlord", "elsewhere")


def stopped(declined, contribution, of):
    """How each of those stopped that did not go on."""
    rest = of - declined - contribution
    return (
        ["declined"] * declined
        + ["contribution"] * contribution
        + list(islice(cycle(OTHERS), rest))
    )


def shares(total, number):
    """A sum in so many parts: whole pounds, the last one the rest."""
    each = Decimal(int(Decimal(total) / number))
    return [each] * (number - 1) + [Decimal(total) - each * (number - 1)]


def went_on(life):
    """An application that is decided on and whose works are under way."""
    began = life.received_on
    return life.triaged().assessed(began + 10 * A_DAY).applied(began + 30 * A_DAY)


def with_tax_reduction(life, paid):
    """Passported by Local Council Tax Reduction alone, by the district's policy."""
    on = life.received_on + 30 * A_DAY
    went_on(life).tested(on, passport="council_tax_reduction").approved(on + A_DAY)
    return life.paid(on + 60 * A_DAY, f"{paid:.2f}")


def with_discount(life, discount, paid):
    """With a contribution of which the district bears the first part."""
    on = life.received_on + 30 * A_DAY
    awards = ("mandatory", "6000.00"), (DISCOUNT, f"{discount:.2f}")
    went_on(life).tested(on, f"{discount + 500:.2f}").approved(on + A_DAY, *awards, pays="500.00")
    return life.paid(on + 60 * A_DAY, f"{paid:.2f}")


def with_listed_benefit(life):
    on = life.received_on + 30 * A_DAY
    return went_on(life).tested(on, outcome="passported", statutory_outcome="passported")


def lives_of(name, first, last, referrals, ways):
    """Referrals of a time: those with a way of their own, and others who went on."""
    began = spread_over(first, last, referrals)
    lives = [Life(f"{name} {number}", day, CANNOCK) for number, day in enumerate(began)]
    for life, way in zip(lives, ways, strict=False):
        way(life)
    for life in lives[len(ways) :]:
        went_on(life)
    return lives


def stops(names):
    return [
        lambda life, stop=STOPS[name]: stop(life, life.received_on + 40 * A_DAY) for name in names
    ]


def caseload():
    """All of it: 227 referrals before the change, 305 after it, and those that took so long."""
    already = list(timed())
    early = sum(BEFORE <= life.received_on < CHANGED for life in already)
    late = sum(CHANGED <= life.received_on <= AFTER for life in already)
    before = [*stops(stopped(20, 29, of=114)), *[with_listed_benefit] * 71]
    reductions = [
        lambda life, paid=paid: with_tax_reduction(life, paid) for paid in shares("58029", 19)
    ]
    discounts = [
        lambda life, sums=sums: with_discount(life, *sums)
        for sums in zip(shares("29459", 18), shares("147335.96", 18), strict=True)
    ]
    after = [
        *stops(stopped(26, 14, of=116)),
        *reductions,
        *[with_listed_benefit] * (64 - 19),
        *discounts,
    ]
    return [
        *already,
        *lives_of("before", BEFORE, CHANGED - A_DAY, 227 - early, before),
        *lives_of("after", CHANGED, AFTER, 305 - late, after),
    ]
