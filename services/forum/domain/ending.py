"""How a case ended, and why one stopped that was not helped by a grant (guidance 3.28)."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from shared.contracts.codes import ClosureOutcome, WithdrawalReason

LANDLORD_REFUSED = "landlord_consent_refused"
"""The code of `grants.refused` for it. A contribution that exceeds the cost refuses nothing: such a
grant is approved, and nothing is paid (regulation 13)."""


class End(StrEnum):
    """How a case ended."""

    COMPLETED = "completed"
    """The works are done and paid."""
    MOVED = "moved"
    """The household moved to a home that suits it."""
    MINOR_WORKS = "minor_works"
    """Works within the minor limit helped, without a grant."""
    STOPPED = "stopped"
    """It went no further."""


class Stop(StrEnum):
    """Why a case went no further."""

    TEST_DECLINED = "test_declined"
    CONTRIBUTION_TOO_HIGH = "contribution_too_high"
    LANDLORD_REFUSED = "landlord_refused"
    NO_LONGER_WANTED = "no_longer_wanted"
    DIED = "died"
    MOVED_AWAY = "moved_away"
    SIGNPOSTED = "signposted"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    REFUSED = "refused"
    OTHER = "other"


TEST_OF_RESOURCES = frozenset({Stop.TEST_DECLINED, Stop.CONTRIBUTION_TOO_HIGH})
"""What Cannock Chase counts as due to the test of resources (its App 2)."""
_SAID = {
    "test_declined": Stop.TEST_DECLINED,
    "contribution_too_high": Stop.CONTRIBUTION_TOO_HIGH,
    "landlord_refused": Stop.LANDLORD_REFUSED,
    "disruption": Stop.NO_LONGER_WANTED,
}
"""What an applicant says why they give up; a word that is not known here is `other`."""
_WITHDRAWN = {
    WithdrawalReason.DISABLED_PERSON_DIED: Stop.DIED,
    WithdrawalReason.DISABLED_PERSON_MOVED: Stop.MOVED_AWAY,
}
_STOPS = (
    "approval_withdrawn_on",
    "refused_on",
    "closed_on",
    "signposted_on",
    "consent_withdrawn_on",
)


class Ended(NamedTuple):
    """When and how a case ended; all None while it is under way."""

    ended_on: dt.date | None = None
    ended: End | None = None
    stopped_because: Stop | None = None


def ended(case: Mapping[str, Any]) -> Ended:
    """What the columns of a case say of its end, in whatever order they were filled."""
    if case["outcome"] == ClosureOutcome.COMPLETED:
        return Ended(case["closed_on"], End.COMPLETED)
    if case["outcome"] == ClosureOutcome.MOVED:
        return Ended(case["closed_on"], End.MOVED)
    for column in _STOPS:
        if case[column] is not None:
            return Ended(case[column], End.STOPPED, _why(case))
    if case["minor_works_completed_on"] is not None and case["assessed_on"] is None:
        return Ended(case["minor_works_completed_on"], End.MINOR_WORKS)
    return Ended()


def _why(case: Mapping[str, Any]) -> Stop:
    if case["gave_up_because"] is not None:
        return _SAID.get(case["gave_up_because"], Stop.OTHER)
    if case["refused_on"] is not None:
        landlord = LANDLORD_REFUSED in case["refusal_reasons"]
        return Stop.LANDLORD_REFUSED if landlord else Stop.REFUSED
    if case["withdrawal_reason"] == WithdrawalReason.APPLICANT_WITHDREW:
        declined = case["test_declined_on"] is not None
        return Stop.TEST_DECLINED if declined else Stop.NO_LONGER_WANTED
    if case["withdrawal_reason"] is not None:
        return _WITHDRAWN.get(case["withdrawal_reason"], Stop.OTHER)
    if case["signposted_on"] or case["outcome"] == ClosureOutcome.SIGNPOSTED:
        return Stop.SIGNPOSTED
    return Stop.CONSENT_WITHDRAWN if case["consent_withdrawn_on"] else Stop.OTHER
