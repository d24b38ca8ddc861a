"""The lives of an invoice and of a payment run: their steps, and what provides for each.

A credit note and a refund go the way of an invoice. That a payment takes three people is the
council's own order (decision 35).
"""

from enum import StrEnum

from shared.life import Transition


class InvoiceState(StrEnum):
    """How far an invoice has come."""

    RECEIVED = "received"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class InvoiceStep(StrEnum):
    """What is done about an invoice, a credit note or a refund."""

    RECEIVE = "receive"
    CLAIM_RETENTION = "claim what was held back"
    APPROVE = "approve"
    REJECT = "reject"
    PAY_APPLICANT = "pay the applicant instead"
    CONTINUE = "pay though the approval has ended"
    PAY = "pay beside the runs"
    LAPSE = "let the approval lapse with the certificate"
    APPROVE_AGAIN = "approve again"
    CANCEL = "take the approval back"


_ACCEPTED = "section 37(4); guidance B130"
_INSTEAD = "section 39(2); guidance B135"
_SATISFIED = "section 37(4); guidance B129, B134"

INVOICES: tuple[Transition[InvoiceStep, InvoiceState], ...] = (
    Transition(InvoiceStep.RECEIVE, None, InvoiceState.RECEIVED, _ACCEPTED),
    Transition(InvoiceStep.CLAIM_RETENTION, None, InvoiceState.APPROVED, "guidance B129"),
    Transition(InvoiceStep.APPROVE, InvoiceState.RECEIVED, InvoiceState.APPROVED, _ACCEPTED),
    Transition(InvoiceStep.REJECT, InvoiceState.RECEIVED, InvoiceState.REJECTED, _ACCEPTED),
    *(
        Transition(InvoiceStep.PAY_APPLICANT, state, state, _INSTEAD)
        for state in (InvoiceState.RECEIVED, InvoiceState.APPROVED)
    ),
    Transition(
        InvoiceStep.CONTINUE,
        InvoiceState.APPROVED,
        InvoiceState.APPROVED,
        "sections 41 and 56; guidance B136, B137",
    ),
    Transition(InvoiceStep.PAY, InvoiceState.APPROVED, InvoiceState.APPROVED, "section 35"),
    *(
        Transition(step, InvoiceState.APPROVED, InvoiceState.APPROVED, _SATISFIED)
        for step in (InvoiceStep.LAPSE, InvoiceStep.APPROVE_AGAIN)
    ),
    Transition(InvoiceStep.CANCEL, InvoiceState.APPROVED, InvoiceState.CANCELLED, "decision 68"),
)
NO_LONGER = (InvoiceState.REJECTED, InvoiceState.CANCELLED)
"""An invoice in one of these states may come in again, put right."""


class RunState(StrEnum):
    """How far a run has come."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SEALED = "sealed"
    HANDED_IN = "handed_in"
    CONFIRMED = "confirmed"
    VOIDED = "voided"


class RunStep(StrEnum):
    """What is done about a payment run."""

    PROPOSE = "propose"
    APPROVE = "approve"
    SEAL = "seal"
    HAND_IN = "hand in"
    RECALL = "ask the bank to stop a payment"
    CONFIRM = "take the bank's answer"
    ADVISE = "write to a payee"
    MAKE_GOOD = "make a payment good"
    CORRECT = "correct what the bank did with a payment"
    VOID = "void"


_ORDER = "decision 35"
_BEFORE = (RunState.PROPOSED, RunState.APPROVED, RunState.SEALED)
"""The bank does not have it."""

RUNS: tuple[Transition[RunStep, RunState], ...] = (
    Transition(RunStep.PROPOSE, None, RunState.PROPOSED, _ORDER),
    Transition(RunStep.APPROVE, RunState.PROPOSED, RunState.APPROVED, _ORDER),
    Transition(RunStep.SEAL, RunState.APPROVED, RunState.SEALED, _ORDER),
    Transition(RunStep.HAND_IN, RunState.SEALED, RunState.HANDED_IN, _ORDER),
    Transition(RunStep.RECALL, RunState.HANDED_IN, RunState.HANDED_IN, _ORDER),
    Transition(RunStep.CONFIRM, RunState.HANDED_IN, RunState.CONFIRMED, _ORDER),
    Transition(RunStep.ADVISE, RunState.CONFIRMED, RunState.CONFIRMED, _ORDER),
    Transition(RunStep.MAKE_GOOD, RunState.CONFIRMED, RunState.CONFIRMED, _ORDER),
    Transition(RunStep.CORRECT, RunState.CONFIRMED, RunState.CONFIRMED, "decision 68"),
    *(Transition(RunStep.VOID, state, RunState.VOIDED, _ORDER) for state in _BEFORE),
)
