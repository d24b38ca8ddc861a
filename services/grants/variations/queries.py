"""A proposed variation: its figures beside those of the approval, and what it waits for."""

import uuid

from services.grants.domain.casework import approvals, variations
from services.grants.domain.casework.charges import amount
from services.grants.domain.casework.entries import AwardApproved
from services.grants.domain.casework.entries_of_works import VariationCause, VariationConsented
from services.grants.domain.outcome import Cited, Determination
from services.grants.record import read_case
from services.grants.record.varying import determined, redetermining
from shared.persistence.reading import Reading
from shared.schema import Model, Pounds


class ProposedVariation(Model):
    """A variation as it would be decided today, beside what holds."""

    cause: VariationCause
    """Why the scheme is varied."""
    before: Determination
    """What is approved."""
    after: Determination
    """What would be approved instead."""
    applicant_pays: Pounds
    """What would be left to the applicant, dearer choices too, in pounds."""
    land_charges: Pounds
    """What charges on the home would come to, in pounds: always on the whole award."""
    consent_needed: tuple[Cited, ...]
    """Why the applicant has to agree; empty where nobody has to be asked."""
    consent: VariationConsented | None
    """The consent that was given; null before that."""
    consent_holds: bool
    """Whether it was given to at least these figures."""
    approvals_wanted: tuple[AwardApproved, ...]
    """Approvals that it still waits for, each with its sum."""


async def variation(reading: Reading, case_id: uuid.UUID) -> ProposedVariation:
    """The variation that is proposed, with its figures of today."""
    case = await read_case(reading, case_id)
    before, after = determined(case)
    history, cause = case.history, variations.proposed(case.history).cause
    return ProposedVariation(
        cause=cause,
        before=before,
        after=after,
        applicant_pays=variations.pays(after),
        land_charges=amount(after.land_charges),
        consent_needed=tuple(variations.reasons_for_consent(before, after, cause)),
        consent=history.consent,
        consent_holds=variations.holding(history.consent, after),
        approvals_wanted=tuple(approvals.wanted(redetermining(case), history)),
    )
