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
)
SECOND = Readings(
    2,
    by_regulation_6=True,
    by_payment=True,
    remarks=True,
    nil_for_landlords=True,
    pip_for_child_care=False,
    income_of_each=False,
    partners_co_owner=False,
    says_what_does_not_count=False,
)
THIRD = replace(SECOND, edition=3, pip_for_child_care=True)
FOURTH = replace(THIRD, edition=4, income_of_each=True)
NEWEST = replace(FOURTH, edition=5, partners_co_owner=True, says_what_does_not_count=True)

EDITIONS = {r.edition: r for r in (FIRST, SECOND, THIRD, FOURTH, NEWEST)}

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
    NEWEST.edition: (
        Correction(
            "joint owners and tenants",
            "another relevant person was taken out where the relevant person was marked joint",
            "also where the relevant person's partner is marked joint",
            "reg 6(2)(d)",
        ),
    ),
}
"""By the edition that corrects."""


def corrected_since(edition: int) -> tuple[Correction, ...]:
    """What later editions read otherwise."""
    return tuple(c for later, found in CORRECTED.items() if later > edition for c in found)
