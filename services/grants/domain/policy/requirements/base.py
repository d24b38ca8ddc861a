"""What every requirement of an offer is: a small rule that a policy file states.

A requirement answers for itself: `unmet` gives the reason for declining, or nothing. Facts that the
contract calls optional are not held against the applicant when absent.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from services.grants.domain.codes import Decline
from services.grants.domain.facts.assistance import Asked
from services.grants.domain.facts.case import Case
from services.grants.domain.facts.works import Works
from services.grants.domain.mandatory import Mandatory
from shared.policies import Entry

ADULT = 18


@dataclass(frozen=True, slots=True)
class Ask:
    """One assistance asked for, in its case and beside what the mandatory grant came to."""

    case: Case
    asked: Asked
    mandatory: Mandatory
    works: tuple[Works, ...]
    """Those that the mandatory grant is for."""


class Requirement(Entry):
    """What an offer requires, with the clause that says so."""

    reason: ClassVar[Decline]
    words: ClassVar[str]

    @abstractmethod
    def met(self, ask: Ask) -> bool: ...

    def unmet(self, ask: Ask) -> Decline | None:
        return None if self.met(ask) else self.why()

    def why(self) -> Decline:
        return self.reason

    def says(self) -> str:
        """The requirement in plain words, such as `lived there for 5 years`."""
        stated = self.model_dump(exclude={"clause", "also", "reading", "rule"})
        return self.words.format(**{name: _listed(value) for name, value in stated.items()})


def _listed(value: object) -> str:
    values = value if isinstance(value, tuple) else (value,)
    return " or ".join(map(str, values)).replace("_", " ")
