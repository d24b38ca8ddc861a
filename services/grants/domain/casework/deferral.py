"""Payment that is put off at the approval (section 36; guidance B116, B117)."""

import datetime as dt

from services.grants.domain.casework.entries_of_time import Deferral
from services.grants.domain.casework.urgency import is_urgent
from services.grants.domain.facts.application import Application
from services.grants.domain.outcome import Determination
from services.grants.domain.policy.sources import Sources
from shared.problems import InvalidInput

NOT_WHERE_URGENT = "guidance B117"


def check_deferral(
    deferral: Deferral,
    application: Application,
    determination: Determination,
    decided_on: dt.date,
    sources: Sources,
) -> None:
    """Refuse to put off what is not granted, for too long, or where the need is urgent (B117)."""
    limit = sources.time("deferral")
    assert limit is not None, "the law sets it"
    last = limit.after(application.applied_on)
    if not determination.mandatory_grant:
        raise InvalidInput.at("/deferral", "no mandatory grant is approved")
    if deferral.until <= decided_on:
        raise InvalidInput.at("/deferral/until", f"after the decision on {decided_on}")
    if deferral.until > last:
        raise InvalidInput.at("/deferral/until", f"at the latest {last} ({limit.clause})")
    if deferral.amount is not None and not 0 < deferral.amount <= determination.mandatory_grant:
        raise InvalidInput.at(
            "/deferral/amount", f"above nil, at most {determination.mandatory_grant:.2f}"
        )
    if is_urgent(application.disabled_person):
        raise InvalidInput.at("/deferral", f"not where the need is urgent ({NOT_WHERE_URGENT})")
