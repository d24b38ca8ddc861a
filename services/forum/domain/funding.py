"""Agreements on money: who pays whom for what, until when (guidance 2.29 to 2.33, 2.36)."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Self

from shared.bounds import AtMost
from shared.calendar import add_months, year_bounds
from shared.contracts.event import District
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Field, Model, Pounds, example

MOST_YEARS = 10
"""Of an agreement that says how long it holds; most are looked at with each year's budget."""


class FundingKind(StrEnum):
    """What the money is for."""

    POOL = "pool"
    """The districts' shares are put together, over a wider area (2.33)."""
    MINOR_ADAPTATIONS = "minor_adaptations"
    """Works up to the minor limit, which both housing and social services may provide (2.32)."""
    EQUIPMENT = "equipment"
    """Equipment, and what goes with a grant's works (2.30, 2.31)."""
    PROVIDER_CONTRIBUTION = "provider_contribution"
    """What a housing provider pays of works in its homes (2.36)."""
    SOCIAL_CARE = "social_care"
    """Social care projects that lower the demand for grants."""
    STAFF = "staff"
    """Therapists and officers who work for several (2.29)."""


Name = Annotated[str, Field(min_length=2), AtMost(120)]
"""Of an organisation; never of a person."""


class Agreed(Model):
    """What two or more organisations have agreed to pay."""

    model_config = example(
        name="Minor adaptations in Stroud",
        kind="minor_adaptations",
        payers=["Stroud"],
        payee="Gloucestershire County Council",
        pays_for="The county's service for minor adaptations, for people of the district.",
        districts=["E07000082"],
        amount_a_year="120000.00",
        since="2026-04-01",
        until="2028-03-31",
        clause="guidance 2.32",
    )

    name: Name
    """What the agreement is called."""
    kind: FundingKind
    """For which of these the money is."""
    payers: tuple[Name, ...] = Field(min_length=1, max_length=50)
    """Who pays: authorities, the county, the integrated care board, housing providers."""
    payee: Name
    """Who is paid, or holds what is put together."""
    pays_for: Annotated[str, Field(min_length=10), AtMost(500)]
    """What is paid for, in a sentence; nothing about a person."""
    districts: tuple[District, ...] = Field(min_length=1, max_length=50)
    """ONS codes of the districts whose works it is about; of a pool, its members."""
    amount_a_year: Pounds | None = None
    """Pounds a year, all payers together; null where a share is agreed, or as costs arise."""
    share_percent: Annotated[int, Field(strict=True, ge=1, le=100)] | None = None
    """Of each hundred pounds so many; null where a sum is agreed, or as costs arise."""
    since: Date
    """The first day."""
    until: Date | None = None
    """The last day; null: until it is ended."""
    clause: Annotated[str, Field(min_length=2), AtMost(200)]
    """Where it is stated."""

    def in_force(self, year: int) -> bool:
        """Whether it holds on a day of a financial year."""
        first, following = year_bounds(year)
        return self.since < following and (self.until is None or self.until >= first)

    def check(self, at: str = "") -> Self:
        """The same; raises `InvalidInput` with everything that cannot be so."""
        if faults := list(self._faults(at)):
            raise InvalidInput(errors=faults)
        return self

    def _faults(self, at: str) -> Iterator[FieldError]:
        latest = add_months(self.since, 12 * MOST_YEARS)
        if self.until is not None and not self.since <= self.until <= latest:
            yield FieldError(f"{at}/until", f"from the first day to {MOST_YEARS} years later")
        if self.amount_a_year is not None and self.share_percent is not None:
            yield FieldError(f"{at}/share_percent", "a sum or a share, not both")
        for name in ("payers", "districts"):
            if len(set(getattr(self, name))) < len(getattr(self, name)):
                yield FieldError(f"{at}/{name}", "each once")
        if self.payee in self.payers and self.kind is not FundingKind.POOL:
            yield FieldError(f"{at}/payee", "somebody else than who pays")
        if self.kind is FundingKind.POOL and len(self.districts) < 2:  # noqa: PLR2004 - together
            yield FieldError(f"{at}/districts", "a pool has several members")
