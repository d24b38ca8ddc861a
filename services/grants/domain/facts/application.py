"""An application as it is made to a district, in the shape that the contract publishes."""

from decimal import Decimal
from typing import Annotated, get_args

from services.grants.domain.codes import (
    ApplicantKind,
    Assistance,
    AwardKind,
    Diagnosis,
    DisabilityGround,
    DwellingKind,
    Expense,
    LandlordConsent,
    OwnerInterest,
    Permission,
    Purpose,
    ServiceKind,
    WorksState,
)
from shared.money import NIL
from shared.schema import Date, Field, Flag, Model, Number, Pounds, SignedPounds, read_with

Code = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Id = Annotated[str, Field(strict=True, min_length=1, max_length=100)]
Age = Annotated[int, Field(strict=True, ge=0, le=130)]
Whole = Annotated[int, Field(strict=True, ge=0, le=1000)]


def _read_finding(value: object) -> object:
    if isinstance(value, bool) or (
        isinstance(value, dict)
        and value.keys() <= _PURPOSES
        and all(isinstance(found, bool) for found in value.values())
    ):
        return value
    raise ValueError("true or false, or an object from a purpose code to true or false")


_PURPOSES = frozenset(get_args(Purpose))

_Finding = bool | dict[Purpose, bool]
Finding = Annotated[_Finding, read_with(_read_finding, _Finding)]
"""The authority's finding, for all purposes at once or for each separately (guidance B66)."""

Years = Annotated[Number, Field(le=1000)]
Share = Annotated[Number, Field(le=1)]


class Applicant(Model):
    kind: ApplicantKind
    age: Age
    person_from_abroad: Flag = False
    public_body: Flag = False
    long_term_foster_carer: Flag = False
    owner_interest: OwnerInterest = "owns"
    lease_years_left: Years | None = None
    landlord_consent: LandlordConsent = "given"
    rent_effect: Pounds = NIL


class DisabilityFinding(Model):
    """That someone is disabled, or is not: section 100."""

    disabled: Flag
    ground: DisabilityGround | None = None
    found_on: Date
    found_by: Id


class DisabledPerson(Model):
    age: Age
    finding: DisabilityFinding | None = None
    """The authority's; absent, it is taken as made; null, nobody has made it."""
    diagnoses: tuple[Diagnosis, ...] = ()
    person_from_abroad: Flag = False
    life_expectancy_under_two_years: Flag = False
    being_discharged_from_hospital: Flag = False
    at_risk_of_admission: Flag = False
    needs_24_hour_carer: Flag = False
    veteran: Flag = False


class Dwelling(Model):
    kind: DwellingKind
    main_residence: Flag
    intends_five_years: Flag | None = None
    shorter_period_reason: Id | None = None
    lived_there_years: Years
    authority: str | None = None
    """Of the area in which it stands (ONS code), where that is not the deciding district's."""
    common_parts_share: Share = Field(default=Decimal(1), json_schema_extra={"default": 1})
    ownership_disputed_or_in_probate: Flag = False


class Estimate(Model):
    contractor: Id
    amount: Pounds


class Works(Model):
    """One item of the scheme, with the authority's findings on it."""

    id: Id
    kind: Code
    purposes: tuple[Purpose, ...]
    estimates: tuple[Estimate, ...]
    specialist: Flag = False
    necessary_and_appropriate: Finding
    reasonable_and_practicable: Flag
    reasonable_price: Pounds | None = None
    preferred_scheme: Pounds | None = None
    own_labour: Flag = False
    permissions_needed: tuple[Permission, ...] = ()
    owner_has_legal_duty: Flag = False
    reasonable_for_owner_to_do: Flag = True
    """Whether an owner who is bound to carry them out can be expected to."""


class ServiceOrCharge(Model):
    kind: ServiceKind
    amount: Pounds
    by_council: Flag = False


class MovingExpense(Model):
    kind: Expense
    amount: Pounds
    months: Annotated[int, Field(strict=True, ge=1, le=120)] | None = None
    """For how many months, of rent."""


class Facts(Model):
    """What an assistance depends on; which of them belong to which kind, `checks` knows."""

    agreed_above_limit: Flag = False
    clinical_lead_approved: Flag = False
    referred_by: Code | None = None
    finances_affected: Flag = False
    clutter_rating: Whole | None = None
    abortive: Flag = False
    through_no_fault: Flag = False
    destination: Code | None = None
    new_authority_agrees: Flag = False
    adaptation_here_ruled_out: Flag = False
    before_move: Flag = False
    quotations: Whole = 0
    supported_by: Code | None = None
    new_home_suitable: Flag | None = None
    adaptation_costs_there: Pounds | None = None
    cost_here: Pounds | None = None
    net_equity_released: SignedPounds | None = None
    expenses: tuple[MovingExpense, ...] | None = None
    """What the cost asked for is made of."""
    unaffordable: Flag | None = None
    safety_concern: Flag = False
    charitable_organisation: Flag = False
    directed_by_social_care: Flag | None = None
    category_1_hazard: Flag = False
    no_existing_provision: Flag = False


class Asked(Model):
    """Discretionary help that is asked for; the cost, or nothing for what is needed."""

    kind: Assistance
    amount: Pounds | None = None
    facts: Facts = Facts()


class EarlierAward(Model):
    kind: AwardKind
    approved_on: Date
    amount: Pounds


class Application(Model):
    """An application as it is made to a district."""

    authority: str
    applied_on: Date
    applicant: Applicant
    disabled_person: DisabledPerson
    dwelling: Dwelling
    works_state: WorksState
    good_reason_for_early_start: Flag = False
    works: tuple[Works, ...]
    services_and_charges: tuple[ServiceOrCharge, ...]
    assistance: tuple[Asked, ...]
    discretionary_funds_available: Flag = True
    earlier_awards: tuple[EarlierAward, ...]
    insurance: Pounds = NIL
    damages_claim: Flag = False
    documents: tuple[Code, ...] | None = None
    waived: tuple[Code, ...] = ()
    """What the authority does without, where the rule lets it."""
