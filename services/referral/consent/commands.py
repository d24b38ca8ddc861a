"""Recording what a person says of sharing, after the enquiry."""

import uuid

from services.referral.casefile.consents import statements_of
from services.referral.casefile.records import (
    Casefile,
    add_answer,
    add_consent,
    take_up,
    tell_of_referral,
)
from services.referral.casefile.waiting import leave_list
from services.referral.domain.answering import NextStep
from services.referral.domain.consent import (
    ConsentGiven,
    ConsentState,
    ConsentWithdrawal,
    agreement,
    consent_state,
    withdrawal,
)
from services.referral.domain.life import State, Step
from services.referral.domain.priority.placing import LeftBecause
from shared.contracts.referral import ReferralConsentGiven, ReferralConsentWithdrawn
from shared.persistence.unit_of_work import UnitOfWork


async def give_consent(uow: UnitOfWork, case_id: uuid.UUID, given: ConsentGiven) -> Casefile:
    """Record that the person agrees; an enquiry that was only advised on goes on as a referral.

    Its targets count from the day of the enquiry all the same (guidance 4.27).
    """
    casefile = await take_up(uow, case_id, Step.GIVE_CONSENT)
    said = agreement(given, await statements_of(uow, case_id), uow.today)
    referral = casefile.referral
    unknown_so_far = referral.consent == ConsentState.REFUSED
    stopped = referral.consent == ConsentState.WITHDRAWN
    add_consent(uow, referral, said, ConsentState.GIVEN)
    if unknown_so_far:
        add_answer(uow, casefile, NextStep.SCREENING)
        tell_of_referral(uow, referral)
        return casefile
    if stopped:
        _answer_again(uow, casefile)
    uow.publish(
        ReferralConsentGiven(
            case_id=case_id,
            district=referral.district,
            given_on=said.on,
            recipients=said.with_whom,
        )
    )
    return casefile


_GOES_ON_WITH = {
    State.RECEIVED: NextStep.SCREENING,
    State.SIGNPOSTED: NextStep.ANOTHER_SERVICE,
    State.TRIAGED: NextStep.ASSESSMENT,
}
"""Of an assessed case the grants service tells what comes next."""


def _answer_again(uow: UnitOfWork, casefile: Casefile) -> None:
    """The case goes on where it stopped; its place on a list is decided anew."""
    if step := _GOES_ON_WITH.get(State(casefile.referral.state)):
        add_answer(uow, casefile, step, casefile.referral.due_on)


async def withdraw_consent(
    uow: UnitOfWork, case_id: uuid.UUID, withdrawn: ConsentWithdrawal
) -> Casefile:
    """Record that the person no longer agrees, and tell the other services to share no more.

    Where the council itself may know no more, the case leaves the waiting list and the person is
    told that everything stops.
    """
    casefile = await take_up(uow, case_id, Step.WITHDRAW_CONSENT)
    before = await statements_of(uow, case_id)
    said = withdrawal(withdrawn, before, uow.today)
    referral = casefile.referral
    after = consent_state([*before, said])
    add_consent(uow, referral, said, after)
    if after is ConsentState.WITHDRAWN:
        await leave_list(uow, case_id, LeftBecause.CONSENT_WITHDRAWN)
        add_answer(uow, casefile, NextStep.AGREE_AGAIN)
    uow.publish(
        ReferralConsentWithdrawn(
            case_id=case_id,
            district=referral.district,
            withdrawn_on=said.on,
            recipients=said.with_whom,
            case_stops=after is ConsentState.WITHDRAWN,
        )
    )
    return casefile
