"""What other services tell of a case in its random life: a table."""

import uuid

from shared.contracts.codes import AccessCategory, MeansTestKind, PaymentStage
from shared.contracts.means_test import MeansTestDeclined
from shared.contracts.payments import (
    AccountSettled,
    ContributionCorrected,
    ContributionReceived,
    ContributionRefunded,
    DemandCorrected,
    GrantDemanded,
    GrantRecovered,
    PaymentMade,
    PaymentReturned,
    RecoveryCorrected,
)
from shared.contracts.register import AlternativesAssessed, RelocationCompleted
from tests.grants.test_service import assessed, resources


def _money(at, **facts):
    return {"amount": at.one_of("0.50", "2000.00")} | facts


def _paid(at, kind, more, **facts):
    """A payment, or one that came back, with what it makes of all of them."""
    money = _money(at)
    before, sign = float(at.shown["paid"]), 1 if more else -1
    to_date = f"{max(0, before + sign * float(money['amount'])):.2f}"
    return at.told(kind, payment_id=uuid.uuid4(), paid_to_date=to_date, **money, **facts)


def _came_in(at):
    about = {"receipt_id": uuid.uuid4(), "received_on": at.today, "outstanding": "0.00"}
    return at.told(ContributionReceived, **about, **_money(at))


def _less(at, kind, **facts):
    """Of what came in; something comes in where nothing did."""
    there = float(at.shown["contribution_received"]) >= 1
    return at.told(kind, amount="0.50", **facts) if there else _came_in(at)


def _moved(at):
    nothing = dict.fromkeys(
        ("planned_cost", "adaptation_cost", "relocation_cost", "actual_cost", "saving"), "0.00"
    )
    return at.told(
        RelocationCompleted,
        relocation_id=uuid.uuid4(),
        home_id=uuid.uuid4(),
        home_district=at.district,
        category=AccessCategory.C,
        linked_case_id=None,
        moved_on=at.today,
        completed_on=at.today,
        **nothing,
    )


EARLY = {
    "an assessment": lambda at: assessed(at.case_id, at.district),
    "a preliminary test": lambda at: resources(
        at.case_id, MeansTestKind.PRELIMINARY, at.reduction, at.district
    ),
    "a formal test": lambda at: resources(
        at.case_id, MeansTestKind.FORMAL, at.reduction, at.district
    ),
    "a test declined": lambda at: at.told(MeansTestDeclined, declined_on=at.today),
    "homes looked at": lambda at: at.told(
        AlternativesAssessed, assessed_on=at.today, homes_considered=3, alternatives=()
    ),
}
LATE = {
    "a move": _moved,
    "a payment": lambda at: _paid(
        at, PaymentMade, True, paid_on=at.today, stage=PaymentStage.INTERIM
    ),
    "a payment returned": lambda at: _paid(at, PaymentReturned, False, returned_on=at.today),
    "a contribution": _came_in,
    "a contribution corrected": lambda at: _less(
        at,
        ContributionCorrected,
        receipt_id=uuid.uuid4(),
        corrected_on=at.today,
        outstanding="0.00",
    ),
    "a contribution refunded": lambda at: _less(
        at, ContributionRefunded, refund_id=uuid.uuid4(), refunded_on=at.today
    ),
    "a demand": lambda at: at.told(
        GrantDemanded,
        recovery_id=uuid.uuid4(),
        of_charge=at.one_of(True, False),
        demanded_on=at.today,
        amount="0.50",
    ),
    "a demand corrected": lambda at: at.told(
        DemandCorrected, recovery_id=uuid.uuid4(), corrected_on=at.today, amount="0.50"
    ),
    "a debt paid": lambda at: at.told(
        GrantRecovered,
        recovery_id=uuid.uuid4(),
        ground="breach",
        received_on=at.today,
        amount="0.50",
        outstanding="0.00",
    ),
    "a payment of a debt corrected": lambda at: at.told(
        RecoveryCorrected,
        recovery_id=uuid.uuid4(),
        received_on=at.today,
        corrected_on=at.today,
        amount="0.50",
        outstanding="0.50",
    ),
    "the account settled": lambda at: at.told(
        AccountSettled, settled_on=at.today, paid=at.shown["paid"]
    ),
}
EVENTS = EARLY | LATE
"""By what it is: an event of another service. Those of `LATE` are told of approved cases."""
