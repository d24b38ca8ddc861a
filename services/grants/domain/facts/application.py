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
    ServiceKind,
    WorksState,
)
from shared.bounds import AtMost
from shared.contracts.codes import Purpose
from shared.money import NIL
from shared.schema import (
    Date,
    Field,
    Flag,
    Model,
    Number,
    Pounds,
    SignedPounds,
    example,
    number_shown,
    read_with,
)

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


_PURPOSES = frozenset(Purpose)

_Finding = bool | dict[Purpose, bool]
Finding = Annotated[_Finding, read_with(_read_finding, _Finding)]
"""The authority's finding, for all purposes at once or for each separately (guidance B66)."""

Years = Annotated[Number, Field(le=1000), number_shown(1000)]
Share = Annotated[Number, Field(le=1), number_shown(1)]
Authority = Annotated[str, AtMost(9)]
SOME, MANY = 50, 100
"""Entries of a list: of works and fees, which somebody priced; of papers and of earlier awards."""


class Applicant(Model):
    kind: ApplicantKind
    """As what the applicant applies; decides which certificate and consents are needed."""
    age: Age
    """Age in whole years on the day of the application; 18 or over may apply."""
    person_from_abroad: Flag = False
    """Whether immigration law keeps the applicant from public help with housing."""
    public_body: Flag = False
    """Whether it is a council, a health body or another that is paid no grant."""
    long_term_foster_carer: Flag = False
    """Whether the applicant fosters the disabled child for the long term."""
    owner_interest: OwnerInterest = "owns"
    """Whether the applicant owns the home or is about to buy it."""
    lease_years_left: Years | None = None
    """Years that the lease still runs; null where the home is freehold or rented."""
    landlord_consent: LandlordConsent = "given"
    """What the landlord or site owner says to the works; leave out where nobody is asked."""
    rent_effect: Pounds = NIL
    """Of a landlord: what the higher rent after the works is worth, in pounds; comes off the
    grant.
    """


class DisabilityFinding(Model):
    """That someone is disabled, or is not: section 100."""

    disabled: Flag
    """Whether the person is disabled within section 100."""
    ground: DisabilityGround | None = None
    """Why; null where the person is found not to be disabled."""
    found_on: Date
    """The day of the finding."""
    found_by: Id
    """Who found it, as the token names them."""


class DisabledPerson(Model):
    age: Age
    """Age in whole years on the day of the application, 0 to 130."""
    finding: DisabilityFinding | None = None
    """The authority's; absent, it is taken as made; null, nobody has made it."""
    diagnoses: Annotated[tuple[Diagnosis, ...], AtMost(len(get_args(Diagnosis)))] = ()
    """Diagnoses on which an offer of the policy depends; no others."""
    person_from_abroad: Flag = False
    """Whether immigration law keeps the person from public help with housing."""
    life_expectancy_under_two_years: Flag = False
    """Whether the person is expected to live less than two years."""
    being_discharged_from_hospital: Flag = False
    """Whether the person is to come home from hospital."""
    at_risk_of_admission: Flag = False
    """Whether without help the person may have to go to hospital or into care."""
    needs_24_hour_carer: Flag = False
    """Whether somebody has to be with the person day and night."""
    veteran: Flag = False
    """Whether the person served in the armed forces."""


class Dwelling(Model):
    kind: DwellingKind
    """What kind of home it is."""
    main_residence: Flag
    """Whether it is, or will be, the disabled person's only or main home."""
    intends_five_years: Flag | None = None
    """Whether the person means to live there for the grant condition period of five years."""
    shorter_period_reason: Id | None = None
    """Why not so long, such as health; null where the five years are meant."""
    lived_there_years: Years
    """Years for which the applicant has lived there; parts of a year may be given."""
    authority: Authority | None = None
    """Of the area in which it stands (ONS code), where that is not the deciding district's."""
    common_parts_share: Share = Field(default=Decimal(1), json_schema_extra={"default": 1})
    """The applicant's share of works on common parts, 0 to 1; 1 where there are none."""
    ownership_disputed_or_in_probate: Flag = False
    """Whether it is not settled who owns the home."""


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
    """What kind of works it is, as a code, such as `level_access_shower`."""
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


class MovingExpense(Model):
    kind: Expense
    """What the expense is for."""
    amount: Pounds
    """What it costs, in pounds; of rent, a month."""
    months: Annotated[int, Field(strict=True, ge=1, le=120)] | None = None
    """For how many months, of rent."""


class AssistanceFacts(Model):
    """What an assistance depends on; which of them belong to which kind, `checks` knows."""

    agreed_above_limit: Flag = False
    """Whether those whom the policy names agreed to more than its usual limit."""
    clinical_lead_approved: Flag = False
    """Whether the clinical lead approved."""
    referred_by: Code | None = None
    """Who referred the person, as a code of the policy, such as `occupational_therapist`."""
    finances_affected: Flag = False
    """Whether the condition bears on the household's finances."""
    clutter_rating: Whole | None = None
    """Rating on the clutter scale, where the help is with hoarding."""
    abortive: Flag = False
    """Whether the application cannot go on, so that fees were paid for nothing."""
    through_no_fault: Flag = False
    """Whether that is not the applicant's fault."""
    destination: Code | None = None
    """Where the household moves to, as a code of the policy."""
    new_authority_agrees: Flag = False
    """Whether the authority of the new home agrees to the move."""
    adaptation_here_ruled_out: Flag = False
    """Whether the present home cannot reasonably be adapted."""
    before_move: Flag = False
    """Whether the help is asked for before the move."""
    quotations: Whole = 0
    """How many quotations came in for what is asked for."""
    supported_by: Code | None = None
    """Who recommends it, as a code of the policy, such as `trusted_assessor`."""
    new_home_suitable: Flag | None = None
    """Whether the new home suits or can be made to; null: not known."""
    adaptation_costs_there: Pounds | None = None
    """What adapting the new home would cost, in pounds."""
    cost_here: Pounds | None = None
    """What adapting the present home would cost, in pounds."""
    net_equity_released: SignedPounds | None = None
    """What the sale leaves over after the purchase, in pounds; negative: a shortfall."""
    expenses: Annotated[tuple[MovingExpense, ...], AtMost(SOME)] | None = None
    """What the cost asked for is made of."""
    unaffordable: Flag | None = None
    """Whether the assessed contribution cannot be afforded; null: not looked at."""
    safety_concern: Flag = False
    """Whether the person would not be safe without it."""
    charitable_organisation: Flag = False
    """Whether a charity asks, and no individual."""
    directed_by_social_care: Flag | None = None
    """Whether social care asked for it; null: not known."""
    category_1_hazard: Flag = False
    """Whether the home has a category 1 hazard under the rating system."""
    no_existing_provision: Flag = False
    """Whether the home has no room for carers yet."""


class Asked(Model):
    """Discretionary help that is asked for; the cost, or nothing for what is needed."""

    kind: Assistance
    """Which help of the policy is asked for."""
    amount: Pounds | None = None
    """What it costs, in pounds; null: whatever turns out to be needed."""
    facts: AssistanceFacts = AssistanceFacts()
    """What the offer depends on; only the facts of its kind are taken."""


Help = Annotated[tuple[Asked, ...], AtMost(len(get_args(Assistance)))]


class EarlierAward(Model):
    kind: AwardKind
    """Which grant or help it was."""
    approved_on: Date
    """The day of its approval; policies count the years from it."""
    amount: Pounds
    """How much was awarded, in pounds."""


class Application(Model):
    """An application as it is made to a district."""

    model_config = example(
        authority="E07000083",
        applied_on="2026-03-05",
        applicant={"kind": "owner_occupier", "age": 58},
        disabled_person={"age": 58},
        dwelling={
            "kind": "house",
            "main_residence": True,
            "intends_five_years": True,
            "lived_there_years": 12,
        },
        works_state="not_started",
        works=[
            {
                "id": "shower",
                "kind": "level_access_shower",
                "purposes": ["bath_or_shower"],
                "estimates": [
                    {"contractor": "Severn Builders", "amount": "5600.00"},
                    {"contractor": "Vale Bathrooms", "amount": "6150.00"},
                ],
                "necessary_and_appropriate": True,
                "reasonable_and_practicable": True,
            }
        ],
        services_and_charges=[{"kind": "plans", "amount": "350.00"}],
        assistance=[],
        earlier_awards=[],
    )

    authority: Authority
    """ONS code of the district that decides; the one to which the case belongs."""
    applied_on: Date
    """The day on which the application came in; the time to decide counts from it."""
    applicant: Applicant
    """Who applies; need not be the disabled person."""
    disabled_person: DisabledPerson
    """For whom the works are."""
    dwelling: Dwelling
    """The home that is to be adapted."""
    works_state: WorksState
    """How far the works have come; after they are begun a grant needs a good reason."""
    good_reason_for_early_start: Flag = False
    """Whether the authority accepts why the works were begun before approval."""
    works: Scheme
    """The works that are applied for, each with its estimates and the authority's findings."""
    services_and_charges: Fees
    """Fees beside the works, such as for plans or a survey."""
    assistance: Help
    """Help under the district's policy that is asked for beside the mandatory grant."""
    discretionary_funds_available: Flag = True
    """Whether the district has money left for such help."""
    earlier_awards: Annotated[tuple[EarlierAward, ...], AtMost(MANY)]
    """Grants and help given before to the same person, that a policy may count."""
    insurance: Pounds = NIL
    """What an insurer pays towards the works, in pounds; comes off the grant."""
    damages_claim: Flag = False
    """Whether damages are claimed for the disability, from which the grant may be repaid."""
    documents: Annotated[tuple[Code, ...], AtMost(MANY)] | None = None
    """Codes of the documents that came in; null: taken as complete."""
    waived: Annotated[tuple[Code, ...], AtMost(MANY)] = ()
    """What the authority does without, where the rule lets it."""
