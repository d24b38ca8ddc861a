"""What changed between two tests of a household, and what it did to the reduction."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from services.means_test.domain.amounts import NIL
from services.means_test.domain.assessment import Tested
from services.means_test.domain.codes import Outcome
from services.means_test.domain.working import Line, Step

_COMPARED: frozenset[Step] = frozenset(
    {"applicable_amount", "income", "capital", "tariff_income", "earlier_grants"}
)
"""The steps that the rest follows from."""


@dataclass(frozen=True, slots=True)
class Change:
    """An amount of one person under one provision that is not what it was. Pounds, exact."""

    step: Step
    of: str | None
    item: str
    provision: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results, the changes in between, and the difference in the reduction (pounds)."""

    outcome_before: Outcome
    outcome_after: Outcome
    reduction_before: Decimal
    reduction_after: Decimal
    changes: tuple[Change, ...]

    @property
    def difference(self) -> Decimal | None:
        """What more is asked for after than before; None where one was not tested."""
        if "not_tested" in {self.outcome_before, self.outcome_after}:
            return None
        return self.reduction_after - self.reduction_before


def compare(before: Tested, after: Tested) -> Comparison:
    """Compare the results with any local amendments, in the order of the later working."""
    return Comparison(
        before.local.outcome,
        after.local.outcome,
        before.local.reduction,
        after.local.reduction,
        tuple(_changes(before.local.working, after.local.working)),
    )


_Key = tuple[Step, str | None, str]


def _changes(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    old, new = _by_provision(before), _by_provision(after)
    changes = []
    for key in dict.fromkeys((*new, *old)):
        step, of, provision = key
        item_before, amount_before = old.get(key, ("", NIL))
        item_after, amount_after = new.get(key, ("", NIL))
        if amount_before != amount_after:
            item = item_after or item_before
            changes.append(Change(step, of, item, provision, amount_before, amount_after))
    return changes


def _by_provision(lines: Iterable[Line]) -> dict[_Key, tuple[str, Fraction]]:
    sums: dict[_Key, tuple[str, Fraction]] = {}
    for line in lines:
        if line.step in _COMPARED and line.amount:
            key = (line.step, line.of, line.provision)
            sums[key] = (line.item, sums.get(key, ("", NIL))[1] + line.amount)
    return sums
