"""The working of a test as data: what was added or left out, for whom, under which provision."""

from fractions import Fraction
from typing import Literal, NamedTuple

from services.means_test.domain.amounts import NIL
from services.means_test.domain.figures import Figures
from services.means_test.domain.household import Household
from services.means_test.domain.readings import Readings

Step = Literal[
    "relevant_persons",
    "passport",
    "applicable_amount",
    "income",
    "capital",
    "tariff_income",
    "financial_resources",
    "excess",
    "bands",
    "earlier_grants",
    "reduction",
    "remarks",
]


class Line(NamedTuple):
    """One line of the working: the lines of a step add up to that step's result.

    `amount` is pounds, exact: a fraction, because a month is twelve fifty-seconds for ever. It is
    None on a line that decides and adds nothing.
    """

    step: Step
    of: str | None
    item: str
    amount: Fraction | None
    provision: str


class Sheet:
    """The worksheet of one test: what every rule reads, and where it puts down its lines.

    The lines of a step are added up as they come, so that the total is theirs and no other.
    """

    def __init__(self, household: Household, figures: Figures, readings: Readings) -> None:
        self.household = household
        self.roll = household.roll()
        self.figures = figures
        self.readings = readings
        self.lines: list[Line] = []
        self._totals: dict[Step, Fraction] = {}

    def add(self, step: Step, of: str | None, item: str, amount: Fraction, provision: str) -> None:
        """Put down an amount in pounds that counts towards the step's total."""
        self.lines.append(Line(step, of, item, amount, provision))
        so_far = self._totals.get(step)
        self._totals[step] = amount if so_far is None else so_far + amount

    def note(self, step: Step, of: str | None, item: str, provision: str) -> None:
        """Put down a decision that has no amount."""
        self.lines.append(Line(step, of, item, None, provision))

    def total(self, step: Step) -> Fraction:
        """The sum of the step's lines so far, in pounds."""
        return self._totals.get(step, NIL)
