"""What a complete application still needs (guidance 5.6, B18 to B33)."""

from collections.abc import Iterator

from services.grants.domain.codes import Missing, Trigger
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import Cited
from services.grants.domain.policy.entries import DocumentRule
from services.grants.domain.policy.sources import Sources


def missing(case: Case, situation: frozenset[Trigger], sources: Sources) -> Iterator[Cited]:
    """The documents that are needed and were not supplied; none where the case lists none.

    A prospective owner may apply, but is not approved before owning (B19).
    """
    if case.applicant.owner_interest == "proposes_to_acquire":
        yield Cited(code=Missing.OWNER_INTEREST, clause=sources.step("prospective_owner"))
    if case.documents is None:
        return
    needed: dict[Missing, DocumentRule] = {
        rule.document: rule
        for rule in (*sources.statute.documents, *sources.rules.documents)
        if rule.when in situation
    }
    for document, rule in needed.items():
        if document not in case.documents:
            yield Cited(code=document, clause=rule.clause)
