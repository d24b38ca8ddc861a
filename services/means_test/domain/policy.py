"""What an authority's policy may change in the test: the `means_test` section of its policy file.

An authority may be more generous than the Regulations (Regulatory Reform (Housing Assistance)
Order 2002). Each amendment carries the clause of the policy that makes it.
"""

from typing import Annotated

from services.means_test.domain.codes import Benefit
from shared.policies import Entry
from shared.schema import Field, Model


class LocalPassport(Entry):
    """Who receives this benefit is passported, as if it were listed in reg 10(3).

    `council_tax_reduction` is the means-tested reduction, never the single-person discount.
    """

    benefit: Benefit


class ExemptBelowAge(Entry):
    """Works for disabled occupants under this age (years) are not tested."""

    age: Annotated[int, Field(ge=1)]


class LocalAmendments(Model):
    """The section. An empty one leaves the Regulations as they are."""

    passports: tuple[LocalPassport, ...] = ()
    exempt_below_age: ExemptBelowAge | None = None
