"""The checklist of a complete application (guidance 5.6, B18 to B33, B61 to B63)."""

from collections.abc import Iterable, Iterator
from typing import Literal

from services.grants.domain.codes import Missing, Proof, Trigger
from services.grants.domain.facts.case import Case
from services.grants.domain.outcome import Cited, Needed
from services.grants.domain.policy.entries import DocumentRule
from services.grants.domain.policy.sources import Sources


def checklist(case: Case, situation: frozenset[Trigger], sources: Sources) -> Iterator[Needed]:
    """What this application needs, and how each thing stands: the district's clause, else the law's.

    A case without a list of documents is one for which all were supplied.
    """
    for rule in _needed(situation, sources):
        yield Needed(
            code=rule.document,
            clause=rule.clause,
            satisfied_by=rule.satisfied_by,
            waived_by=rule.waived_by,
            state=_state(rule, case),
            supplied=_supplied(rule, case),
        )


def missing(case: Case, situation: frozenset[Trigger], sources: Sources) -> Iterator[Cited]:
    """What a complete application still lacks.

    A prospective owner may apply, but is not approved before owning (B19).
    """
    if case.applicant.owner_interest == "proposes_to_acquire":
        yield Cited(code=Missing.OWNER_INTEREST, clause=sources.step("prospective_owner"))
    for rule in _needed(situation, sources):
        if _state(rule, case) == "missing":
            yield Cited(code=rule.document, clause=rule.clause)


def _needed(situation: frozenset[Trigger], sources: Sources) -> Iterable[DocumentRule]:
    law, rules = sources.statute, sources.rules
    needed: dict[Missing, DocumentRule] = {
        rule.document: rule
        for rule in (*law.documents, *rules.documents, *rules.added_documents)
        if rule.when in situation
    }
    return needed.values()


def _state(rule: DocumentRule, case: Case) -> Literal["supplied", "waived", "missing"]:
    if case.documents is None or _supplied(rule, case):
        return "supplied"
    waived = rule.waived_by is not None and rule.document in case.waived
    return "waived" if waived else "missing"


def _supplied(rule: DocumentRule, case: Case) -> tuple[Missing | Proof, ...]:
    came_in = case.documents or ()
    return tuple(code for code in (rule.document, *rule.satisfied_by) if code in came_in)
