"""What is told of an approved scheme until its works are certified."""

import datetime as dt
import uuid
from typing import ClassVar

from pydantic import Field

from shared.contracts.codes import WithdrawalReason
from shared.contracts.event import Event
from shared.contracts.grants.deciding import Granted
from shared.contracts.grants.parts import CODE, Contractor
from shared.schema import Pounds


class Varied(Granted):
    """The approved scheme was varied: what counts from now on, and not by how much it changed."""

    TYPE: ClassVar[str] = "grants.varied"

    varied_on: dt.date
    cause: str = Field(pattern=CODE)
    """Why it was varied, such as unforeseen works."""


class ContractorAgreed(Event):
    """The authority agreed that another contractor does works of the case (section 38)."""

    TYPE: ClassVar[str] = "grants.contractor-agreed"

    agreed_on: dt.date
    contractor: Contractor
    """Who can be paid too, and up to how much: what counts of the works is the most."""


class ContractorAgreementStruckOut(Event):
    """An agreement to another contractor was recorded by mistake, and counts no longer."""

    TYPE: ClassVar[str] = "grants.contractor-agreement-struck-out"

    agreed_on: dt.date
    """The day that it was said to be of."""
    contractor_id: uuid.UUID
    """Of the contractor on this case alone."""
    estimate: Pounds | None
    """Up to how much they can be paid without it, as the approval or another agreement has it; None:
    they cannot be paid any more."""


class PaymentHeld(Event):
    """Somebody is not satisfied with the works: nothing is paid for them until that is settled."""

    TYPE: ClassVar[str] = "grants.payment-held"

    held_on: dt.date
    clause: str
    """Why: the authority is not satisfied (B134), or the applicant is not (B135)."""


class PaymentFreed(Event):
    """The dispute about the works is settled: payment goes on, to whom is said here."""

    TYPE: ClassVar[str] = "grants.payment-freed"

    freed_on: dt.date
    payee: str = Field(pattern=CODE)
    """`contractor`, or `applicant` where the authority pays them instead (section 39(2))."""


class ApprovalWithdrawn(Event):
    """The approval ended before the works were complete: nothing more is paid (sections 40 to 42).

    What the applicant paid in and was not spent is given back, as `payments.account-settled` tells.
    """

    TYPE: ClassVar[str] = "grants.approval-withdrawn"

    withdrawn_on: dt.date
    reason: WithdrawalReason
    clause: str
    """That lets the authority stop paying for this reason."""
    paid: Pounds
    """What payments had told by then of what was paid."""
    because: str | None = Field(default=None, pattern=CODE)
    """Why the applicant gave it up; None where they did not, where they did not say, and in events
    from before it was told."""


class ApprovalRestored(Event):
    """The approval had not ended: it stands as `grants.approved`, and what came after it, told."""

    TYPE: ClassVar[str] = "grants.approval-restored"

    restored_on: dt.date
    """The day on which the mistake was put right."""
    reason: WithdrawalReason
    """Why it was said to have ended."""
    mandatory_grant: Pounds
    """What is granted again of the mandatory grant, in pounds."""


class ChangeDecided(Event):
    """A change of circumstances after approval was decided on (sections 40 to 42 and 56)."""

    TYPE: ClassVar[str] = "grants.change-decided"

    decided_on: dt.date
    reason: WithdrawalReason
    goes_on: bool
    """Whether the grant goes on as approved."""
    still_paid: Pounds
    """Where it stops: what may still be paid of it, in pounds, before the approval is withdrawn."""
    clause: str
    """That lets the authority decide so."""


class Prolonged(Event):
    """The authority agreed to more time for the works (section 37)."""

    TYPE: ClassVar[str] = "grants.prolonged"

    complete_by: dt.date
    """The last day for the works from now on."""


class WorksCertified(Event):
    """The works were completed to the authority's satisfaction; the certified date."""

    TYPE: ClassVar[str] = "grants.works-certified"

    certified_on: dt.date
    works: tuple[str, ...]
    """Kinds of work done."""


class CertificateCorrected(Event):
    """That the works are complete was recorded by mistake: the approval stands as it was before.

    What `grants.works-certified` and `grants.equipment-installed` told of them does not hold.
    """

    TYPE: ClassVar[str] = "grants.certificate-corrected"

    certified_on: dt.date
    """The day on which they were said to be complete."""
    corrected_on: dt.date
    """The day on which the mistake was put right."""


class EquipmentInstalled(Event):
    """Equipment was put in whose safety the social services authority checks from now on."""

    TYPE: ClassVar[str] = "grants.equipment-installed"

    installed_on: dt.date
    """The certified date."""
    equipment: tuple[str, ...]
    """Kinds of works that are such equipment, such as a hoist on a ceiling track."""
    clause: str
    """The clause of the district's policy by which it is told."""
