"""What the referral service goes by of the national base and of a district's policy."""

from decimal import Decimal

from services.referral.domain.priority.scheme import Scheme
from services.referral.domain.signposting import Destination
from services.referral.domain.suggestions import SignpostingRule
from shared.contracts.codes import Complexity, Urgency
from shared.policies import Entry
from shared.schema import Field, Model


class StageDays(Model):
    """Working days for each of the four stages, and the total that the guidance prints."""

    stage_1: int = Field(gt=0)
    stage_2: int = Field(gt=0)
    stage_3: int = Field(gt=0)
    stage_4: int = Field(gt=0)
    total: int

    @property
    def stages(self) -> tuple[int, int, int, int]:
        return self.stage_1, self.stage_2, self.stage_3, self.stage_4


class TargetWorkingDays(Entry):
    """Best practice, to be met in 95 % of cases (guidance 4.16)."""

    urgent_simple: StageDays
    non_urgent_simple: StageDays
    urgent_complex: StageDays
    non_urgent_complex: StageDays

    def of(self, urgency: Urgency, complexity: Complexity) -> tuple[int, int, int, int]:
        """The row of the table for a case."""
        row: StageDays = getattr(self, f"{urgency}_{complexity}")
        return row.stages


class DecisionTime(Entry):
    """Within how many months of a valid application the authority decides (section 34)."""

    months: int = Field(gt=0)


class NationalPolicy(Model):
    """The section `referral` of the national base."""

    target_working_days: TargetWorkingDays
    decision: DecisionTime
    signposting: tuple[SignpostingRule, ...]


class MinorLimit(Entry):
    """Up to what cost an adaptation is minor, pounds."""

    amount: Decimal


class CouncilTenants(Entry):
    """Whom a council's own tenant may turn to; it is advice, and takes no right to apply away."""

    to: Destination


class DistrictPolicy(Model):
    """The section `referral` of a district's policy."""

    minor_limit: MinorLimit
    priority: Scheme
    council_tenants: CouncilTenants | None = None
    signposting: tuple[SignpostingRule, ...] = ()
