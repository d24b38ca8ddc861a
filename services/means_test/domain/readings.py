"""How the Regulations are read where they were read otherwise before, by edition.

A test keeps the edition that it was made under, and recalculates under that one for ever; new tests
are made under the newest. A corrected reading is a new edition here, and a branch where the rule is.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple


class Correction(NamedTuple):
    """A reading that an edition takes in place of an earlier one."""

    point: str
    before: str
    now: str
    provision: str


@dataclass(frozen=True, slots=True)
class Readings:
    """One edition."""

    edition: int
    by_regulation_6: bool
    """Who is a non-dependant follows from regulation 6, not from the label alone."""
    by_payment: bool
    """What is disregarded 'of any such payment' is so once for each payment, not for each line."""
    remarks: bool
    """What the input leaves open is remarked in the working."""
    nil_for_landlords: bool
    """Where nothing was tested the reduction is nil, not absent."""
    pip_for_child_care: bool
    """A child with personal independence payment is disabled for child care (reg 19(8)(b)(iv))."""
    income_of_each: bool
    """Child care is deducted from the income of the one whose family it is, to nil (reg 18(1))."""
    partners_co_owner: bool
    """Who owns or rents jointly with a partner is no non-dependant either (reg 6(2)(d))."""
    says_what_does_not_count: bool
    """What is stated and does not count is remarked in the working, with why."""
    exclusions_of_a_student: bool
    """A student has the yearly exclusions and the ten once, whatever payments are named."""
    care_of_parents: bool
    """Child care is deducted for a lone parent or a couple alone (reg 19(1))."""
    care_in_hospital: bool
    """A child whose allowance stopped in hospital is disabled for child care (reg 19(8)(b)(i))."""
    treated_as_children: bool
    """Of one of sixteen whose care is deducted, the disability counts (reg 19(8)(a))."""
    incumbrances: bool
    """What is secured on capital is cited as regulation 36(a)(ii)."""
    young_persons_payments: bool
    """Independence payments make a young person a disabled child, and nobody younger."""
    statute_at_most: bool
    """A local rule that would ask for more than the Regulations has no effect."""


FIRST = Readings(
    1,
    by_regulation_6=False,
    by_payment=False,
    remarks=False,
    nil_for_landlords=False,
    pip_for_child_care=False,
    income_of_each=False,
    partners_co_owner=False,
    says_what_does_not_count=False,
    exclusions_of_a_student=False,
    care_of_parents=False,
    care_in_hospital=False,
    treated_as_children=False,
    incumbrances=False,
    young_persons_payments=False,
    statute_at_most=False,
)
SECOND = replace(
    FIRST,
    edition=2,
    by_regulation_6=True,
    by_payment=True,
    remarks=True,
    nil_for_landlords=True,
)
THIRD = replace(SECOND, edition=3, pip_for_child_care=True)
FOURTH = replace(THIRD, edition=4, income_of_each=True)
FIFTH = replace(FOURTH, edition=5, partners_co_owner=True, says_what_does_not_count=True)
NEWEST = replace(
    FIFTH,
    edition=6,
    exclusions_of_a_student=True,
    care_of_parents=True,
    care_in_hospital=True,
    treated_as_children=True,
    incumbrances=True,
    young_persons_payments=True,
    statute_at_most=True,
)

EDITIONS = {r.edition: r for r in (FIRST, SECOND, THIRD, FOURTH, FIFTH, NEWEST)}

CORRECTED: dict[int, tuple[Correction, ...]] = {
    SECOND.edition: (
        Correction(
            "non-dependants",
            "those labelled so, their partners, and adult dependants",
            "whoever of eighteen or over resides with a relevant person and is not taken out: "
            "another disabled occupant too, with a partner and adult dependants",
            "reg 6",
        ),
        Correction(
            "part disregards of a payment",
            "given for each line of income",
            "given once for each payment: a person's lines of one kind are one, unless named apart",
            "Sch 3 paras 13, 13A; regs 43(3), 46(2), (5)",
        ),
    ),
    THIRD.edition: (
        Correction(
            "a disabled child's care",
            "until sixteen where the child has disability living allowance or cannot see",
            "also where the child has personal independence payment, or would but for a hospital",
            "reg 19(8)(b)(iv), by SI 2013/388 Sch para 18(3)(e)",
        ),
    ),
    FOURTH.edition: (
        Correction(
            "child care above the income",
            "what was left of the charges came off the income of another relevant person",
            "deducted from the income of the one whose family it is, which is then nil",
            "reg 18(1)",
        ),
    ),
    FIFTH.edition: (
        Correction(
            "joint owners and tenants",
            "another relevant person was taken out where the relevant person was marked joint",
            "also where the relevant person's partner is marked joint",
            "reg 6(2)(d)",
        ),
    ),
    NEWEST.edition: (
        Correction(
            "a student's exclusions",
            "given once for each payment that was named apart",
            "given once to each student for grants, and once for loans",
            "regs 43(3), 46(2), (5)",
        ),
        Correction(
            "child care of who has no partner and no child",
            "deducted where they work and are charged for one of sixteen",
            "not deducted: only for a lone parent or a couple",
            "reg 19(1)",
        ),
        Correction(
            "a disabled child's care, in hospital",
            "until fifteen where disability living allowance stopped only because of the hospital, "
            "and with armed forces independence payment",
            "until sixteen",
            "reg 19(8)(b)(i), (v)",
        ),
        Correction(
            "one of sixteen who is treated as a child",
            "remarked as of no family, though the care was deducted",
            "their disability counts for the age to which care is deducted",
            "reg 19(8)(a)",
        ),
        Correction(
            "debts secured on capital",
            "cited as regulation 36(b)",
            "cited as regulation 36(a)(ii)",
            "reg 36(a)(ii)",
        ),
        Correction(
            "a disabled child under sixteen",
            "also by personal or armed forces independence payment",
            "by these only a young person",
            "Sch 1 para 14(1)(d), (e); Sch 1A para 9(1)(d), (e)",
        ),
        Correction(
            "local rules that would ask for more",
            "the reduction was the local one, though the Regulations alone asked for less",
            "such a rule has no effect",
            "SI 2002/1860",
        ),
    ),
}
"""By the edition that corrects."""


def corrected_since(edition: int) -> tuple[Correction, ...]:
    """What later editions read otherwise."""
    return tuple(c for later, found in CORRECTED.items() if later > edition for c in found)
