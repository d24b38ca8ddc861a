"""Entries about the works: variations, another contractor, disputes, and what follows completion."""

from enum import StrEnum
from typing import Annotated

from services.grants.domain.casework.entries import Stated
from services.grants.domain.casework.entry import Entry, Reason
from services.grants.domain.facts.assistance import Help
from services.grants.domain.facts.fields import SOME, Id
from services.grants.domain.facts.works import Fees, Scheme
from services.grants.domain.outcome import Determination
from shared.bounds import AtMost
from shared.schema import Date, Field, Flag, Model, Pounds, example


class VariationCause(StrEnum):
    """Why the approved scheme is varied."""

    UNFORESEEN_WORKS = "unforeseen_works"
    OTHER_WORKS_FIRST = "other_works_first"
    NEEDS_CHANGED = "needs_changed"
    COST_CHANGED = "cost_changed"
    APPLICANT_ASKED = "applicant_asked"


class Variation(Model):
    """The scheme as it would be from now on, whole, and why it is varied."""

    model_config = example(
        works=[
            {
                "id": "shower",
                "kind": "level_access_shower",
                "purposes": ["bath_or_shower"],
                "estimates": [
                    {"contractor": "Severn Builders", "amount": "6400.00"},
                    {"contractor": "Vale Bathrooms", "amount": "6800.00"},
                ],
                "necessary_and_appropriate": True,
                "reasonable_and_practicable": True,
            }
        ],
        services_and_charges=[],
        cause="unforeseen_works",
        reason="The floor is rotten",
    )

    works: Scheme
    """All works from now on, those that stay as they are too."""
    services_and_charges: Fees
    """All fees beside the works from now on."""
    assistance: Help | None = None
    """Help that is asked for from now on; null: as before."""
    cause: VariationCause
    """Why the scheme is varied."""
    reason: Reason
    """What happened, in the officer's words; kept in the history."""


class VariationProposed(Entry):
    """A variation that is to be consented to, approved and decided."""

    KIND = "variation_proposed"

    application: Stated
    """The application with the scheme as it would be."""
    cause: VariationCause
    """Why the scheme is varied."""
    reason: Reason
    """What happened, in the officer's words."""


class Consent(Model):
    """The applicant agrees to a variation, knowing its figures."""

    model_config = example(given_on="2026-03-10", applicant_pays="0.00", land_charges="6150.00")

    given_on: Date
    """The day on which the applicant agreed; not after today."""
    applicant_pays: Pounds
    """What the applicant was told to pay of it, in pounds."""
    land_charges: Pounds
    """What the applicant was told of charges on the home, in pounds."""


class VariationConsented(Consent, Entry):
    """The applicant agreed; it holds for figures that are no larger (5.30, 6.16, B125)."""

    KIND = "variation_consented"


class VariationDropped(Entry):
    """The variation is not gone on with; the approval stays as it was."""

    model_config = example(reason="The floor can stay")

    KIND = "variation_dropped"

    reason: Reason
    """Why not, in the officer's words; kept in the history."""


class Varied(Entry):
    """A new determination beside the old one, which counts from then on."""

    KIND = "varied"

    varied_on: Date
    """The day of the decision on the variation."""
    application: Stated
    """The application with the scheme as it now is."""
    determination: Determination
    """What is now approved, with its working."""
    cause: VariationCause
    """Why the scheme was varied."""


class ContractorChange(Model):
    """Another contractor, to whom the authority agrees (section 38; B132)."""

    model_config = example(
        agreed_on="2026-03-10",
        contractor="Vale Bathrooms",
        works=["shower"],
        estimate="5600.00",
        reason="The first contractor has closed",
    )

    agreed_on: Date
    """The day on which the authority agreed; not after today."""
    contractor: Id
    """Who does the works instead."""
    works: Annotated[tuple[Id, ...], Field(min_length=1), AtMost(SOME)]
    """Which works of the application, by their ids."""
    estimate: Pounds
    """What they ask for these works, in pounds; the grant does not rise for it."""
    reason: Reason
    """Why another does them, in the officer's words; kept in the history."""


class ContractorAgreed(ContractorChange, Entry):
    """The authority agreed that another contractor does the works."""

    KIND = "contractor_agreed"


class Complainant(StrEnum):
    """Who is not satisfied with the works."""

    AUTHORITY = "authority"
    APPLICANT = "applicant"


class Dispute(Model):
    """Somebody is not satisfied with the works: nothing is paid until that is settled."""

    model_config = example(raised_on="2026-03-10", by="applicant", reason="The door sticks")

    raised_on: Date
    """The day on which it was said; not after today."""
    by: Complainant
    """Who is not satisfied: the authority (B134) or the applicant (B135)."""
    reason: Reason
    """What is wrong; kept in the history."""


class DisputeRaised(Dispute, Entry):
    """A dispute about the quality of the works was raised."""

    KIND = "dispute_raised"


class DisputeOutcome(StrEnum):
    """How a dispute was settled."""

    REMEDIED = "remedied"
    SATISFACTORY = "satisfactory"
    PAID_TO_APPLICANT = "paid_to_applicant"


class Settlement(Model):
    """How a dispute ends."""

    model_config = example(settled_on="2026-03-10", outcome="remedied", reason="The door is rehung")

    settled_on: Date
    """The day on which it was settled; not after today."""
    outcome: DisputeOutcome
    """What came of it; the authority's own complaint ends with the remedy alone."""
    reason: Reason
    """What was looked at, and why it ends so; kept in the history."""


class DisputeSettled(Settlement, Entry):
    """A dispute was settled, and payment goes on."""

    KIND = "dispute_settled"


class Acceptance(Model):
    """The client's word on the completed works (6.17)."""

    model_config = example(signed_on="2026-03-10", accepted=True, signed_by_client=True)

    signed_on: Date
    """The day of the word; not before the certified date, nor after today."""
    accepted: Flag
    """Whether the works are accepted."""
    signed_by_client: Flag
    """Whether the client signed; otherwise somebody for them, as `remarks` says."""
    remarks: Reason | None = None
    """Who signed for the client, or why the works are not accepted; kept in the history."""


class Accepted(Acceptance, Entry):
    """The client was asked about the completed works."""

    KIND = "accepted"


class AfterCheck(Model):
    """A look at the adaptations after completion."""

    model_config = example(checked_on="2026-03-10", suitable=True, found="Used every day")

    checked_on: Date
    """The day of the look; not before the certified date, nor after today."""
    suitable: Flag
    """Whether the adaptations do what they are for."""
    found: Reason
    """What was found, in the officer's words; kept in the history."""


class CheckedAfter(AfterCheck, Entry):
    """The adaptations were looked at after completion."""

    KIND = "checked_after"
