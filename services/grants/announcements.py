"""Decisions as other services learn of them."""

import datetime as dt
import uuid
from collections import defaultdict
from decimal import Decimal

from services.grants.determining import case_of
from services.grants.domain.determination.works import refusal_of
from services.grants.domain.facts.application import Application
from services.grants.domain.outcome import Determination
from services.grants.in_force.policies import statute
from services.grants.tables import GrantCase
from shared.calendar import add_months
from shared.contracts.contractors import contractor_id
from shared.contracts.grants import (
    Approved,
    Award,
    Cited,
    Contractor,
    LandCharge,
    OfferMade,
    Refused,
)
from shared.money import NIL

MONTHS_A_YEAR = 12


def offer_made(case: GrantCase, determination: Determination, on: dt.date) -> OfferMade:
    """What was offered in principle."""
    return OfferMade(
        case_id=case.case_id,
        district=case.district,
        offered_on=on,
        mandatory_grant=determination.mandatory_grant,
        total_award=determination.total_award,
        applicant_pays=determination.applicant_pays,
        policy_version=determination.policy_version,
    )


def approved(case: GrantCase, determination: Determination, on: dt.date) -> Approved:
    """What was approved, for how much, on which conditions."""
    return Approved(
        case_id=case.case_id,
        district=case.district,
        decided_on=on,
        estimated_expense=determination.estimated_expense,
        awards=tuple(
            Award(kind=a.kind, amount=a.amount, clause=a.clause) for a in determination.awards
        ),
        mandatory_grant=determination.mandatory_grant,
        reduction=reduction_counted(case, determination),
        total_award=determination.total_award,
        applicant_pays=determination.applicant_pays,
        land_charges=tuple(
            LandCharge(on=c.on, amount=c.amount, years=c.years, clause=c.clause)
            for c in determination.land_charges
        ),
        conditions=tuple(Cited(code=c.code, clause=c.clause) for c in determination.conditions),
        contractors=contractors_of(case),
        policy_version=determination.policy_version,
    )


def contractors_of(case: GrantCase) -> tuple[Contractor, ...]:
    """Who gave an estimate for eligible works, and what theirs come to (section 38; B132)."""
    estimates: dict[uuid.UUID, Decimal] = defaultdict(Decimal)
    for work in case_of(case).works:
        if refusal_of(work) is None:
            for estimate in work.estimates:
                most = estimate.amount if work.reasonable_price is None else work.reasonable_price
                by = contractor_id(case.case_id, estimate.contractor)
                estimates[by] += min(most, estimate.amount)
    return tuple(Contractor(id=i, estimate=amount) for i, amount in estimates.items())


def reduction_counted(case: GrantCase, determination: Determination) -> Decimal:
    """By how much the mandatory grant was in fact reduced: at most what it would have been.

    That is the lesser of the expense and the maximum (section 30; regulation 13), pounds.
    """
    if case.formal_test is None or case.applied_on is None:
        return NIL
    otherwise = min(determination.estimated_expense, statute(case.applied_on).maximum.amount)
    return min(Decimal(case.formal_test["reduction"]), otherwise)


def refused(case: GrantCase, determination: Determination, on: dt.date) -> Refused:
    """Why the mandatory grant was refused."""
    return Refused(
        case_id=case.case_id,
        district=case.district,
        decided_on=on,
        reasons=tuple(Cited(code=r.code, clause=r.clause) for r in determination.reasons),
        policy_version=determination.policy_version,
    )


def works_done(case: GrantCase, application: Application) -> tuple[str, ...]:
    """The kinds of work that were paid for; a relocation grant alone pays for a move."""
    awards = (case.determination or {}).get("awards", [])
    if {award["kind"] for award in awards} == {"relocation"}:
        return ()
    return tuple(dict.fromkeys(work.kind for work in application.works))


def charges_of(case: GrantCase) -> list[LandCharge]:
    """The land charges of the decision."""
    charges = (case.determination or {}).get("land_charges", [])
    return [LandCharge.model_validate(c) for c in charges]


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years later."""
    return add_months(day, years * MONTHS_A_YEAR)
