"""A case as an act meets it in its random life, and what chance has chosen."""

import datetime as dt
import uuid
from dataclasses import dataclass
from random import Random

COSTS = (9000, 4860, 31000, 45000, 75000)
BY_MISTAKE = {
    *("extended", "review_requested", "complaint_made", "refusal_invited"),
    *("visit_planned", "visit_held", "fault_found"),
    *("contractor_agreed", "charge_registered", "repayment_decided", "charge_removed"),
    *("clinic_referred", "clinic_advised", "clinic_decided"),
    *("complaint_answered", "noted"),
}
"""What can be struck out."""


@dataclass(frozen=True, slots=True)
class At:
    """The case as it is met, and what chance has chosen for the act."""

    case_id: uuid.UUID
    district: str
    today: dt.date
    shown: dict
    """The case as its officer sees it."""
    kinds: tuple
    """What is recorded, in order; tests by which they are."""
    desk: dict
    """What the desk shows that the act goes by, as in `GOES_BY`."""
    reduction: str
    forgets: str | None = None
    """What nobody thinks of on this case."""
    dice: Random | None = None
    """None: the act is done as it should be."""
    cost: int = COSTS[0]
    ago: int = 0

    @property
    def day(self):
        return self.after(-self.ago)

    def after(self, *days):
        """So many days from today, whichever it is of them."""
        return (self.today + dt.timedelta(days=self.one_of(*days))).isoformat()

    def one_of(self, *choices):
        """Any of these; the first where nothing is left to chance."""
        return self.dice.choice(choices) if self.dice else choices[0]

    @property
    def mistake(self):
        """The number of an entry that could be struck out; 1 where there is none."""
        return self.one_of(*([n for n, k in enumerate(self.kinds, 1) if k in BY_MISTAKE] or [1]))

    def number(self, kind):
        """The number of an entry of that kind; 1 where there is none."""
        return self.one_of(*([n for n, k in enumerate(self.kinds, 1) if k == kind] or [1]))

    @property
    def about(self):
        return {"case_id": self.case_id, "district": self.district}

    def told(self, kind, **facts):
        return kind(**self.about, **facts)
