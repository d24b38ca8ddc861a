"""Where a rule stands: the district's own clause where it has one, else the law's."""

from dataclasses import dataclass

from services.grants.domain.codes import Refusal, Step, Time
from services.grants.domain.outcome import Cited
from services.grants.domain.policy.entries import (
    Duration,
    RepaymentDecision,
    StageOfComplaint,
)
from services.grants.domain.policy.rules import PolicyRules
from services.grants.domain.policy.statute import StatutoryBase
from shared.contracts.codes import WithdrawalReason


@dataclass(frozen=True, slots=True)
class Sources:
    """The clauses of one determination."""

    rules: PolicyRules
    statute: StatutoryBase

    def step(self, step: Step) -> str:
        """The clause of a step of the determination."""
        return (self.rules.steps.get(step) or self.statute.steps[step]).clause

    def time(self, limit: Time) -> Duration | None:
        """A time limit: the district's own, else the law's; none where neither sets one."""
        return self.rules.times.get(limit) or self.statute.times.get(limit)

    def repayment_decision(self) -> RepaymentDecision:
        """What is weighed before repayment is demanded when a charged home is disposed of."""
        return self.rules.repayment_decision or self.statute.repayment_decision

    def complaint_stages(self, *, of_decision: bool) -> tuple[StageOfComplaint, ...]:
        """Who answers a complaint, stage by stage: the district's own, then the ombudsman."""
        own = self.rules.complaints.decision if of_decision else self.rules.complaints.service
        return (*own, self.statute.ombudsman)

    def refusal(self, refusal: Refusal) -> str:
        """The clause under which something is refused."""
        return (self.rules.refusals.get(refusal) or self.statute.refusals[refusal]).clause

    def withdrawal(self, reason: WithdrawalReason) -> str:
        """The clause under which an approval is withdrawn."""
        return (self.rules.withdrawals.get(reason) or self.statute.withdrawals[reason]).clause

    def cited(self, refusal: Refusal, of: str | None = None) -> Cited:
        """A refusal as a reason of the decision (guidance B121)."""
        return Cited(code=refusal, clause=self.refusal(refusal), of=of)
