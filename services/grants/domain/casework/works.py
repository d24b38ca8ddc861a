"""The works of a case, as they were paid for."""

import uuid
from collections import defaultdict
from collections.abc import Container, Iterable
from decimal import Decimal

from services.grants.domain.casework.entries_of_works import Acceptance, ContractorChange
from services.grants.domain.casework.history import History
from services.grants.domain.codes import AwardKind
from services.grants.domain.determination.works import cost, refusal_of
from services.grants.domain.facts.application import Application
from services.grants.domain.policy.statute import StatutoryBase
from shared.contracts.codes import WorkKind
from shared.contracts.contractors import contractor_id
from shared.money import NIL
from shared.problems import FieldError, InvalidInput

_KINDS = frozenset(WorkKind)


def awarded(history: History) -> frozenset[AwardKind]:
    """The kinds of award that were decided on."""
    awards = history.determination.awards if history.determination else ()
    return frozenset(award.kind for award in awards)


def refused(history: History) -> frozenset[str]:
    """Ids of the works that the decision left out of the grant (B121)."""
    reasons = history.determination.reasons if history.determination else ()
    return frozenset(reason.of for reason in reasons if reason.of is not None)


def done(history: History, left_out: Container[str]) -> tuple[str, ...]:
    """The kinds of work that were paid for; a relocation grant alone pays for a move."""
    if history.application is None or awarded(history) == {"relocation"}:
        return ()
    paid_for = (work for work in history.application.works if work.id not in left_out)
    return tuple(dict.fromkeys(work.kind for work in paid_for))


def told(kinds: Iterable[str]) -> tuple[WorkKind, ...]:
    """The kinds as other services are told of them: a kind in words of a district's own is `other`."""
    known = (WorkKind(kind) if kind in _KINDS else WorkKind.OTHER for kind in kinds)
    return tuple(dict.fromkeys(known))


def estimates_by_contractor(
    case_id: uuid.UUID, application: Application, statute: StatutoryBase
) -> dict[uuid.UUID, Decimal]:
    """Who gave an estimate for eligible works, and what theirs come to (section 38; B132).

    None counts for more than what the authority found reasonable; pounds.
    """
    estimates: dict[uuid.UUID, Decimal] = defaultdict(Decimal)
    for work in application.works:
        if refusal_of(work, statute) is None:
            for estimate in work.estimates:
                most = estimate.amount if work.reasonable_price is None else work.reasonable_price
                by = contractor_id(case_id, estimate.contractor)
                estimates[by] += min(most, estimate.amount)
    return estimates


def counted(change: ContractorChange, application: Application, statute: StatutoryBase) -> Decimal:
    """Up to how much the other contractor can be paid: what counts of the works is the most."""
    eligible = {w.id: w for w in application.works if refusal_of(w, statute) is None}
    faults = [
        FieldError(f"/works/{n}", f"the grant is for {', '.join(eligible)}")
        for n, wanted in enumerate(change.works)
        if wanted not in eligible
    ]
    if faults:
        raise InvalidInput(errors=faults)
    share = application.dwelling.common_parts_share
    most = sum((cost(eligible[wanted], share) for wanted in set(change.works)), NIL)
    return min(most, change.estimate)


def check_acceptance(acceptance: Acceptance) -> None:
    """Ask who signed for the client, or why the works are not accepted (6.17)."""
    plain = acceptance.accepted and acceptance.signed_by_client
    if not plain and acceptance.remarks is None:
        says = "required: who signed for the client, or why the works are not accepted"
        raise InvalidInput.at("/remarks", says)
