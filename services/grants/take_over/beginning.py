"""A case that is taken over: what it begins with here, and what other services are told of it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from services.grants.domain.casework import charges, taken_over, works
from services.grants.domain.casework.entries import Decided
from services.grants.domain.casework.entries_of_take_over import OldCase, Stage, TakenOver
from services.grants.domain.casework.entry import Entry
from services.grants.domain.casework.take_over_rows import OldRow
from services.grants.domain.casework.waiting import NO_CLOCK
from services.grants.domain.facts.application import Application
from services.grants.in_force import law
from services.grants.in_force.policies import policy, statute
from services.grants.record import OpenRecord, announcements, begin_case
from services.grants.tables import GrantCase, TakeOver
from shared.calendar import legal_date
from shared.contracts import grants
from shared.contracts.codes import MeansTestKind, MeansTestOutcome
from shared.contracts.means_test import MeansTestCompleted
from shared.identifiers import reference_of
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import NoPolicy
from shared.problems import InvalidInput

NOT_HERE = "taken over"
"""Of the test of resources: the figures and the hash of one that was made elsewhere."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """All that a row comes to under the law and the policy."""

    case_id: uuid.UUID
    district: str
    old: OldCase
    entry: TakenOver
    made: Application | None
    decide_by: dt.date | None
    entries: tuple[Entry, ...]


def begin(uow: UnitOfWork, sheet: TakeOver, row: OldRow) -> None:
    """Begin the case of a row and tell it; of a sheet that is tried, see only that it could."""
    assert row.case is not None, "read"
    assert row.case_id is not None, "read"
    begun = _begun(sheet, row.case_id, row.case)
    if sheet.trial:
        return
    old, made = begun.old, begun.made
    case = begin_case(
        uow,
        GrantCase(
            case_id=begun.case_id,
            district=begun.district,
            state=taken_over.state(old),
            reference=reference_of(begun.case_id),
            former_reference=old.reference,
            taken_over_on=begun.entry.taken_over_on,
            entries=0,
            clock=NO_CLOCK,
            applied_on=made.applied_on if made else None,
            decide_by=begun.decide_by,
        ),
        begun.entries,
    )
    _tell_how_far(uow, case, begun)
    uow.publish(_told(begun))


def _begun(sheet: TakeOver, case_id: uuid.UUID, old: OldCase) -> _Begun:
    """The case under its policy. Raises `NoPolicy` where none covers it, or `InvalidInput`."""
    today, district = legal_date(sheet.started_at), sheet.district
    made, begun_on = (
        taken_over.application(old, district),
        old.applied_on or old.offered_on or today,
    )
    if old.stage is Stage.APPLIED:
        policy(district, begun_on)
    decided_under = _edition(district, begun_on)
    goes_on = decided_under != taken_over.OF_THAT_TIME and not old.is_closed
    law_then = statute(old.applied_on or today)
    if old.applied_on and (old.mandatory or NIL) > law_then.maximum.amount:
        raise InvalidInput.at("/mandatory", "more than the most that the law allows")
    entry = TakenOver(
        taken_over_on=today,
        organisation=sheet.organisation,
        policy_version=decided_under if goes_on else policy(district, today).version,
        case=old,
        test=_test(case_id, district, old, decided_under),
    )
    decide_by = law.decide_by(made, entry.edition_from) if made else None
    before = taken_over.Before(made, decide_by, decided_under, law_then)
    entries = tuple(taken_over.entries(old, entry, before))
    return _Begun(case_id, district, old, entry, made, decide_by, entries)


def _edition(district: str, on: dt.date) -> str:
    """The edition that was in force on a day, or that none of that time is known here."""
    try:
        return policy(district, on).version
    except NoPolicy:
        return taken_over.OF_THAT_TIME


def _test(
    case_id: uuid.UUID, district: str, old: OldCase, version: str
) -> MeansTestCompleted | None:
    """The formal test as it was made before, under the district's policy and the Act alike."""
    if old.test is None or old.applied_on is None:
        return None
    outcome, reduced = MeansTestOutcome(old.test), old.reduction or NIL
    return MeansTestCompleted(
        case_id=case_id,
        district=district,
        test_id=uuid.uuid5(case_id, NOT_HERE),
        kind=MeansTestKind.FORMAL,
        made_on=old.applied_on,
        outcome=outcome,
        reduction=reduced,
        statutory_outcome=outcome,
        statutory_reduction=reduced,
        parameter_set=NOT_HERE,
        policy_version=version,
        fingerprint=NOT_HERE,
    )


def _tell_how_far(uow: UnitOfWork, case: OpenRecord, begun: _Begun) -> None:
    """Tell a live case by the events that would have told it, so that each service goes on with it."""
    old, history = begun.old, case.history
    about = {"case_id": begun.case_id, "district": begun.district}
    if old.stage is Stage.OFFERED and (offer := history.offer) and old.offered_on:
        sums = offer.model_dump(include={"mandatory_grant", "total_award", "applicant_pays"})
        version = begun.entry.policy_version
        uow.publish(
            grants.OfferMade(**about, **sums, offered_on=old.offered_on, policy_version=version)
        )
    if begun.made is None or begun.decide_by is None:
        return
    applied_on = begun.made.applied_on
    uow.publish(
        grants.ApplicationCompleted(**about, applied_on=applied_on, decide_by=begun.decide_by)
    )
    if (decided := history.latest(Decided)) is not None:
        _tell_decision(uow, case, begun, decided)
    if old.certified_on is not None:
        done = works.told(law.works_done(history))
        uow.publish(grants.WorksCertified(**about, certified_on=old.certified_on, works=done))
    if old.charge_registered_on is not None and old.certified_on is not None:
        made = history.determination.land_charges if history.determination else ()
        uow.publish(
            grants.LandChargeRegistered(
                **about,
                registered_on=old.charge_registered_on,
                amount=charges.amount(made),
                ends_on=charges.ends_on(made, old.certified_on),
            )
        )


def _tell_decision(uow: UnitOfWork, case: OpenRecord, begun: _Begun, decided: Decided) -> None:
    """Tell the decision with the edition under which others go on with it."""
    old, made = begun.old, begun.made
    assert made is not None, "applied"
    told: grants.Approved | grants.Refused
    if old.stage is Stage.REFUSED:
        told = announcements.refused(case.row, decided.determination, decided.decided_on)
    else:
        reduced = taken_over.reduction(old, statute(made.applied_on).maximum.amount)
        told = announcements.approved(case.row, made, decided, reduced)
    uow.publish(told.model_copy(update={"policy_version": begun.entry.policy_version}))


def _told(begun: _Begun) -> grants.TakenOver:
    old = begun.old
    most = statute(old.applied_on).maximum.amount if old.applied_on else NIL
    return grants.TakenOver(
        case_id=begun.case_id,
        district=begun.district,
        taken_over_on=begun.entry.taken_over_on,
        stage=old.stage,
        applicant=old.applicant,
        applied_on=old.applied_on,
        approved_on=old.approved_on,
        certified_on=old.certified_on,
        settled_on=old.settled_on or old.closed_on,
        awards=tuple(
            grants.Award(kind=a.kind, amount=a.amount, clause=a.clause)
            for a in taken_over.told_awards(old)
        ),
        reduction=taken_over.reduction(old, most) if taken_over.reduced_anything(old) else None,
        contribution_received=old.contribution_received,
        paid=old.paid,
        policy_version=begun.entry.policy_version,
    )
