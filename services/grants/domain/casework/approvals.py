"""Approvals that a policy asks for: acts of other people, each of one award and one sum."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from services.grants.domain.casework.entries import (
    Amended,
    Applied,
    AwardApproved,
    Estimated,
    Offered,
)
from services.grants.domain.casework.entries_of_estimates import LinesEstimated, ScheduleDrawn
from services.grants.domain.casework.entries_of_works import VariationProposed
from services.grants.domain.casework.history import History
from services.grants.domain.codes import AwardKind, Decline
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.assistance import Asked
from services.grants.domain.facts.checks import facts_of
from services.grants.domain.outcome import Determination
from shared.money import LARGEST, NIL
from shared.problems import FieldError, InvalidInput, Problem

DECLINED_WITHOUT = {
    Decline.CLINICAL_LEAD: "clinical_lead",
    Decline.NEW_AUTHORITY: "new_authority",
    Decline.NOT_DIRECTED: "adult_social_care",
    Decline.NO_CATEGORY_1_HAZARD: "housing_inspector",
}
"""Whose approval is asked for by declining, not by the award."""
ESTABLISHED_BY = {
    "clinical_lead": "clinical_lead_approved",
    "new_authority": "new_authority_agrees",
    "adult_social_care": "directed_by_social_care",
    "housing_inspector": "category_1_hazard",
}
"""The fact that an approval in that post establishes; in any other that the award is agreed to."""
AGREED = "agreed_above_limit"
OF_OTHERS = (AGREED, *ESTABLISHED_BY.values())
"""Facts of an assistance that stand for somebody else's decision."""
PREPARING = (
    *(Estimated, Offered, Applied, Amended, VariationProposed),
    *(ScheduleDrawn, LinesEstimated),
)
Determine = Callable[[Application], Determination]


class ApprovalNeeded(Problem):
    """An award needs the approval of somebody above the officer first."""

    slug = "approval-needed"
    title = "An award needs an approval"
    status = 409


class OwnCase(Problem):
    """Whoever prepared a case does not approve its awards."""

    slug = "own-case"
    title = "You prepared this case: somebody else approves its awards"
    status = 403


def refuse_borrowed(application: Application) -> None:
    """Refuse facts in an application that only the person who decides them can record."""
    faults = [
        FieldError(f"/assistance/{index}/facts/{fact}", "recorded by an approval: leave it out")
        for index, asked in enumerate(application.assistance)
        for fact in OF_OTHERS
        if getattr(asked.facts, fact)
    ]
    if not application.discretionary_funds_available:
        says = "recorded for the district: leave it out"
        faults.append(FieldError("/discretionary_funds_available", says))
    if faults:
        raise InvalidInput(errors=faults)


def given(history: History, except_by: str | None = None) -> tuple[AwardApproved, ...]:
    """The approvals of a case that stand, without those of one person."""
    return tuple(
        r.entry
        for r in history.standing
        if isinstance(r.entry, AwardApproved) and r.by != except_by
    )


def under(
    determine: Determine, application: Application, approvals: Iterable[AwardApproved]
) -> tuple[Determination, tuple[AwardApproved, ...]]:
    """The determination under the approvals that hold; one lapses where the sum has grown."""
    standing = tuple(approvals)
    while True:
        found = determine(_with_facts(application, standing))
        holding = tuple(a for a in standing if awarded(found, a.award) <= a.amount)
        if holding == standing:
            return found, standing
        standing = holding


def check_approvals(found: Determination, standing: Sequence[AwardApproved]) -> None:
    """Refuse a decision until every award has the approval that its policy wants."""
    have = {(a.award, a.by) for a in standing}
    lacking = [a for a in found.approvals_needed if (a.kind, a.by) not in have]
    if lacking:
        raise ApprovalNeeded(
            errors=(FieldError("/approvals", f"{a.kind} by {a.by} ({a.clause})") for a in lacking)
        )


def wanted(determine: Determine, history: History) -> Iterator[AwardApproved]:
    """The approvals that are still wanted, each of the sum that would be awarded with it."""
    application = history.to_decide
    assert application is not None, "applied"
    found, standing = under(determine, application, given(history))
    have = {(a.award, a.by) for a in standing}
    for kind, by, clause in _asked_for(found):
        if (kind, by) not in have:
            made = AwardApproved(award=kind, by=by, amount=LARGEST, clause=clause)
            amount = awarded(determine(_with_facts(application, (*standing, made))), kind)
            yield made.model_copy(update={"amount": amount})


def approve(
    determine: Determine, history: History, award: AwardKind, by: str, amount: Decimal
) -> AwardApproved:
    """The approval of an award as it would be made with it; refuses a needless one or another sum.

    `by` is the post in which it is approved, `amount` what its holder approves, pounds.
    """
    for made in wanted(determine, history):
        if (made.award, made.by) == (award, by):
            if made.amount != amount:
                raise InvalidInput.at("/amount", f"what is proposed is {made.amount:.2f}")
            return made
    raise InvalidInput.at("/award", f"it needs no approval by {by} as it stands")


def _asked_for(found: Determination) -> Iterator[tuple[AwardKind, str, str]]:
    """Award, post and clause of every approval; some are asked for by declining."""
    yield from ((a.kind, a.by, a.clause) for a in found.approvals_needed)
    for declined in found.declined:
        if post := DECLINED_WITHOUT.get(declined.reason):
            yield declined.kind, post, declined.clause


def check_not_preparer(history: History, person: str) -> None:
    """Refuse an approval by somebody who estimated, offered or took the application."""
    if any(r.by == person for r in history.records if isinstance(r.entry, PREPARING)):
        raise OwnCase


def awarded(found: Determination, kind: str) -> Decimal:
    """What a determination awards of a kind, pounds."""
    return sum((a.amount for a in found.awards if a.kind == kind), NIL)


def _with_facts(application: Application, standing: Sequence[AwardApproved]) -> Application:
    """The application with the facts that stand for others' decisions as those were recorded."""
    assistance = tuple(_decided(asked, standing) for asked in application.assistance)
    return application.model_copy(update={"assistance": assistance})


def _decided(asked: Asked, standing: Sequence[AwardApproved]) -> Asked:
    """What nobody has recorded does not hold, also where a command would not ask for it."""
    stated = asked.facts.model_dump(exclude_unset=True, exclude=set(OF_OTHERS))
    established = {ESTABLISHED_BY.get(a.by, AGREED) for a in standing if a.award == asked.kind}
    decided = {fact: fact in established for fact in facts_of(asked.kind).intersection(OF_OTHERS)}
    return asked.model_copy(update={"facts": type(asked.facts)(**stated, **decided)})
