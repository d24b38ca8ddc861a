"""Money that comes back: why it may be demanded, in which instalments, and what is given up."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from shared.money import NIL
from shared.problems import InvalidInput, Problem
from shared.schema import Date, Field, Model, Pounds, example


class Ground(StrEnum):
    """Why the council may demand money back."""

    LAND_CHARGE = "land_charge"
    BREACH = "breach"
    OVERPAYMENT = "overpayment"
    COMPENSATION = "compensation"
    EQUIPMENT = "equipment"
    ENTITLEMENT_CEASED = "entitlement_ceased"


CLAUSES = {
    Ground.LAND_CHARGE: "guidance B123, B124",
    Ground.BREACH: "section 44(3); guidance B122",
    Ground.OVERPAYMENT: "section 42; guidance B137",
    Ground.COMPENSATION: "section 51; guidance B138 to B140",
    Ground.EQUIPMENT: "guidance B126",
    Ground.ENTITLEMENT_CEASED: "section 40(3); guidance B136",
}


class RecoveryRefused(Problem):
    """More is asked than may be; the detail says how much."""

    slug = "recovery-refused"
    title = "This cannot be demanded"
    status = 409


class Instalment(Model):
    """Part of a debt, and when it is due."""

    due_on: Date
    """The day by which it is to be paid."""
    amount: Pounds = Field(gt=0)
    """How much, in pounds."""


class Demand(Model):
    """What is to be demanded back."""

    model_config = example(
        ground="land_charge",
        amount="6000.00",
        reason="Sold on 2 March; part waived for hardship",
        instalments=[{"due_on": "2026-06-01", "amount": "6000.00"}],
    )

    ground: Ground
    """Why it may be demanded."""
    amount: Pounds = Field(gt=0)
    """How much, in pounds. What was waived before the demand is no part of it."""
    reason: str = Field(min_length=1, max_length=2000)
    """What was considered, up to 2,000 characters."""
    instalments: tuple[Instalment, ...] = Field(min_length=1, max_length=120)
    """When it is to be paid; one instalment where all is due at once."""


class WriteOff(Model):
    """What is given up of a debt."""

    model_config = example(
        amount="500.00", reason="No estate", authority="Delegated powers 4.2, head of finance"
    )

    amount: Pounds = Field(gt=0)
    """How much, in pounds."""
    reason: str = Field(min_length=1, max_length=2000)
    """Why it will not be paid, up to 2,000 characters."""
    authority: str = Field(min_length=1, max_length=200)
    """By which authority it may be given up, up to 200 characters."""


def check_demand(demand: Demand, recoverable: Decimal, today: dt.date) -> None:
    """No more comes back than was paid of the grant, and the instalments make up the demand."""
    check_recoverable(demand.amount, recoverable)
    total = sum((i.amount for i in demand.instalments), NIL)
    if total != demand.amount:
        raise InvalidInput.at("/instalments", f"they come to {total:.2f}")
    days = [instalment.due_on for instalment in demand.instalments]
    if days != sorted(days) or days[0] < today:
        raise InvalidInput.at("/instalments", f"in order of their days, none before {today}")


def check_recoverable(amount: Decimal, recoverable: Decimal) -> None:
    """No more comes back than was paid of the grant."""
    if amount > recoverable:
        raise RecoveryRefused(
            f"at most {recoverable:.2f}: what was paid of the grant and is not demanded yet"
        )


def check_outstanding(amount: Decimal, outstanding: Decimal) -> None:
    """Neither is more taken in than is owed, nor more given up."""
    if amount > outstanding:
        raise InvalidInput.at("/amount", f"more than the {outstanding:.2f} that is outstanding")


def overdue_of(demand: Demand, settled: Decimal, today: dt.date) -> Decimal:
    """Pounds of instalments whose day is over and that were neither paid nor given up."""
    due = sum((i.amount for i in demand.instalments if i.due_on < today), NIL)
    return max(NIL, due - settled)
