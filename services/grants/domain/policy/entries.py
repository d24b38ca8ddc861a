"""The entries of which policy data is made: figures and lists, each with its clause."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from services.grants.domain.codes import (
    ApplicantKind,
    ComplaintStage,
    Condition,
    DwellingKind,
    Missing,
    Proof,
    ServiceKind,
    SiteMatter,
    Start,
    Trigger,
    VatBasis,
)
from shared.calendar import add_months, add_working_days
from shared.money import to_the_penny
from shared.policies import Entry
from shared.schema import Field, Model, Pounds

Whole = Annotated[int, Field(strict=True, ge=0)]
Years = Annotated[int, Field(strict=True, ge=1)]


class Amount(Entry):
    amount: Pounds


class Age(Entry):
    age: Whole


class Period(Entry):
    years: Years


class Repayment(Entry):
    """What may be demanded back: what exceeds an amount, at most another, for some years."""

    above: Pounds
    most: Pounds
    years: Years


class Estimates(Entry):
    """How many estimates an application needs; `extensive` where the works exceed an amount."""

    ordinary: Years
    extensive: Years
    extensive_above: Pounds
    specialist: Years = 1


class DocumentRule(Entry):
    """What an application needs, what else shows it, and who may do without it."""

    document: Missing
    when: Trigger
    satisfied_by: tuple[Missing | Proof, ...] = ()
    waived_by: Literal["authority"] | None = None


class ConditionRule(Entry):
    condition: Condition
    when: Trigger


class Duration(Entry):
    """A time limit: months, days or working days, one of them, and from when it is counted."""

    counted_from: Start
    months: Years | None = None
    days: Years | None = None
    working_days: Years | None = None

    def model_post_init(self, _context: Any, /) -> None:
        if sum(unit is not None for unit in (self.months, self.days, self.working_days)) != 1:
            raise ValueError("state months, days or working_days, one of them")

    @property
    def text(self) -> str:
        """Such as `6 months`."""
        if self.months is not None:
            return f"{self.months} months"
        return f"{self.days} days" if self.days is not None else f"{self.working_days} working days"

    def after(self, start: dt.date) -> dt.date:
        """The last day of a limit that runs from `start`."""
        if self.months is not None:
            return add_months(start, self.months)
        if self.days is not None:
            return start + dt.timedelta(days=self.days)
        return add_working_days(start, self.working_days or 0)


Matter = Literal["financial_hardship", "employment", "health_or_wellbeing", "care"]
"""What is regarded before repayment is demanded (B124)."""


class RepaymentDecision(Entry):
    """What is weighed before repayment is demanded on a disposal, and by whom."""

    matters: tuple[Matter, ...]
    """What is weighed: of the General Consent of 2008, four matters."""
    decided_by: str | None = None
    """The post that decides, as the policy names it; null: it names none."""


class Equipment(Entry):
    """Kinds of works that are specialist equipment."""

    kinds: tuple[str, ...]


class Supervision(Entry):
    """What each visit to works in progress looks at."""

    covers: tuple[SiteMatter, ...]


class Answered(Entry):
    """In which post somebody is answered who is not content."""

    answered_by: str | None = None
    """The post, as the policy names it; null: it names none, and any officer may."""


class StageOfComplaint(Answered):
    """Who answers a complaint."""

    stage: ComplaintStage


class Complaints(Model):
    """A district's own stages of a complaint, in order; the ombudsman comes after them."""

    review: Answered | None = None
    """Of a refusal; null: the policy does not say who looks at it again."""
    decision: tuple[StageOfComplaint, ...] = ()
    """About a decision, after the review of it."""
    service: tuple[StageOfComplaint, ...] = ()
    unapproved_works: Entry | None = None
    """What was done without approval is not considered."""
    ombudsman_at_once: Entry | None = None
    """The ombudsman can be asked without the district's stages."""


class VatRelief(Model):
    """A rate below the usual one, and for what."""

    percent: Whole
    bases: tuple[VatBasis, ...]


class Vat(Entry):
    """The rates of VAT, in percent: the usual one, and where less is charged."""

    standard: Whole
    reliefs: tuple[VatRelief, ...]

    def on(self, price: Decimal, basis: VatBasis) -> Decimal:
        """The tax on a price without it, in pounds to the penny, half up."""
        return to_the_penny(price * self.rate(basis) / 100)

    def rate(self, basis: VatBasis) -> int:
        """The rate of what is such to the law of VAT, in percent."""
        return next((r.percent for r in self.reliefs if basis in r.bases), self.standard)

    def within(self, price: Decimal) -> Decimal:
        """What of a price at the usual rate is tax, in pounds to the penny, half up."""
        return to_the_penny(price * self.standard / (100 + self.standard))


class Services(Entry):
    kinds: tuple[ServiceKind, ...]


class Dwellings(Entry):
    kinds: tuple[DwellingKind, ...]


class Applicants(Entry):
    """Who has an interest that lets them apply."""

    kinds: tuple[ApplicantKind, ...]


class Signpost(Entry):
    """Applicants whose adaptations are another's to fund (B40); the Act leaves no others out."""

    applicant: Literal["service_accommodation"]
    to: str


class Advice(Entry):
    """Who carries out or pays for the works, as advice beside an award that is the authority's."""

    applicant: Literal["council_tenant"]
    to: str


class WithoutEffect(Entry):
    """What a document would keep from someone whom the Act gives it: it is told, and yields."""

    when: Trigger
    rule: str
    prevails: str
    """The sections, or the paragraphs of the guidance, that give it all the same."""
