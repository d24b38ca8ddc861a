"""Where a rule stands: the district's own clause where it has one, else the law's."""

from dataclasses import dataclass

from services.grants.domain.codes import Refusal, Step
from services.grants.domain.determination import Cited
from services.grants.domain.policy import PolicyRules, StatutoryBase


@dataclass(frozen=True, slots=True)
class Sources:
    """The clauses of one determination."""

    rules: PolicyRules
    statute: StatutoryBase

    def step(self, step: Step) -> str:
        """The clause of a step of the determination."""
        return (self.rules.steps.get(step) or self.statute.steps[step]).clause

    def refusal(self, refusal: Refusal) -> str:
        """The clause under which something is refused."""
        return (self.rules.refusals.get(refusal) or self.statute.refusals[refusal]).clause

    def cited(self, refusal: Refusal, of: str | None = None) -> Cited:
        """A refusal as a reason of the decision (guidance B121)."""
        return Cited(code=refusal, clause=self.refusal(refusal), of=of)
