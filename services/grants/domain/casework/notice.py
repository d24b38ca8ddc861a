"""What a notice holds: all that guidance 5.31, B120 and B121 ask to be told."""

from enum import StrEnum

from services.grants.domain.casework.entries_of_time import Deferral
from services.grants.domain.codes import ApplicantKind, DwellingKind
from services.grants.domain.facts.works import ServiceOrCharge
from services.grants.domain.outcome import Award, Deadline, LandCharge, Line
from services.grants.domain.policy.entries import RepaymentDecision
from shared.contracts.codes import Purpose
from shared.schema import Date, Flag, Model, Pounds


class NoticeKind(StrEnum):
    """The notices that there are."""

    OFFER = "offer"
    APPROVAL = "approval"
    NIL_GRANT = "nil_grant"
    REFUSAL = "refusal"
    VARIATION = "variation"


class Told(Model):
    """Something that the applicant is told, in words and with its clause."""

    code: str
    """What it is, as a stable code."""
    says: str
    """The same in words."""
    clause: str
    """The section or clause that it comes from."""
    of: str | None = None
    """The works, by its id, or the award that it is about; null: the whole case."""


class NoticeWorks(Model):
    """One item of the works, as it was found and costed."""

    id: str
    """The works' name within the application."""
    kind: str
    """What kind of works it is, as a code."""
    purposes: tuple[Purpose, ...]
    """What the works are for."""
    eligible: Flag
    """Whether the grant is for it; why it is not stands among the reasons."""
    cost: Pounds
    """What it is taken to cost, in pounds."""
    contractor: str | None
    """Who is expected to do it: whose estimate is the lowest; null where there is none."""


class PersonAndHome(Model):
    """Who applied for which kind of home; name and address stand in the letter alone."""

    applicant: ApplicantKind
    """As what somebody applied."""
    dwelling: DwellingKind
    """What kind of home it is."""


class Contribution(Model):
    """What the applicant pays, in pounds, and how."""

    applicant_pays: Pounds
    """Of the scheme."""
    beyond_the_scheme: Pounds
    """Of the applicant's own dearer choice."""
    paid_first: str | None
    """The clause by which it is paid before any grant; null: to the contractor, with the works."""


class Amount(Model):
    """What is awarded and the most that could be, in pounds."""

    total_award: Pounds
    """All awards together."""
    mandatory_grant: Pounds
    """The mandatory grant alone."""
    maximum: Pounds
    """The most that a mandatory grant can be."""
    clause: str
    """The clause that sets the most."""


class Notice(Model):
    """An offer or a decision as the applicant is told of it; sums are pounds."""

    kind: NoticeKind
    """What the notice tells."""
    on: Date
    """The day of the offer or decision."""
    council: str
    """The name of the council that decides."""
    policy_version: str
    """The edition of the district's policy that is applied."""
    assistance: tuple[Award, ...]
    """Each grant or help."""
    person_and_home: PersonAndHome
    """Whom and which home it is for."""
    works: tuple[NoticeWorks, ...]
    """The works, those that the grant is not for among them."""
    cost_of_works: Pounds
    """What the eligible works are taken to cost."""
    services_and_charges: tuple[ServiceOrCharge, ...]
    """Fees that count beside the works."""
    cost_of_services: Pounds
    """What these fees come to."""
    contribution: Contribution
    """What the applicant pays."""
    amount: Amount
    """What is awarded, and the most."""
    time_limits: tuple[Deadline, ...]
    """What is due by when."""
    not_paid_before: Deferral | None
    """Payment that is put off (section 36); null where none is."""
    contractors: tuple[str, ...]
    """Who is expected to do the works."""
    contract: tuple[Told, ...]
    """Whose the contract for the works is, and what is at the applicant's own risk."""
    conditions: tuple[Told, ...]
    """What the award is subject to."""
    land_charges: tuple[LandCharge, ...]
    """Charges to be registered on the home."""
    charge_waived: RepaymentDecision | None
    """What is weighed before a charge is demanded, and by whom; null where there is no charge."""
    changes: tuple[Told, ...]
    """What lets the authority stop paying, or ask for money back, before the works are done."""
    equipment: tuple[Told, ...]
    """Equipment that may be recovered."""
    sign_off: tuple[Told, ...]
    """How the works are signed off and paid for, also where their quality is in dispute."""
    invoices: tuple[Told, ...]
    """Invoices and certificates that are needed."""
    repairs: tuple[Told, ...]
    """Who looks after the works once they are done."""
    insurer: tuple[Told, ...]
    """Whom the applicant tells of the works."""
    reasons: tuple[Told, ...]
    """Why the grant, or a part of the works, is refused: every reason."""
    declined: tuple[Told, ...]
    """Help that was asked for and is not awarded, each with why."""
    social_care: Told | None
    """Who else has to help, where the grant is refused or does not pay for all of the works."""
    review: Deadline | None
    """By when the decision can be asked to be looked at again; null where it cannot be."""
    working: tuple[Line, ...]
    """How the sums came about."""
