"""What can be counted over cases, and how a count can be broken down.

A line of a report names one measure and at most one breakdown; what the line means to its readers
is said in the report's own file.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from services.forum.domain.facts import CaseFacts
from shared.contracts.codes import MeansTestOutcome
from shared.money import NIL

Cases = Sequence[CaseFacts]
NOT_TOLD = "not_told"
"""The key of cases that lack what the breakdown asks for: they are counted, never left out."""
BANDS = (
    (Decimal(5_000), "up_to_5000"),
    (Decimal(15_000), "up_to_15000"),
    (Decimal(30_000), "up_to_30000"),
)
ABOVE = "above_30000"
Sum = Callable[[CaseFacts, str | None], Decimal]
"""Pounds of a case under a key of the breakdown; under None the whole."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Which cases are counted in a year: those whose day lies in it. What else is told of them."""

    on: Callable[[CaseFacts], dt.date | None]
    sums: Mapping[str, Sum] = field(default_factory=dict)
    counts: Mapping[str, Callable[[Cases], int]] = field(default_factory=dict)
    """Beside how many cases there are."""


def _approved(case: CaseFacts, *, if_: bool) -> dt.date | None:
    return case.approved_on if if_ else None


def _among(test: Callable[[CaseFacts], object]) -> Callable[[Cases], int]:
    return lambda cases: sum(1 for case in cases if test(case))


def _whole(amount: Callable[[CaseFacts], Decimal | None]) -> Sum:
    return lambda case, _: amount(case) or NIL


_AWARDED = _whole(lambda case: case.total_award)


def _beside_the_mandatory(case: CaseFacts, kind: str | None) -> Decimal:
    return sum((amount for each, amount in case.discretionary if kind in (None, each)), NIL)


def _contributes(case: CaseFacts) -> bool:
    return bool(case.assessed_contribution)


def _decided_late(case: CaseFacts) -> dt.date | None:
    decided = case.approved_on or case.refused_on
    late = decided and case.decide_by and decided > case.decide_by
    return decided if late else None


MEASURES: Mapping[str, Measure] = {
    "enquiries": Measure(lambda case: case.received_on),
    "allocations": Measure(
        lambda case: case.allocated_on,
        counts={"assessors": lambda cases: len({case.assessor_id for case in cases})},
    ),
    "assessments": Measure(
        lambda case: case.assessed_on,
        sums={"awarded": _AWARDED, "applicants_pay": _whole(lambda case: case.applicant_pays)},
        counts={
            "approved": _among(lambda case: case.approved_on),
            "refused": _among(lambda case: case.refused_on),
            "stopped": _among(lambda case: case.stopped_because),
            "completed": _among(lambda case: case.certified_on),
        },
    ),
    "applications": Measure(lambda case: case.applied_on),
    "approvals": Measure(
        lambda case: case.approved_on,
        sums={
            "awarded": _AWARDED,
            "mandatory": _whole(lambda case: case.mandatory_grant),
            "discretionary": lambda case, _: _beside_the_mandatory(case, None),
        },
    ),
    "discretionary": Measure(
        lambda case: _approved(case, if_=bool(case.discretionary)),
        sums={"awarded": _beside_the_mandatory},
    ),
    "nil_grants": Measure(
        lambda case: _approved(case, if_=not case.mandatory_grant and _contributes(case))
    ),
    "deferred": Measure(lambda case: _approved(case, if_=case.deferred_until is not None)),
    "decided_late": Measure(_decided_late),
    "refusals": Measure(lambda case: case.refused_on),
    "stopped": Measure(lambda case: case.ended_on if case.stopped_because else None),
    "completions": Measure(
        lambda case: case.certified_on,
        sums={"awarded": _AWARDED, "paid": _whole(lambda case: case.spent)},
    ),
    "charges": Measure(
        lambda case: case.charge_registered_on, sums={"charged": _whole(lambda case: case.charge)}
    ),
    "moves": Measure(
        lambda case: case.relocated_on,
        sums={
            "planned": _whole(lambda case: case.planned_cost),
            "actual": _whole(lambda case: case.actual_cost),
            "saving": _whole(lambda case: case.saving),
        },
    ),
}

Keys = Callable[[CaseFacts], Sequence[str]]
"""Under which keys a case is counted: of several it is counted under each."""


def _one(code: Callable[[CaseFacts], str | None]) -> Keys:
    return lambda case: (code(case) or NOT_TOLD,)


def _several(codes: Callable[[CaseFacts], Sequence[str]]) -> Keys:
    return lambda case: tuple(dict.fromkeys(codes(case))) or (NOT_TOLD,)


def _band(case: CaseFacts) -> str:
    amount = case.total_award or NIL
    return next((name for most, name in BANDS if amount <= most), ABOVE)


def _means(case: CaseFacts) -> str | None:
    """Tested cases are told apart by whether a contribution was found."""
    if case.test_outcome != MeansTestOutcome.ASSESSED:
        return case.test_outcome
    return "with_contribution" if _contributes(case) else "nil_contribution"


ONE: Mapping[str, Keys] = {
    "source": _one(lambda case: case.source),
    "tenure": _one(lambda case: case.tenure),
    "age": _one(lambda case: case.age_band),
    "amount": _one(_band),
    "means": _one(_means),
    "grade": _one(lambda case: case.assessor_grade),
    "stop": _one(lambda case: case.stopped_because),
}
"""Breakdowns whose parts add up to the whole."""
SEVERAL: Mapping[str, Keys] = {
    "reason": _several(lambda case: case.refusal_reasons),
    "works": _several(lambda case: case.works),
    "need": _several(lambda case: case.recommended_works),
    "assistance": _several(lambda case: [kind for kind, _ in case.discretionary]),
}
"""Breakdowns under which a case can be counted more than once."""
BREAKDOWNS: Mapping[str, Keys] = {**ONE, **SEVERAL}
