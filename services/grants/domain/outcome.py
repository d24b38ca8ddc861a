"""What a determination says: the decision, the sums, and the working with every clause."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from services.grants.domain.codes import AwardKind, Decline, Missing, Proof, Start, Time
from shared.money import NIL
from shared.schema import Model, Pounds, SignedPounds

Outcome = Literal["approved", "nil_grant", "refused", "incomplete", "not_ours"]


@dataclass(frozen=True, slots=True)
class Pointed:
    """To whom an applicant is pointed, and the clause that does so."""

    to: str
    clause: str


class Cited(Model):
    """A code with the clause it comes from; `of` names the works or the award it is about."""

    code: str
    clause: str
    of: str | None = None


class Needed(Model):
    """One thing that a complete application needs, and how it stands."""

    code: Missing
    clause: str
    satisfied_by: tuple[Missing | Proof, ...]
    """What shows it besides the thing itself."""
    waived_by: Literal["authority"] | None
    """Who may do without it; none: nobody."""
    state: Literal["supplied", "waived", "missing"]


class Award(Model):
    kind: AwardKind
    amount: Pounds
    clause: str


class Declined(Model):
    """`individual_consideration` is the clause under which it still has to be considered."""

    kind: AwardKind
    reason: Decline
    clause: str
    individual_consideration: str | None = None


class LandCharge(Model):
    """What repayment may be demanded if the home is disposed of within the years."""

    on: tuple[AwardKind, ...]
    amount: Pounds
    years: int
    clause: str
    home: Literal["this", "new"] = "this"
    """The home that it is registered on: after a move the new one."""


class Approval(Model):
    kind: AwardKind
    by: str
    clause: str


class Statutory(Model):
    """What the Act alone would give, were there no local policy."""

    mandatory_grant: Pounds


class Line(Model):
    """One step of the working: what was decided, for how much, under which clause."""

    step: str
    says: str
    amount: SignedPounds | None = None
    clause: str


class Deadline(Model):
    """A time that the law or the policy sets: from what, how long, and the last day if known."""

    limit: Time
    counted_from: Start
    within: str
    by: dt.date | None
    clause: str


class Determination(Model):
    """The decision on one case. `applicant_pays` is of the scheme; all amounts are pounds.

    `beyond_the_scheme` is what the applicant's own dearer choice costs above it; nil in decisions
    from before it was told.
    """

    outcome: Outcome
    signposted_to: str | None
    estimated_expense: Pounds
    awards: tuple[Award, ...]
    declined: tuple[Declined, ...]
    mandatory_grant: Pounds
    total_award: Pounds
    applicant_pays: Pounds
    beyond_the_scheme: Pounds = NIL
    land_charges: tuple[LandCharge, ...]
    approvals_needed: tuple[Approval, ...]
    conditions: tuple[Cited, ...]
    deadlines: tuple[Deadline, ...] = ()
    """None in decisions from before they were told."""
    missing: tuple[Cited, ...]
    reasons: tuple[Cited, ...]
    statutory: Statutory
    policy_version: str
    working: tuple[Line, ...]
