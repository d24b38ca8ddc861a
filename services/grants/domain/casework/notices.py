"""The notice of an offer or a decision, made of what was offered or decided."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.grants.domain.casework.entries_of_time import Deferral
from services.grants.domain.casework.notice import (
    Amount,
    Contribution,
    Notice,
    NoticeKind,
    NoticeWorks,
    PersonAndHome,
    Told,
)
from services.grants.domain.codes import Condition, Decline, Refusal
from services.grants.domain.determination import works as schemes
from services.grants.domain.determination.works import Item, Scheme
from services.grants.domain.facts.application import Application
from services.grants.domain.outcome import Determination
from services.grants.domain.policy.requirements import ADULT
from services.grants.domain.policy.sources import Sources
from shared.contracts.codes import WithdrawalReason
from shared.money import NIL


@dataclass(frozen=True, slots=True)
class Decision:
    """What a notice is made of: an application and what was offered or decided on it."""

    kind: NoticeKind
    on: dt.date
    application: Application
    determination: Determination
    deferral: Deferral | None
    council: str


_REFUSED = {each.value: each.meaning for each in Refusal}
_DECLINED = {each.value: each.meaning for each in Decline}
_SUBJECT_TO = {each.value: each.meaning for each in Condition}
_SIGN_OFF = (Condition.WORKS_SATISFACTORY, Condition.PAY_CONTRACTOR)
_INVOICES = (Condition.ACCEPTABLE_INVOICE, Condition.MATERIALS_ONLY, Condition.CONSENTS_OBTAINED)
_REPAIRS = (
    Condition.KEEP_IN_REPAIR,
    Condition.REPORT_FAULTS,
    Condition.WARRANTY_INCLUDED,
    Condition.MAINTAIN_AFTER_WARRANTY,
)
_DISPUTES = (
    Told(
        code="authority_not_satisfied",
        says="No grant is paid until the authority is satisfied with the works",
        clause="guidance B134",
    ),
    Told(
        code="applicant_not_satisfied",
        says="The authority can hold back the contractor's payment, or pay the applicant instead",
        clause="guidance B135",
    ),
)
_CONTRACT = (
    Told(
        code="contract_of_the_applicant",
        says="The contract for the works is between you and the contractor",
        clause="guidance B128",
    ),
    Told(
        code="at_own_risk",
        says="What you spend before we have agreed to it in writing is at your own risk",
        clause="guidance B128",
    ),
)
_CHANGES: Mapping[WithdrawalReason, str] = {
    WithdrawalReason.ENTITLEMENT_CEASED: "You sell the home, mean to, or your tenancy ends",
    WithdrawalReason.DISABLED_PERSON_MOVED: "The disabled person moves",
    WithdrawalReason.DISABLED_PERSON_DIED: "The disabled person dies",
    WithdrawalReason.WORKS_UNSUITABLE: "The works no longer suit the disabled person",
    WithdrawalReason.APPLICATION_WRONG: "Something in the application was wrong",
    WithdrawalReason.WORKS_BEGUN_BEFORE_APPROVAL: "The works began before we approved them",
    WithdrawalReason.NOT_COMPLETED_IN_TIME: "The works are not done in time",
    WithdrawalReason.OTHER_CONTRACTOR: "Another contractor did the works",
    WithdrawalReason.SCHEME_NOT_FOLLOWED: "The works are not those that we approved",
}
"""Guidance B136 and B137, in the words of a letter."""


def kind_of(determination: Determination) -> NoticeKind:
    """Which notice tells a decision; other help beside a refused or a nil grant is an approval."""
    if determination.outcome == "approved" or determination.total_award:
        return NoticeKind.APPROVAL
    return NoticeKind.NIL_GRANT if determination.outcome == "nil_grant" else NoticeKind.REFUSAL


def notice(decision: Decision, sources: Sources) -> Notice:
    """The notice of an offer or a decision, under the law and the policy that it was made by."""
    made, application = decision.determination, decision.application
    scheme = schemes.scheme(application, sources.rules, sources.statute)
    works = tuple(_works(scheme))
    return Notice(
        kind=decision.kind,
        on=decision.on,
        council=decision.council,
        policy_version=made.policy_version,
        assistance=made.awards,
        person_and_home=PersonAndHome(
            applicant=application.applicant.kind, dwelling=application.dwelling.kind
        ),
        works=works,
        cost_of_works=sum((w.cost for w in works if w.eligible), NIL),
        services_and_charges=application.services_and_charges,
        cost_of_services=scheme.services,
        contribution=_contribution(made),
        amount=_amount(made, sources),
        time_limits=made.deadlines,
        not_paid_before=decision.deferral,
        contractors=tuple(
            dict.fromkeys(w.contractor for w in works if w.eligible and w.contractor)
        ),
        contract=_CONTRACT,
        conditions=tuple(_conditions(made, tuple(Condition))),
        land_charges=made.land_charges,
        charge_waived=sources.repayment_decision() if made.land_charges else None,
        changes=tuple(_changes(sources)),
        equipment=tuple(_equipment(made, scheme, sources)),
        sign_off=(*_conditions(made, _SIGN_OFF), *_DISPUTES),
        invoices=tuple(_conditions(made, _INVOICES)),
        repairs=tuple(_conditions(made, _REPAIRS)),
        insurer=tuple(_conditions(made, (Condition.INSURE_PROPERTY,))),
        reasons=tuple(_reasons(made)),
        declined=tuple(_declined(made)),
        social_care=_social_care(made, application),
        review=next((d for d in made.deadlines if d.limit == "review_request"), None),
        working=made.working,
    )


def _works(scheme: Scheme) -> Iterator[NoticeWorks]:
    for item in scheme.items:
        yield NoticeWorks(
            id=item.works.id,
            kind=item.works.kind,
            purposes=item.works.purposes,
            eligible=item.refusal is None,
            cost=item.cost,
            contractor=_contractor(item),
        )


def _contractor(item: Item) -> str | None:
    cheapest = min(item.works.estimates, key=lambda e: e.amount, default=None)
    return cheapest.contractor if cheapest else None


def _contribution(made: Determination) -> Contribution:
    first = (c.clause for c in made.conditions if c.code == Condition.CONTRIBUTION_FIRST)
    return Contribution(
        applicant_pays=made.applicant_pays,
        beyond_the_scheme=made.beyond_the_scheme,
        paid_first=next(first, None),
    )


def _amount(made: Determination, sources: Sources) -> Amount:
    return Amount(
        total_award=made.total_award,
        mandatory_grant=made.mandatory_grant,
        maximum=sources.statute.maximum.amount,
        clause=sources.step("maximum"),
    )


def _reasons(made: Determination) -> Iterator[Told]:
    for r in made.reasons:
        yield Told(code=r.code, says=_REFUSED[r.code], clause=r.clause, of=r.of)


def _declined(made: Determination) -> Iterator[Told]:
    for d in made.declined:
        yield Told(code=d.reason, says=_DECLINED[d.reason], clause=d.clause, of=d.kind)


def _conditions(made: Determination, which: tuple[Condition, ...]) -> Iterator[Told]:
    for c in made.conditions:
        if c.code in which:
            yield Told(code=c.code, says=_SUBJECT_TO[c.code], clause=c.clause, of=c.of)


def _changes(sources: Sources) -> Iterator[Told]:
    for reason, says in _CHANGES.items():
        yield Told(code=reason, says=says, clause=sources.withdrawal(reason))


def _social_care(made: Determination, application: Application) -> Told | None:
    """The social care authority's own duty, whatever a grant does not reach (guidance 2.26)."""
    if made.outcome == "approved" and not (made.reasons or made.applicant_pays):
        return None
    child = application.disabled_person.age < ADULT
    whose = "children's services" if child else "adult social care"
    return Told(
        code="childrens_services" if child else "adult_social_care",
        says=f"The county's {whose} must help with a need that it has found, if a grant cannot",
        clause="guidance 2.26",
    )


def _equipment(made: Determination, scheme: Scheme, sources: Sources) -> Iterator[Told]:
    """Each piece that may be recovered, where that is a condition (B126)."""
    for told in _conditions(made, (Condition.RECOVER_EQUIPMENT,)):
        for item in scheme.eligible:
            if item.works.kind in sources.statute.equipment.kinds:
                yield told.model_copy(update={"of": item.works.id})
