"""What one case comes to, as findings and sums, before it is set out with its working."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from services.grants.domain.codes import AwardKind, Trigger
from services.grants.domain.determination import discretionary, findings, land_charges
from services.grants.domain.determination.discretionary import Help, Purse
from services.grants.domain.determination.findings import Findings
from services.grants.domain.facts.case import Case
from services.grants.domain.mandatory import Mandatory, grant, no_grant
from services.grants.domain.outcome import LandCharge, Outcome
from services.grants.domain.policy import situation
from services.grants.domain.policy.charges import ChargeOn
from services.grants.domain.policy.rules import PolicyRules
from services.grants.domain.policy.statute import StatutoryBase
from shared.money import NIL


@dataclass(frozen=True, slots=True)
class Calculation:
    """What was found, what is granted and what is charged; all sums are pounds."""

    found: Findings
    mandatory: Mandatory
    help_given: Help
    land_charges: tuple[LandCharge, ...]

    @property
    def outcome(self) -> Outcome:
        """Of the mandatory application."""
        return "nil_grant" if self.mandatory.nil_grant else self.found.outcome

    @property
    def estimated_expense(self) -> Decimal:
        """Of the scheme, with works outside the mandatory criteria where help covers them."""
        covered = self.help_given.covers_other_works
        return self.mandatory.expense + (self.found.scheme.other_cost if covered else NIL)

    @property
    def applicant_pays(self) -> Decimal:
        """Of the scheme: its expense less the awards towards it and the insurance."""
        towards = self.mandatory.amount + self.help_given.towards_scheme
        return max(NIL, self.estimated_expense - towards - self.found.case.insurance)

    @property
    def signposted_to(self) -> str | None:
        """Whose the application is; beside an award, who carries out or pays for the works."""
        pointed, found = self.found.signpost, self.found
        if pointed is None and (found.outcome == "approved" or self.help_given.given):
            pointed = found.advice
        return pointed.to if pointed else None

    @property
    def situation(self) -> frozenset[Trigger]:
        """As found; where an award covers works outside the mandatory criteria, by those too."""
        if not self.help_given.covers_other_works:
            return self.found.situation
        return situation.of_case(self.found.case, self.found.case.works, self.found.statute)

    @property
    def discretionary(self) -> Decimal:
        return sum((given.amount for given in self.help_given.given), NIL)


def calculate(case: Case, rules: PolicyRules, statute: StatutoryBase) -> Calculation:
    """The mandatory grant first (the Act), then the discretionary stack, then the land charges."""
    found = findings.find(case, rules, statute)
    mandatory = _mandatory(found)
    purse = Purse(
        case=case,
        sources=found.sources,
        scheme=found.scheme,
        mandatory=mandatory,
        maximum=statute.maximum.amount,
        scheme_left=max(NIL, mandatory.expense - mandatory.amount - case.insurance),
    )
    help_given = discretionary.help_for(purse, found.bars)
    charges = _land_charges(found, mandatory, help_given) if found.chargeable else ()
    return Calculation(found, mandatory, help_given, charges)


def under_the_act(found: Findings) -> Decimal:
    """The mandatory grant in pounds, were there no local policy.

    Nothing in a policy's file refuses an applicant, so who gets nothing gets it by the law; what
    is incomplete is decided on by nobody.
    """
    if found.outcome != "approved":
        return NIL
    expense, maximum = found.scheme.expense, found.statute.maximum.amount
    deduction = findings.statutory_deduction(found)
    return grant(expense, maximum, deduction, found.case.insurance).amount


def _mandatory(found: Findings) -> Mandatory:
    expense, maximum = found.scheme.expense, found.statute.maximum.amount
    if found.outcome != "approved":
        return no_grant(expense, maximum, found.deduction)
    return grant(expense, maximum, found.deduction, found.case.insurance)


def _land_charges(
    found: Findings, mandatory: Mandatory, help_given: Help
) -> tuple[LandCharge, ...]:
    """Every award that counts towards a charge, charged by that charge's rule."""
    counted: dict[str, dict[AwardKind, Decimal]] = defaultdict(dict)
    awarded: list[tuple[ChargeOn, AwardKind, Decimal]] = [
        (found.rules.mandatory.land_charge, "mandatory", mandatory.amount),
        *((g.offer.land_charge, g.offer.kind, g.amount) for g in help_given.given),
    ]
    occupies = found.case.applicant.kind == "owner_occupier"
    for on, kind, amount in awarded:
        if on.charge and amount and (occupies or on.whom == "owners"):
            counted[on.charge][kind] = amount
    return tuple(land_charges.charges(counted, found.rules.charges, found.statute.repayment))
