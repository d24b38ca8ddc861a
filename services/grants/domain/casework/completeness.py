"""Whether an application is complete, and whether anything can be offered."""

from collections.abc import Iterable

from services.grants.domain.outcome import Determination, Needed
from shared.problems import FieldError, Problem


class NoOffer(Problem):
    """On what is known so far nothing would be awarded; an application can still be made."""

    slug = "no-offer"
    title = "Nothing could be offered in principle"
    status = 409


class ApplicationIncomplete(Problem):
    """The application lacks what the law or the policy asks for; the clock has not started."""

    slug = "application-incomplete"
    title = "The application is not complete"
    status = 409


def gives_something(determination: Determination) -> bool:
    """Whether assistance is approved; a nil grant is approved too (guidance B114)."""
    approved = determination.outcome in {"approved", "nil_grant"}
    return approved or determination.total_award > 0


def check_offer(determination: Determination) -> None:
    """Refuse to offer nothing, with every reason."""
    if not gives_something(determination):
        raise NoOffer("; ".join(f"{r.code} ({r.clause})" for r in determination.reasons))


def check_complete(determination: Determination, needed: Iterable[Needed] = ()) -> None:
    """Refuse an application that lacks something (guidance 5.6), naming each.

    `needed` is its checklist: a paper that is missing is asked for also where the grant would be
    refused for another reason.
    """
    lacking = {m.code: m.clause for m in determination.missing}
    lacking |= {n.code: n.clause for n in needed if n.state == "missing"}
    if lacking:
        raise ApplicationIncomplete(
            errors=(
                FieldError("/documents", f"{code} is missing ({clause})")
                for code, clause in lacking.items()
            )
        )
