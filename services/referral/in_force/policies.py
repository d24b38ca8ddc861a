"""What referrals go by on a date: the national base and each district's policy."""

import datetime as dt
from decimal import Decimal

from services.referral.domain.policy import CouncilTenants, DistrictPolicy, NationalPolicy
from services.referral.domain.priority.scheme import AdoptedScheme, GroupsScheme, PointsScheme
from services.referral.domain.suggestions import SignpostingRule, Situation
from shared import policies
from shared.contacts.known import contacts
from shared.policies import InvalidPolicy, PolicyDocument

SECTION = "referral"


def statute(on: dt.date) -> NationalPolicy:
    """What the law and the guidance fix on a date. Raises `NoPolicy`."""
    return policies.national(on).section(SECTION, NationalPolicy)


def scheme_of(document: PolicyDocument) -> PointsScheme | GroupsScheme:
    """The scheme that a policy holds or has adopted. Raises `InvalidPolicy`."""
    scheme = document.section(SECTION, DistrictPolicy).priority
    if isinstance(scheme, AdoptedScheme):
        template = policies.template(scheme.template)
        scheme = template.section(SECTION, DistrictPolicy).priority
    if isinstance(scheme, AdoptedScheme):
        raise InvalidPolicy(f"{document.version}: the template has no scheme of its own")
    return scheme


def scheme_on(authority: str, on: dt.date) -> tuple[str, PointsScheme | GroupsScheme]:
    """The version of an authority's policy on a date, and its scheme. Raises `NoPolicy`."""
    document = policies.load(authority, on)
    return document.version, scheme_of(document)


def council_tenants(authority: str, on: dt.date) -> CouncilTenants | None:
    """Whom a council's own tenant may turn to by a district's policy. Raises `NoPolicy`."""
    return policies.load(authority, on).section(SECTION, DistrictPolicy).council_tenants


def minor_limit(authority: str, on: dt.date) -> Decimal:
    """Up to what cost works are minor by a district's policy, pounds. Raises `NoPolicy`."""
    return policies.load(authority, on).section(SECTION, DistrictPolicy).minor_limit.amount


def signposting(authority: str, on: dt.date) -> tuple[SignpostingRule, ...]:
    """Where people are pointed, by the national base and a district's policy. Raises `NoPolicy`."""
    own = policies.load(authority, on).section(SECTION, DistrictPolicy)
    tenants = own.council_tenants
    landlord = () if tenants is None else (_of_tenants(tenants),)
    return (*statute(on).signposting, *own.signposting, *landlord)


def _of_tenants(tenants: CouncilTenants) -> SignpostingRule:
    return SignpostingRule(when=Situation.COUNCIL_TENANT, to=tenants.to, clause=tenants.clause)


def check_all() -> None:
    """Check every policy and the national base; the service does so when it starts."""
    statute(dt.date.max)
    contacts()
    for authority in policies.authorities():
        for document in policies.versions(authority):
            scheme_of(document)
