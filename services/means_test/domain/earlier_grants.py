"""What was paid towards earlier grants is not asked for twice (reg 13). Pounds."""

from collections.abc import Collection
from datetime import date
from fractions import Fraction

from services.means_test.domain.amounts import NIL
from services.means_test.domain.facts import EarlierGrant
from services.means_test.domain.working import Sheet
from shared.calendar import add_months

ANOTHER_CERTIFICATE = "reg 13(3)"
NOT_DONE = "reg 13(4)"
AT_MOST = "reg 13(2)"


def deduct_earlier(assessed: Fraction, relevant_people: Collection[str], sheet: Sheet) -> None:
    """Abate the reduction by those of earlier grants that qualify, to no less than nil."""
    for grant in sheet.household.earlier_grants:
        reason, provision = _why_not(grant, relevant_people, sheet)
        made = f"application made on {grant.made_on}"
        if reason:
            sheet.add("earlier_grants", None, f"{made}: {reason}", NIL, provision)
        else:
            amount = Fraction(grant.reduction)
            sheet.add("earlier_grants", None, f"{made}: its reduction", amount, provision)
    beyond = sheet.total("earlier_grants") - assessed
    if beyond > 0:
        item = "no more than the assessed reduction"
        sheet.add("earlier_grants", None, item, -beyond, AT_MOST)


def _why_not(grant: EarlierGrant, people: Collection[str], sheet: Sheet) -> tuple[str, str]:
    """Why an earlier grant does not qualify (empty if it does), and the provision."""
    application = sheet.household.application
    owner = grant.certificate == "owner"
    years, provision = sheet.figures.look_back_owner if owner else sheet.figures.look_back_tenant
    if grant.certificate == "landlord":
        return "a landlord's grant was not reduced under these Regulations", ANOTHER_CERTIFICATE
    if grant.made_on < _years_before(application.decided_on or application.made_on, int(years)):
        return f"more than {years} years before this approval", provision
    if grant.dwelling != application.dwelling:
        return "another dwelling", provision
    if not set(grant.relevant_people) & set(people):
        return "no relevant person in common", provision
    if not (grant.grant_paid or grant.works_satisfactory):
        return "no grant was paid, and the works were not done satisfactorily", NOT_DONE
    return "", provision


def _years_before(day: date, years: int) -> date:
    return add_months(day, -12 * years)
