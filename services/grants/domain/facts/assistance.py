"""Discretionary help that is asked for, and what it depends on."""

from typing import Annotated, get_args

from services.grants.domain.codes import Assistance, Expense
from services.grants.domain.facts.fields import SOME, Code, Whole
from shared.bounds import AtMost
from shared.schema import Field, Flag, Model, Pounds, SignedPounds


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
