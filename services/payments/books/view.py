"""An account as finance sees it."""

import datetime as dt
import uuid

from services.payments.books.book import Book
from services.payments.domain.own_works import ContractingParty
from services.payments.domain.policy import StageLimit
from shared.identifiers import reference_of
from shared.schema import Model, Pounds


class AccountView(Model):
    """An account as finance sees it; pounds."""

    case_id: uuid.UUID
    """The case whose grant is paid from it."""
    reference: str
    """What people call the case on the telephone and in letters."""
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    """ONS code of the district that pays."""
    opened_on: dt.date
    """The day of the approval."""
    contracting_party: ContractingParty
    """Who ordered the works: of a grant the applicant, else the council for its own tenant."""
    policy_version: str
    """The edition of the district's policy that the case was decided by."""
    award: Pounds
    """What was approved in all, in pounds."""
    contribution: Pounds
    """What the applicant has to pay, in pounds."""
    contribution_received: Pounds
    """What the applicant has paid in, in pounds."""
    contribution_first: str | None
    """The clause by which nothing is paid before the whole contribution is in; None without one."""
    paid: Pounds
    """What was paid to contractors, in pounds."""
    left: Pounds
    """What may still be accepted, in pounds: award and contribution without what was."""
    interim_limit: Pounds
    """What may be paid in all before the works are certified."""
    stage_limit: StageLimit
    """How much may be paid before the works are complete, as the policy has it."""
    works_certified_on: dt.date | None
    """The day on which the works were found complete; null before that."""
    applicant_paid_from: dt.date | None
    """From which day the applicant is paid instead of the contractor; null otherwise."""
    frozen_on: dt.date | None
    """The day on which the approval ended before the works were complete; null otherwise."""
    settled_on: dt.date | None
    """The day of the last payment; null before that."""
    contribution_due_back: Pounds | None
    """What the applicant paid in and was not spent; None until the account is settled."""

    @classmethod
    def of(cls, book: Book) -> "AccountView":
        row, now = book.row, book.standing
        return cls(
            case_id=row.case_id,
            reference=reference_of(row.case_id),
            version=row.version,
            district=row.district,
            opened_on=row.opened_on,
            contracting_party=ContractingParty(row.contracting_party),
            policy_version=row.policy_version,
            award=now.award,
            contribution=now.contribution,
            contribution_received=now.contribution_received,
            contribution_first=now.contribution_first,
            paid=book.paid,
            left=now.budget - now.paid,
            interim_limit=now.interim_limit,
            stage_limit=now.stage_limit,
            works_certified_on=row.works_certified_on,
            applicant_paid_from=row.applicant_paid_from,
            frozen_on=row.frozen_on,
            settled_on=row.settled_on,
            contribution_due_back=now.contribution_unspent if row.settled_on else None,
        )
