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
from services.referral.domain.answering import NextStep
from services.referral.domain.consent import (
    ConsentGiven,
    ConsentState,
    ConsentWithdrawal,
    agreement,
    consent_state,
    withdrawal,
)
from services.referral.domain.life import Step
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
    add_consent(uow, referral, said, ConsentState.GIVEN)
    if unknown_so_far:
        add_answer(uow, casefile, NextStep.SCREENING)
        tell_of_referral(uow, referral)
    else:
        uow.publish(
            ReferralConsentGiven(
                case_id=case_id,
                district=referral.district,
                given_on=said.on,
                recipients=said.with_whom,
            )
        )
    return casefile


async def withdraw_consent(
    uow: UnitOfWork, case_id: uuid.UUID, withdrawn: ConsentWithdrawal
) -> Casefile:
    """Record that the person no longer agrees, and tell the other services to share no more."""
    casefile = await take_up(uow, case_id, Step.WITHDRAW_CONSENT)
    before = await statements_of(uow, case_id)
    said = withdrawal(withdrawn, before, uow.today)
    referral = casefile.referral
    after = consent_state([*before, said])
    add_consent(uow, referral, said, after)
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
