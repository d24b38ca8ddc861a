"""What is taken in from the applicant."""

from decimal import Decimal

from services.payments.domain.accounts import Account
from services.payments.domain.invoices import PaymentRefused
from shared.money import NIL
from shared.problems import InvalidInput
from shared.schema import Field, Model, Pounds, example


class RefundAsked(Model):
    """What goes back to the applicant, and to whom."""

    model_config = example(payee="Mrs J Hale", amount="250.00")

    payee: str = Field(min_length=1, max_length=140)
    """Whose bank details were confirmed for it, up to 140 characters."""
    amount: Pounds = Field(gt=0)
    """How much, in pounds."""


def check_correction(account: Account, amount: Decimal) -> None:
    """What was spent or given back of it cannot be said never to have come in."""
    if amount > account.contribution_unspent:
        raise PaymentRefused(
            f"{account.contribution_unspent:.2f} of the contributions is neither spent nor given"
            " back: put that right first"
        )


def check_refund(account: Account, amount: Decimal, *, ended: bool) -> None:
    """What goes back is what was paid in and is not needed: while works go on, their full share is."""
    needed = NIL if ended else account.contribution
    spent = account.contribution_received - account.contribution_unspent
    free = account.contribution_received - max(spent, needed)
    if amount > free:
        raise PaymentRefused(f"{max(NIL, free):.2f} is free to be given back")


def check_contribution(account: Account, amount: Decimal) -> None:
    """No more is taken from the applicant than they have to pay."""
    outstanding = account.contribution - account.contribution_received
    if amount > outstanding:
        raise InvalidInput.at("/amount", f"more than the {outstanding:.2f} that is outstanding")
