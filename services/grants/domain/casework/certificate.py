"""A certificate that was a mistake is taken back, until the final payment is made on it (section 37)."""

from services.grants.domain.casework.entries import WorksComplete
from services.grants.domain.casework.entries_of_works import Accepted
from services.grants.domain.casework.history import History
from services.grants.domain.casework.records import Recorded
from shared.contracts.codes import PaymentStage
from shared.contracts.payments import PaymentMade, PaymentReturned
from shared.money import NIL
from shared.problems import WrongState


def to_take_back(history: History) -> Recorded:
    """The certificate that counts. Raises `WrongState` where something cannot be undone with it."""
    if history.charge_registered_on is not None:
        raise WrongState(
            f"the land charge was registered on {history.charge_registered_on}, and its years run from"
            " the certified date: strike that out first"
        )
    last = final_payment(history)
    if last is not None:
        raise WrongState(
            f"the final payment was made on {last.paid_on}: what is left to do is put right as a"
            " fault, or applied for anew"
        )
    if history.settled_on is not None and not _nothing_to_pay(history):
        raise WrongState(f"the account was settled on {history.settled_on}: nothing more is paid")
    return [r for r in history.standing if isinstance(r.entry, WorksComplete)][-1]


def word_of_client(history: History) -> Accepted | None:
    """What the client said last of the works, since the certificate that counts."""
    said = [r.entry for r in history.standing if isinstance(r.entry, WorksComplete | Accepted)]
    return said[-1] if said and isinstance(said[-1], Accepted) else None


def final_payment(history: History) -> PaymentMade | None:
    """A final payment that was made and has not come back."""
    made = {}
    for record in history.records:
        if isinstance(record.entry, PaymentMade):
            made[record.entry.payment_id] = record.entry
        if isinstance(record.entry, PaymentReturned):
            made.pop(record.entry.payment_id, None)
    return next((each for each in made.values() if each.stage is PaymentStage.FINAL), None)


def _nothing_to_pay(history: History) -> bool:
    """Whether the certificate alone settled the account: nothing was awarded, so nothing is paid."""
    decided = history.determination
    return decided is not None and decided.total_award == NIL and history.paid == NIL
