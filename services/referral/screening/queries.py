"""Who can help a person instead, or as well, by the policy in force."""

import uuid

from services.referral.domain.suggestions import SituationFound, Suggestion, suggestions
from services.referral.in_force.policies import minor_limit, signposting
from services.referral.tables import Referral
from shared.persistence.reading import Reading
from shared.schema import Model


class SuggestionsView(Model):
    """Services to which the person may be pointed; an officer decides."""

    items: tuple[Suggestion, ...]
    """Each service, those that help instead of a grant first."""


async def suggested(reading: Reading, case_id: uuid.UUID, found: SituationFound) -> SuggestionsView:
    """To whom a person may be pointed, by the policy of their district on the day of the enquiry."""
    referral = await reading.read(Referral, case_id)
    district, on = referral.district, referral.received_on
    named = suggestions(found, district, minor_limit(district, on), signposting(district, on))
    return SuggestionsView(items=named)
