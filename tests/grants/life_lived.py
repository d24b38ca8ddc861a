"""What is counted of random lives, what presses upon them, and where a case is looked at."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.grants.life_ways import NEXT, ONWARD

TRACE = """
SELECT (SELECT version FROM grants.cases WHERE case_id = $1) AS version,
    (SELECT array_agg(coalesce(told ->> 'kind', kind) ORDER BY number)
     FROM grants.entries WHERE case_id = $1) AS kinds,
    (SELECT count(*) FROM grants.outbox WHERE case_id = $1) AS told,
    (SELECT count(*) FROM grants.inbox
     WHERE case_id = $1 AND handled_at IS NULL AND due_at <= $2) AS waiting"""
LOOKED_AT = """SELECT data::jsonb ->> 'limit', data::jsonb ->> 'by' FROM grants.inbox
WHERE case_id = $1 AND type = 'grants.clock-due'"""
MONEY = """SELECT mandatory + discretionary AS awarded, spent, committed, state
FROM grants.cases WHERE case_id = $1"""
OVER = "DELETE FROM grants.inbox WHERE case_id = $1"
"""What would come due for a case whose life is over holds up no other."""


@dataclass
class Lived:
    """What was sent in all lives, and what became of it."""

    acts: Counter = field(default_factory=Counter)
    """By what was done, and whether it was taken."""
    refused: Counter = field(default_factory=Counter)
    """By why."""
    states: Counter = field(default_factory=Counter)
    """By how far a case came: lives."""
    began: Counter = field(default_factory=Counter)
    """By as what."""
    broke: tuple | None = None
    """In which life something did not hold first, and what."""

    @property
    def lives(self):
        return self.began.total()

    def add(self, more):
        """Those of another seed too."""
        for name in ("acts", "refused", "states", "began"):
            getattr(self, name).update(getattr(more, name))


class Pressed(NamedTuple):
    """What is looked for: acts that are done more than others, what is forgotten, at which costs."""

    acts: tuple = ()
    forgets: str | None = None
    costs: tuple = ()
    by: str | None = None
    """Who does these acts, where not anybody."""

    def cost(self, kinds):
        """In pounds: more each time that the application is amended; None where it is left open."""
        last = len(self.costs) - 1
        return self.costs[min(kinds.count("amended"), last)] if self.costs else None

    def now(self, state, dice):
        """Which of the acts, if any: mostly those of that state, else what leads out of it."""
        anywhere = not dice.randrange(6)
        acts = [act for act in self.acts if anywhere or act in NEXT[state]]
        return (acts or ONWARD.get(state)) if self.acts and dice.randrange(5) else None


NOT_PRESSED = Pressed()
NOT_ASKED = "if False:"
REFUSED = "disability-finding"
"""Forgotten, it brings a refusal."""
TOP_UPS = tuple(range(75_000, 95_000, 1_000))
"""In pounds: above what needs no approval in any of the districts."""


class Rule(NamedTuple):
    """A rule, the change that takes it out, and what presses upon it."""

    says: str
    function: Callable
    change: tuple[str, str]
    pressed: Pressed
    about: str = ""
