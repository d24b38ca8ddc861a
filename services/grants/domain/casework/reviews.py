"""A review of a refusal: asked for in time, answered by somebody else."""

from services.grants.domain.casework.entries import Decided
from services.grants.domain.casework.entries_of_time import (
    ReviewAnswer,
    ReviewRequest,
    ReviewRequested,
)
from services.grants.domain.casework.history import History
from services.grants.domain.casework.posts import check_post
from services.grants.domain.policy.sources import Sources
from shared.problems import InvalidInput, Problem, WrongState


class OwnDecision(Problem):
    """Whoever decided does not answer the review of it."""

    slug = "own-decision"
    title = "You made this decision: somebody else answers its review"
    status = 403


def check_request(request: ReviewRequest, history: History, sources: Sources) -> None:
    """Refuse a second request of the same decision, and a late one without why it is taken.

    28 days from the decision in Gloucester (9), Stroud (App 4 11) and Cannock Chase (12(k)).
    """
    decided_on, time = history.decided_on, sources.time("review_request")
    assert decided_on is not None, "refused"
    if history.reviews_of_the_decision:
        raise WrongState("a review of this decision was asked for already")
    last = time.after(decided_on) if time else None
    late = last is not None and request.asked_on > last
    if late and request.accepted_late_because is None:
        raise InvalidInput.at(
            "/accepted_late_because", f"the time to ask ended on {last}: say why it is taken"
        )
    if not late and request.accepted_late_because is not None:
        raise InvalidInput.at("/accepted_late_because", "the request is in time: leave it out")


def to_answer(answer: ReviewAnswer, history: History, by: str) -> ReviewRequested:
    """The request that waits for its answer, in the post that the policy names (Gloucester 9).

    Refused to whoever made the decision.
    """
    asked = history.open_review
    if asked is None:
        raise WrongState("no review waits for an answer")
    decided_by = [r.by for r in history.records if isinstance(r.entry, Decided)]
    if decided_by[-1:] == [by]:
        raise OwnDecision
    check_post(answer.by, asked.answered_by, "review")
    return asked
