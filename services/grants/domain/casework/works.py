"""The works of a case, as they were paid for."""

import uuid
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from services.grants.domain.casework.entries_of_works import Acceptance, ContractorChange
from services.grants.domain.determination.works import cost
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.works import Works
from services.grants.domain.outcome import Determination
from shared.contracts.codes import WorkKind
from shared.contracts.contractors import contractor_id
from shared.money import NIL
from shared.problems import FieldError, InvalidInput

_KINDS = frozenset(WorkKind)


def done(
    application: Application, decided: Determination, left_out: Container[str]
) -> tuple[str, ...]:
    """The kinds of work that were paid for; a relocation grant alone pays for a move."""
    if {award.kind for award in decided.awards} == {"relocation"}:
        return ()
    return tuple(dict.fromkeys(work.kind for work in _paid_for(application, left_out)))


def _paid_for(application: Application, left_out: Container[str]) -> Iterator[Works]:
    return (work for work in application.works if work.id not in left_out)


def told(kinds: Iterable[str]) -> tuple[WorkKind, ...]:
    """The kinds as other services are told of them: a kind in words of a district's own is `other`."""
    known = (WorkKind(kind) if kind in _KINDS else WorkKind.OTHER for kind in kinds)
    return tuple(dict.fromkeys(known))


def estimates_by_contractor(
    case_id: uuid.UUID, application: Application, left_out: Container[str]
) -> dict[uuid.UUID, Decimal]:
    """Who gave an estimate for works that are paid for, and what theirs come to (section 38; B132).

    None counts for more than what the authority found reasonable; pounds.
    """
    estimates: dict[uuid.UUID, Decimal] = defaultdict(Decimal)
    for work in _paid_for(application, left_out):
        for estimate in work.estimates:
            most = estimate.amount if work.reasonable_price is None else work.reasonable_price
            by = contractor_id(case_id, estimate.contractor)
            estimates[by] += min(most, estimate.amount)
    return estimates


def counted(
    change: ContractorChange, application: Application, left_out: Container[str]
) -> Decimal:
    """Up to how much the other contractor can be paid: what counts of the works is the most."""
    paid_for = {work.id: work for work in _paid_for(application, left_out)}
    faults = [
        FieldError(f"/works/{n}", "the grant is for no works with this id")
        for n, wanted in enumerate(change.works)
        if wanted not in paid_for
    ]
    if faults:
        raise InvalidInput(errors=faults)
    share = application.dwelling.common_parts_share
    most = sum((cost(paid_for[wanted], share) for wanted in set(change.works)), NIL)
    return min(most, change.estimate)


def check_acceptance(acceptance: Acceptance) -> None:
    """Ask who signed for the client, or why the works are not accepted (6.17)."""
    plain = acceptance.accepted and acceptance.signed_by_client
    if not plain and acceptance.remarks is None:
        says = "required: who signed for the client, or why the works are not accepted"
        raise InvalidInput.at("/remarks", says)
