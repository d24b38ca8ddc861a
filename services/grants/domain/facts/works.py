"""What is applied for: works with their estimates and the findings on them, and fees."""

from typing import Annotated, get_args

from services.grants.domain.codes import Permission, ServiceKind
from services.grants.domain.facts.fields import SOME, Code, Id
from shared.bounds import AtMost
from shared.contracts.codes import Purpose
from shared.schema import Flag, Model, Pounds, read_with


def _read_finding(value: object) -> object:
    if isinstance(value, bool) or (
        isinstance(value, dict)
        and value.keys() <= _PURPOSES
        and all(isinstance(found, bool) for found in value.values())
    ):
        return value
    raise ValueError("true or false, or an object from a purpose code to true or false")


_PURPOSES = frozenset(Purpose)

_Finding = bool | dict[Purpose, bool]
Finding = Annotated[_Finding, read_with(_read_finding, _Finding)]
"""The authority's finding, for all purposes at once or for each separately (guidance B66)."""


class Estimate(Model):
    contractor: Id
    """The contractor who gave it; another for each estimate of the same works."""
    amount: Pounds
    """What the works would cost, in pounds with VAT."""


class Works(Model):
    """One item of the scheme, with the authority's findings on it."""

    id: Id
    """A name for the works within this application, such as `shower`; reasons and lines refer to
    it.
    """
    kind: Code
    """What kind of works it is, as a code of the list where one fits, such as `level_access_shower`;
    what a district has its own word for is taken as it is and told to others as `other`.
    """
    purposes: Annotated[tuple[Purpose, ...], AtMost(len(Purpose))]
    """What the works are for; at least one purpose of section 23 is needed for a grant."""
    estimates: Annotated[tuple[Estimate, ...], AtMost(20)]
    """One for each contractor who was asked; the policy says how many are needed."""
    specialist: Flag = False
    """Whether only a specialist can do it, so that one estimate may be enough."""
    necessary_and_appropriate: Finding
    """The authority's finding for all purposes, or for each by its code."""
    reasonable_and_practicable: Flag
    """The authority's finding, given the age and condition of the home."""
    reasonable_price: Pounds | None = None
    """What the authority finds reasonable, in pounds, where the estimates are above it."""
    preferred_scheme: Pounds | None = None
    """What the applicant's own dearer scheme costs, in pounds; null where there is none."""
    own_labour: Flag = False
    """Whether the applicant or the family does the work: only materials are paid."""
    permissions_needed: Annotated[tuple[Permission, ...], AtMost(len(get_args(Permission)))] = ()
    """Consents of others that these works need."""
    owner_has_legal_duty: Flag = False
    """Whether the owner is by law bound to carry the works out."""
    reasonable_for_owner_to_do: Flag = True
    """Whether an owner who is bound to carry them out can be expected to."""


class ServiceOrCharge(Model):
    kind: ServiceKind
    """What the fee is for."""
    amount: Pounds
    """What it costs, in pounds."""
    by_council: Flag = False
    """Whether the council's own staff do it."""


Scheme = Annotated[tuple[Works, ...], AtMost(SOME)]
Fees = Annotated[tuple[ServiceOrCharge, ...], AtMost(SOME)]
