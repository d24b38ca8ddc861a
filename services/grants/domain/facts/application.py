"""An application as it is made to a district, in the shape that the contract publishes."""

from typing import Annotated

from services.grants.domain.codes import AwardKind, WorksState
from services.grants.domain.facts.assistance import Help
from services.grants.domain.facts.fields import MANY, Authority, Code
from services.grants.domain.facts.people import Applicant, DisabledPerson, Dwelling
from services.grants.domain.facts.works import Fees, Scheme
from shared.bounds import AtMost
from shared.money import NIL
from shared.schema import Date, Flag, Model, Pounds, example


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
