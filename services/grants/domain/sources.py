"""Where a refusal stands: the district's own clause where it has one, else the law's."""

from services.grants.domain.codes import Refusal
from services.grants.domain.determination import Cited
from services.grants.domain.policy import PolicyRules, StatutoryBase


def clause_of(refusal: Refusal, rules: PolicyRules, statute: StatutoryBase) -> str:
    """The clause under which something is refused."""
    return (rules.refusals.get(refusal) or statute.refusals[refusal]).clause


def cited(
    refusal: Refusal, rules: PolicyRules, statute: StatutoryBase, of: str | None = None
) -> Cited:
    """A refusal as a reason of the decision (guidance B121)."""
    return Cited(code=refusal, clause=clause_of(refusal, rules, statute), of=of)
