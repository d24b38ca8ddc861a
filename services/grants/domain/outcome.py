"""What a determination says: the decision, the sums, and the working with every clause."""

import datetime as dt
import uuid
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
    """The condition, reason or document, as a stable code."""
    clause: str
    """The section or clause that it comes from."""
    of: str | None = None
    """The works, by its id, or the award that it is about; null: the whole case."""


class Needed(Model):
    """One thing that a complete application needs, and how it stands."""

    code: Missing
    """What is needed."""
    clause: str
    """The section or clause that asks for it."""
    satisfied_by: tuple[Missing | Proof, ...]
    """What shows it besides the thing itself."""
    waived_by: Literal["authority"] | None
    """Who may do without it; none: nobody."""
    state: Literal["supplied", "waived", "missing"]
    """How it stands now."""
    supplied: tuple[Missing | Proof, ...] = ()
    """What came in of it: the thing itself, or what shows it."""
    documents: tuple[uuid.UUID, ...] = ()
    """The documents of the case that show it, the first filed first."""


class Award(Model):
    kind: AwardKind
    """Which grant or help it is."""
    amount: Pounds
    """How much is awarded, in pounds."""
    clause: str
    """The section or clause that gives it."""


class Declined(Model):
    """`individual_consideration` is the clause under which it still has to be considered."""

    kind: AwardKind
    """The help that was asked for."""
    reason: Decline
    """Why it is not awarded."""
    clause: str
    """The clause that says so."""
    individual_consideration: str | None = None
    """The clause under which it still has to be considered; null: none."""


class LandCharge(Model):
    """What repayment may be demanded if the home is disposed of within the years."""

    on: tuple[AwardKind, ...]
    """Kinds of award that the charge secures."""
    amount: Pounds
    """The most that may be demanded back, in pounds."""
    years: int
    """For how many years from completion."""
    clause: str
    """The section or clause that allows it."""
    home: Literal["this", "new"] = "this"
    """The home that it is registered on: after a move the new one."""


class Approval(Model):
    kind: AwardKind
    """Which award needs the approval."""
    by: str
    """The post that has to approve, as the policy names it."""
    clause: str
    """The clause of the policy that asks for it."""


class Statutory(Model):
    """What the Act alone would give, were there no local policy."""

    mandatory_grant: Pounds
    """The grant in pounds without any local policy."""


class Line(Model):
    """One step of the working: what was decided, for how much, under which clause."""

    step: str
    """Which step it is, as a stable code."""
    says: str
    """What was decided, in a short sentence."""
    amount: SignedPounds | None = None
    """By how much the step changes the sum, or what it comes to, in pounds; null where it is no
    sum.
    """
    clause: str
    """The section or clause behind it."""


class Deadline(Model):
    """A time that the law or the policy sets: from what, how long, and the last day if known."""

    limit: Time
    """What has to happen in time."""
    counted_from: Start
    """From when the time runs."""
    within: str
    """How long, in words such as `6 months`."""
    by: dt.date | None
    """The last day; null until the start is known."""
    clause: str
    """The section or clause that sets it."""


class Determination(Model):
    """The decision on one case. `applicant_pays` is of the scheme; all amounts are pounds.

    `beyond_the_scheme` is what the applicant's own dearer choice costs above it; nil in decisions
    from before it was told.
    """

    outcome: Outcome
    """What is decided."""
    signposted_to: str | None
    """Who can help instead, as a code; null where it is for the district."""
    estimated_expense: Pounds
    """What the scheme is taken to cost: works, services and charges, in pounds."""
    awards: tuple[Award, ...]
    """Each grant or help that is awarded."""
    declined: tuple[Declined, ...]
    """Help that was asked for and is not awarded, with the reason."""
    mandatory_grant: Pounds
    """The mandatory grant alone, in pounds."""
    total_award: Pounds
    """All awards together, in pounds."""
    applicant_pays: Pounds
    """What of the scheme is left to the applicant, in pounds."""
    beyond_the_scheme: Pounds = NIL
    """What the applicant's own dearer choice costs above the scheme, in pounds."""
    land_charges: tuple[LandCharge, ...]
    """Charges to be registered on the home."""
    approvals_needed: tuple[Approval, ...]
    """Awards that somebody in a named post has to approve first."""
    conditions: tuple[Cited, ...]
    """What the grant is subject to."""
    deadlines: tuple[Deadline, ...] = ()
    """None in decisions from before they were told."""
    missing: tuple[Cited, ...]
    """What the application still needs; empty where it is complete."""
    reasons: tuple[Cited, ...]
    """Why it is refused, or works are left out; empty where nothing is."""
    statutory: Statutory
    """What the Act alone would give."""
    policy_version: str
    """The edition of the district's policy that is applied."""
    working: tuple[Line, ...]
    """How the sums came about, step by step."""
