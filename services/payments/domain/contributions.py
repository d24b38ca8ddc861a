"""What is taken in from the applicant."""

from decimal import Decimal

from services.payments.domain.accounts import Account
from shared.problems import InvalidInput


def check_contribution(account: Account, amount: Decimal) -> None:
    """No more is taken from the applicant than they have to pay."""
    outstanding = account.contribution - account.contribution_received
    if amount > outstanding:
        raise InvalidInput.at("/amount", f"more than the {outstanding:.2f} that is outstanding")
