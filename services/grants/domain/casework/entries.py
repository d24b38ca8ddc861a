"""What is recorded on a case: each entry is added to its history, and none is ever changed."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainSerializer

from services.grants.domain.casework.entries_of_time import Deferral
from services.grants.domain.casework.entry import Entry, Post, Reason
from services.grants.domain.codes import AwardKind, DisabilityGround
from services.grants.domain.determination.works import lowest
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.works import Fees, Scheme
from services.grants.domain.outcome import Determination
from shared.money import LARGEST, NIL
from shared.problems import InvalidInput
from shared.schema import Date, Field, Flag, Model, Pounds, example


def _as_stated(application: Application) -> dict[str, Any]:
    return application.model_dump(mode="json", exclude_unset=True)


Stated = Annotated[Application, PlainSerializer(_as_stated)]
"""An application kept as it was made: what it does not speak of stays unsaid."""


class CostEstimate(Model):
    """The works that adapting the present home would take, with their estimates and services."""

    model_config = example(
        works=[
            {
                "id": "shower",
                "kind": "level_access_shower",
                "purposes": ["bath_or_shower"],
                "estimates": [{"contractor": "Severn Builders", "amount": "5600.00"}],
                "necessary_and_appropriate": True,
                "reasonable_and_practicable": True,
            }
        ],
        services_and_charges=[{"kind": "plans", "amount": "350.00"}],
    )

    works: Scheme
    """The works with their estimates: the lowest of each counts."""
    services_and_charges: Fees = ()
    """Fees beside the works, such as for plans or a survey."""

    def model_post_init(self, _context: Any, /) -> None:
        if self.total > LARGEST:
            raise InvalidInput.at("/works", f"all together at most {LARGEST}")

    @property
    def total(self) -> Decimal:
        """Pounds: each work at its lowest estimate, and all services and charges."""
        works = sum((lowest(w) for w in self.works), NIL)
        return works + sum((s.amount for s in self.services_and_charges), NIL)


class Estimated(Entry):
    """What adapting the present home would cost."""

    KIND = "estimated"

    estimated_on: Date
    """The day of the estimate."""
    total: Pounds
    """All works, services and charges together, in pounds."""
    estimate: CostEstimate | None = None
    """None in cases from before it was kept."""


class Offered(Entry):
    """What was offered in principle, on the draft of an application."""

    KIND = "offered"

    offered_on: Date
    """The day of the offer in principle."""
    determination: Determination
    """What was offered, with its working."""
    draft: Stated | None = None
    """None in cases from before it was kept."""


class DisabilityFound(Entry):
    """The authority's finding that the person is disabled, or is not (section 100; B5, B6)."""

    model_config = example(
        disabled=True, ground="substantial_physical_disability", found_on="2026-03-04"
    )

    KIND = "disability_found"

    disabled: Flag
    """Whether the person is disabled within section 100."""
    ground: DisabilityGround | None = None
    """Why; needed where the person is disabled."""
    found_on: Date
    """The day of the finding; not after today."""

    def model_post_init(self, _context: Any, /) -> None:
        if self.disabled and self.ground is None:
            raise InvalidInput.at("/ground", "required: say why (section 100)")


class SocialServicesView(Entry):
    """The social services authority gave its view on the works (section 24(3); B61 to B63)."""

    model_config = example(given_on="2026-03-04")

    KIND = "social_services_view"

    given_on: Date
    """The day on which the view was given; not after today."""


class Applied(Entry):
    """A complete application, with the last day for its decision."""

    KIND = "applied"

    application: Stated
    """The application as it came in."""
    decide_by: Date
    """The last day to decide (section 34)."""


class Amended(Entry):
    """The application as it was changed before its decision, and why; the earlier one stays."""

    KIND = "amended"

    application: Stated
    """The whole application as it was from then on."""
    reason: Reason
    """Why it was changed."""


class AwardApproved(Entry):
    """Somebody in the post that the policy names approved one award, up to one sum."""

    KIND = "award_approved"

    award: AwardKind
    """The award that was approved."""
    by: str
    """The post in which it was approved, as the policy names it."""
    amount: Pounds
    """Up to how much, in pounds."""
    clause: str
    """The clause of the policy that asks for the approval."""


class Assigned(Entry):
    """Who has the case in hand from now on; null takes it from whoever had it."""

    model_config = example(officer="o.grant", team="adaptations")

    KIND = "assigned"

    officer: Post | None
    """Who has the case in hand, as their token names them; null: nobody."""
    team: Post | None
    """The team that has the case in hand; null: none."""


class Noted(Entry):
    """A note on the case. It never leaves this service."""

    model_config = example(text="The landlord answers by Friday.")

    KIND = "noted"

    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    """The note, up to 10,000 characters; read by those who may see the case until it is struck out."""


class Decided(Entry):
    """The decision on the application, with its whole working."""

    KIND = "decided"

    decided_on: Date
    """The day of the decision."""
    determination: Determination
    """What was decided, with its working."""
    deferral: Deferral | None = None
    """Payment that was put off; null where none was."""


class WorksComplete(Entry):
    """The works were found complete: the certified date, from which conditions run."""

    KIND = "works_complete"

    certified_on: Date
    """The day on which the works were found complete."""


class ChargeRegistered(Entry):
    """The charges of the decision were registered as local land charges."""

    KIND = "charge_registered"

    registered_on: Date
    """The day of the registration."""
