"""The parts of a household's input, in the shape that is published.

Amounts are pounds (strings in JSON). Each part refuses what cannot be so within itself; what only
the whole can see is refused by `household.Household`.
"""

from collections.abc import Container
from decimal import Decimal
from typing import Annotated

from services.means_test.domain.codes import (
    Benefit,
    CapitalKind,
    Certificate,
    IncomeKind,
    Joint,
    Period,
    Role,
)
from shared.bounds import AtMost
from shared.schema import Date, Field, Flag, Model, Pounds

Id = Annotated[str, Field(min_length=1, max_length=100)]
Benefits = Annotated[tuple[Benefit, ...], Field(max_length=60)]
"""Twice as many as there are, should each be listed twice."""
Hours = Annotated[float, Field(strict=True, ge=0, le=168)]


class Application(Model):
    """The formal application, or the one that would be made."""

    made_on: Date
    """Picks the parameter set and the ages."""
    decided_on: Date | None = None
    """The approval date, from which earlier grants are looked back on; absent: `made_on`."""
    certificate: Certificate
    """As what the applicant applies; a landlord is not tested."""
    dwelling: Id
    """The home, by a number or code of yours: earlier grants on the same home count."""
    authority: Annotated[str, AtMost(9)] | None = None
    """ONS code; absent: the statute alone."""
    polygamous_marriage: Flag = False
    """Whether the disabled person is married to more than one."""


class Person(Model):
    """Somebody in the household, as on the day of the application."""

    id: Id
    """A short name for the person within this household, such as `applicant`; other lists refer to
    it.
    """
    date_of_birth: Date
    """Gives the age on the day of the application."""
    role: Role
    """How the person stands to the disabled occupant, or is that person."""
    of: Id | None = None
    """Whose partner or dependant this is."""
    qualifying_young_person: Flag = False
    """Treated as such for child benefit."""
    relevant: Flag | None = None
    """The officer's choice of the relevant person within a couple."""
    receives: Benefits = ()
    """Benefits in payment to this person."""
    tax_credit_income: Pounds | None = None
    """Pounds a year."""
    carers_allowance_paid_for_them: Flag = False
    """Whether somebody is paid carer's allowance for looking after them."""
    severely_sight_impaired: Flag = False
    """Whether they are registered as severely sight impaired."""
    hours_worked: Hours = 0
    """Hours a week."""
    entitled_to_carers_allowance: Flag = False
    """Whether they are entitled, though another benefit is paid instead."""
    incapacitated: Flag = False
    """Whether they cannot work, in the sense of the child care rules."""
    in_hospital: Flag = False
    """Whether they are a patient on the day of the application."""
    in_prison: Flag = False
    """Whether they are in prison on the day of the application."""
    joint: Joint | None = None
    """Owns the dwelling, or is liable for its rent, together with a relevant person or the partner of
    one, outside their own couple (reg 6(2)(d)).
    """
    suspended_in_hospital: Benefits = ()
    """Not paid only because they are in hospital: some conditions still hold (Sch 1 para 12(1)(a))."""
    capital: Pounds | None = None
    """A child's own capital, for the disabled child premium; an adult's goes into the list."""

    def receives_any(self, listed: Container[str]) -> bool:
        """Whether a benefit in payment to them is one of those listed."""
        return any(benefit in listed for benefit in self.receives)

    def suspended_any(self, listed: Container[str]) -> bool:
        """Whether one of those listed is not paid only because they are in hospital."""
        return any(benefit in listed for benefit in self.suspended_in_hospital)

    @property
    def has_carers_allowance(self) -> bool:
        """In receipt, or entitled though another benefit overlaps (Sch 1 para 15(1), (2))."""
        return self.entitled_to_carers_allowance or "carers_allowance" in self.receives


class Income(Model):
    """Money that somebody has coming in: the payment of one period."""

    of: Id
    """Whose it is: a person's id in the household."""
    kind: IncomeKind
    """What it is; some kinds do not count, or only in part."""
    amount: Annotated[Pounds, Field(le=10_000_000)]
    """Employment: gross. Self-employment: net profit. Pensions: after tax."""
    every: Period | None = None
    """Which period the amount is for; only a student's may be left out."""
    tax: Pounds | None = None
    """Income tax on it in the same period, in pounds."""
    national_insurance: Pounds | None = None
    """National Insurance on it in the same period, in pounds."""
    pension_contributions: Pounds | None = None
    """Paid from it into a pension in the same period, in pounds."""
    heating: Flag | None = None
    """Lodgers: the payment includes heating."""
    for_essentials: Flag | None = None
    """Charitable payments: for food, clothing, fuel, rent, council tax or water."""
    weeks: Annotated[int, Field(strict=True, ge=1, le=53)] | None = None
    """Students: the weeks over which the year's amount is spread (regs 43(4), 46(2))."""
    payment: Id | None = None
    """Which payment this is a part of: what is disregarded 'of any such payment' is so once."""

    @property
    def period(self) -> Period:
        """What `amount` is for: a student's, who need not say so, for the year."""
        return self.every or "year"


class Capital(Model):
    """Something that somebody owns: the whole asset, at what it would fetch."""

    of: Id
    """Whose it is: a person's id in the household."""
    kind: CapitalKind
    """What it is; some kinds do not count."""
    amount: Annotated[Pounds, Field(le=100_000_000)]
    """What the whole would fetch, in pounds."""
    equal_owners: Annotated[int, Field(strict=True, ge=1, le=1000)] = 1
    """How many own it in equal shares, the person included."""
    secured_debt: Pounds = Decimal(0)
    """Debts secured on it, in pounds, such as a mortgage."""
    sale_costs: Flag | None = None
    """Whether selling would cost; absent: true for property, false otherwise."""


class ChildCare(Model, serialize_by_alias=True):
    """Charges for one child that count under reg 19."""

    child: Id = Field(alias="for")
    """The child, by its id in the household."""
    amount: Annotated[Pounds, Field(le=10_000_000)]
    """What is paid in one period, in pounds."""
    every: Period
    """Which period the amount is for."""


class EarlierGrant(Model):
    """An earlier application whose grant was reduced (reg 13)."""

    made_on: Date
    """The date of that application."""
    certificate: Certificate
    """As what the applicant applied then."""
    dwelling: Id
    """The home it was for, named as in the application."""
    relevant_people: Annotated[tuple[Id, ...], Field(max_length=100)]
    """Ids in the household of those whose resources counted then."""
    reduction: Pounds
    """By which that grant was reduced, after its own abatement."""
    grant_paid: Flag = True
    """Whether the grant was paid; only then it counts."""
    works_satisfactory: Flag = False
    """Whether the authority is satisfied with the works."""
