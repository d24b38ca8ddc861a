"""What was recorded on cases, in rows that are added and never changed."""

import datetime as dt
import uuid
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Index, Text, cast, func, text, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.domain.casework import (
    entries,
    entries_of_amending,
    entries_of_clinic,
    entries_of_complaints,
    entries_of_decants,
    entries_of_ending,
    entries_of_estimates,
    entries_of_letters,
    entries_of_papers,
    entries_of_repayment,
    entries_of_servicing,
    entries_of_take_over,
    entries_of_time,
    entries_of_visits,
    entries_of_works,
)
from services.grants.domain.casework.entry import Entry
from services.grants.domain.casework.every_entry import TOLD, kind_of
from services.grants.tables.base import Base
from shared.contracts.event import Event
from shared.persistence.stored import Stored

_CONTRACTS = {contract.TYPE: contract for contract in TOLD}


class CaseEntry(Base):
    """One entry of a case's history; the runtime role may neither change nor delete it.

    Each kind of entry has a column of its own, and so forms of its own.
    """

    __tablename__ = "entries"
    __table_args__ = (
        Index(
            "entries_recovered",
            "district",
            postgresql_where=text(
                "kind IN ('payments.grant-recovered', 'payments.recovery-corrected')"
            ),
        ),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """Counts the entries of the case from 1."""
    district: Mapped[str]
    kind: Mapped[str]
    """The column that holds it, or the type of the event that another service told."""
    at: Mapped[dt.datetime]
    by: Mapped[str]
    """Who recorded it: the token's subject, or this service where another one told it."""

    told: Mapped[dict[str, Any] | None]
    """The event's body as it was published: the contracts keep it readable."""
    estimated: Mapped[entries.Estimated | None] = mapped_column(Stored(entries.Estimated))
    offered: Mapped[entries.Offered | None] = mapped_column(Stored(entries.Offered))
    disability_found: Mapped[entries.DisabilityFound | None] = mapped_column(
        Stored(entries.DisabilityFound)
    )
    social_services_view: Mapped[entries.SocialServicesView | None] = mapped_column(
        Stored(entries.SocialServicesView)
    )
    applied: Mapped[entries.Applied | None] = mapped_column(Stored(entries.Applied))
    amended: Mapped[entries.Amended | None] = mapped_column(Stored(entries.Amended))
    award_approved: Mapped[entries.AwardApproved | None] = mapped_column(
        Stored(entries.AwardApproved)
    )
    assigned: Mapped[entries.Assigned | None] = mapped_column(Stored(entries.Assigned))
    noted: Mapped[entries.Noted | None] = mapped_column(Stored(entries.Noted))
    decided: Mapped[entries.Decided | None] = mapped_column(Stored(entries.Decided))
    withdrawn: Mapped[entries_of_ending.Withdrawn | None] = mapped_column(
        Stored(entries_of_ending.Withdrawn)
    )
    works_complete: Mapped[entries.WorksComplete | None] = mapped_column(
        Stored(entries.WorksComplete)
    )
    charge_registered: Mapped[entries.ChargeRegistered | None] = mapped_column(
        Stored(entries.ChargeRegistered)
    )
    closed: Mapped[entries_of_ending.CaseClosed | None] = mapped_column(
        Stored(entries_of_ending.CaseClosed)
    )

    deadline_neared: Mapped[entries_of_time.DeadlineNeared | None] = mapped_column(
        Stored(entries_of_time.DeadlineNeared)
    )
    deadline_passed: Mapped[entries_of_time.DeadlinePassed | None] = mapped_column(
        Stored(entries_of_time.DeadlinePassed)
    )
    extended: Mapped[entries_of_time.Extended | None] = mapped_column(
        Stored(entries_of_time.Extended)
    )
    review_requested: Mapped[entries_of_time.ReviewRequested | None] = mapped_column(
        Stored(entries_of_time.ReviewRequested)
    )
    review_answered: Mapped[entries_of_time.ReviewAnswered | None] = mapped_column(
        Stored(entries_of_time.ReviewAnswered)
    )

    letter_sent: Mapped[entries_of_letters.LetterSent | None] = mapped_column(
        Stored(entries_of_letters.LetterSent)
    )

    variation_proposed: Mapped[entries_of_works.VariationProposed | None] = mapped_column(
        Stored(entries_of_works.VariationProposed)
    )
    variation_consented: Mapped[entries_of_works.VariationConsented | None] = mapped_column(
        Stored(entries_of_works.VariationConsented)
    )
    variation_dropped: Mapped[entries_of_works.VariationDropped | None] = mapped_column(
        Stored(entries_of_works.VariationDropped)
    )
    varied: Mapped[entries_of_works.Varied | None] = mapped_column(Stored(entries_of_works.Varied))
    contractor_agreed: Mapped[entries_of_works.ContractorAgreed | None] = mapped_column(
        Stored(entries_of_works.ContractorAgreed)
    )
    dispute_raised: Mapped[entries_of_works.DisputeRaised | None] = mapped_column(
        Stored(entries_of_works.DisputeRaised)
    )
    dispute_settled: Mapped[entries_of_works.DisputeSettled | None] = mapped_column(
        Stored(entries_of_works.DisputeSettled)
    )
    accepted: Mapped[entries_of_works.Accepted | None] = mapped_column(
        Stored(entries_of_works.Accepted)
    )
    checked_after: Mapped[entries_of_works.CheckedAfter | None] = mapped_column(
        Stored(entries_of_works.CheckedAfter)
    )

    change_decided: Mapped[entries_of_repayment.ChangeDecided | None] = mapped_column(
        Stored(entries_of_repayment.ChangeDecided)
    )
    home_disposed: Mapped[entries_of_repayment.HomeDisposed | None] = mapped_column(
        Stored(entries_of_repayment.HomeDisposed)
    )
    repayment_decided: Mapped[entries_of_repayment.RepaymentDecided | None] = mapped_column(
        Stored(entries_of_repayment.RepaymentDecided)
    )
    charge_removed: Mapped[entries_of_repayment.ChargeRemoved | None] = mapped_column(
        Stored(entries_of_repayment.ChargeRemoved)
    )

    struck_out: Mapped[entries_of_amending.StruckOut | None] = mapped_column(
        Stored(entries_of_amending.StruckOut)
    )

    schedule_drawn: Mapped[entries_of_estimates.ScheduleDrawn | None] = mapped_column(
        Stored(entries_of_estimates.ScheduleDrawn)
    )
    lines_estimated: Mapped[entries_of_estimates.LinesEstimated | None] = mapped_column(
        Stored(entries_of_estimates.LinesEstimated)
    )

    urgent_first: Mapped[entries_of_amending.UrgentFirst | None] = mapped_column(
        Stored(entries_of_amending.UrgentFirst)
    )
    refusal_invited: Mapped[entries_of_time.RefusalInvited | None] = mapped_column(
        Stored(entries_of_time.RefusalInvited)
    )
    invitation_answered: Mapped[entries_of_time.InvitationAnswered | None] = mapped_column(
        Stored(entries_of_time.InvitationAnswered)
    )

    complaint_made: Mapped[entries_of_complaints.ComplaintMade | None] = mapped_column(
        Stored(entries_of_complaints.ComplaintMade)
    )
    complaint_answered: Mapped[entries_of_complaints.ComplaintAnswered | None] = mapped_column(
        Stored(entries_of_complaints.ComplaintAnswered)
    )
    remedy_carried_out: Mapped[entries_of_complaints.RemedyCarriedOut | None] = mapped_column(
        Stored(entries_of_complaints.RemedyCarriedOut)
    )

    clinic_referred: Mapped[entries_of_clinic.ReferredToClinic | None] = mapped_column(
        Stored(entries_of_clinic.ReferredToClinic)
    )
    clinic_advised: Mapped[entries_of_clinic.ClinicAdvised | None] = mapped_column(
        Stored(entries_of_clinic.ClinicAdvised)
    )
    clinic_decided: Mapped[entries_of_clinic.ClinicDecided | None] = mapped_column(
        Stored(entries_of_clinic.ClinicDecided)
    )

    taken_over: Mapped[entries_of_take_over.TakenOver | None] = mapped_column(
        Stored(entries_of_take_over.TakenOver)
    )

    paper_filed: Mapped[entries_of_papers.PaperFiled | None] = mapped_column(
        Stored(entries_of_papers.PaperFiled)
    )

    visit_planned: Mapped[entries_of_visits.VisitPlanned | None] = mapped_column(
        Stored(entries_of_visits.VisitPlanned)
    )
    visit_held: Mapped[entries_of_visits.VisitHeld | None] = mapped_column(
        Stored(entries_of_visits.VisitHeld)
    )
    fault_found: Mapped[entries_of_visits.FaultFound | None] = mapped_column(
        Stored(entries_of_visits.FaultFound)
    )
    fault_put_right: Mapped[entries_of_visits.FaultPutRight | None] = mapped_column(
        Stored(entries_of_visits.FaultPutRight)
    )
    decanted: Mapped[entries_of_decants.Decanted | None] = mapped_column(
        Stored(entries_of_decants.Decanted)
    )
    decant_ended: Mapped[entries_of_decants.DecantEnded | None] = mapped_column(
        Stored(entries_of_decants.DecantEnded)
    )
    servicing_arranged: Mapped[entries_of_servicing.ServicingArranged | None] = mapped_column(
        Stored(entries_of_servicing.ServicingArranged)
    )
    serviced: Mapped[entries_of_servicing.Serviced | None] = mapped_column(
        Stored(entries_of_servicing.Serviced)
    )

    def keep(self, entry: Entry | Event) -> None:
        """Fill the columns of this entry's kind."""
        self.kind = kind_of(entry)
        if isinstance(entry, Event):
            self.told = entry.model_dump(mode="json")
        else:
            setattr(self, entry.KIND, entry)


AT_HAND = 1000
"""Entries that are kept open: those of some fifty cases."""
_STORED = {c.key: c.type for c in CaseEntry.__table__.columns if isinstance(c.type, Stored)}
SAID = cast(
    func.coalesce(
        CaseEntry.told,
        *(type_coerce(CaseEntry.__table__.c[name], JSONB) for name in _STORED),
    ),
    Text,
).label("said")
"""What an entry says, in whichever column of its kind; the other forty are not looked at."""


@lru_cache(maxsize=AT_HAND)
def opened(kind: str, said: str) -> Entry | Event:
    """What was recorded.

    The same words are the same entry, and none changes: what every command of a case at hand reads
    again is opened once.
    """
    content = orjson.loads(said)
    if kind in _CONTRACTS:
        return _CONTRACTS[kind].model_validate(content)
    entry: Entry = _STORED[kind].opened(content)
    return entry
