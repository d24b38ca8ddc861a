"""More time for the works (section 37; guidance B131)."""

import datetime as dt

from services.grants.domain.casework.clocks import completion, first_completion
from services.grants.domain.casework.entries_of_time import Extension
from services.grants.domain.casework.history import History
from services.grants.domain.policy.sources import Sources
from shared.problems import InvalidInput


def check_extension(extension: Extension, history: History, sources: Sources) -> None:
    """Refuse time that does not lengthen, and what the district's policy rules out.

    Where it sets how much may be added (Gloucester 6(15), Stroud App 4 8(14)), that counts from the
    first time for the works, and it is asked for before the time ends (Gloucester A, Stroud App 4).
    """
    decided_on = history.decided_on
    assert decided_on is not None, "approved"
    held = completion(history, decided_on, sources).by
    if extension.until <= held:
        raise InvalidInput.at("/until", f"the works may be completed up to {held} as it is")
    most = sources.time("extension")
    if most is None:
        return
    if extension.asked_on > held:
        raise InvalidInput.at("/asked_on", f"not after the time ended on {held} ({most.clause})")
    last = most.after(first_completion(history, decided_on, sources).by)
    _check_last(extension.until, last, most.clause)


def _check_last(until: dt.date, last: dt.date, clause: str) -> None:
    if until > last:
        raise InvalidInput.at("/until", f"at the latest {last} ({clause})")
