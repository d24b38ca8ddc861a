"""How an authority puts its waiting list in order: its policy's scheme, as data."""

from typing import Annotated, Literal

from services.referral.domain.priority.codes import Group, Reason, Supporter
from services.referral.domain.priority.facts import Circumstances
from shared.policies import Entry
from shared.schema import Field, Flag, Model

Months = Annotated[int, Field(gt=0)]


class Question(Model):
    """A question of the therapist's form, answered with yes or no."""

    code: Reason
    area: str
    asks: str


class PointsScheme(Entry):
    """Points for the therapist's answers and for waiting; each district sets how many."""

    scheme: Literal["points"]
    questions: tuple[Question, ...] = Field(min_length=10, max_length=10)


class Grouping(Model):
    """A rule that puts a case into a group, where all that it asks for holds."""

    code: Reason
    group: Group
    child: Flag = False
    needs_from: int = Field(default=0, ge=0)
    ex_service_supported_by: frozenset[Supporter] = frozenset()

    def holds(self, case: Circumstances) -> bool:
        """Whether the rule takes this case in."""
        supported = case.ex_service and case.supported_by in self.ex_service_supported_by
        return (
            (case.child or not self.child)
            and case.care_act_needs >= self.needs_from
            and (supported or not self.ex_service_supported_by)
        )


class Promotion(Model):
    """A rule that raises a case which has waited longer than so many months."""

    code: Reason
    by_rule: Group
    """The group that the case is in before it is raised."""
    to: Group
    over_months: Months


class GroupsScheme(Entry):
    """Groups by need; those of one group in the order in which they wait."""

    scheme: Literal["groups"]
    groupings: tuple[Grouping, ...] = Field(min_length=1)
    promotions: tuple[Promotion, ...]


class AdoptedScheme(Entry):
    """The scheme of a template's `<folder>/<date>`, by which the authority goes too."""

    scheme: Literal["adopted"]
    template: str


Scheme = Annotated[PointsScheme | GroupsScheme | AdoptedScheme, Field(discriminator="scheme")]
