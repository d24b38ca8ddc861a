"""Who is passported: a nominal applicable amount and no income (regs 10(2), 10(3), 11(2))."""

from typing import NamedTuple

from services.means_test.domain.amounts import NIL
from services.means_test.domain.people import Family
from services.means_test.domain.policy import LocalPassport
from services.means_test.domain.working import Sheet

INCOME_NIL = "reg 11(2)"
ALL_DISREGARDED = "Sch 2 para 12; Sch 3 para 4; Sch 4 para 6"
ALL_DISREGARDED_TAX_CREDITS = "Sch 2 para 12A; Sch 3 para 4A; Sch 4 para 6A"


class Passport(NamedTuple):
    """What passports a relevant person, under which provision of which law."""

    benefit: str
    provision: str
    nothing_counts: str
    """The provision by which no income and no capital counts."""
    local: LocalPassport | None = None

    @property
    def name(self) -> str:
        """The benefit in words."""
        return self.benefit.replace("_", " ")


def passport_of(family: Family, sheet: Sheet, local: tuple[LocalPassport, ...]) -> Passport | None:
    """The first passport that fits, the Regulations before the authority's own policy."""
    return (
        _own(family, sheet)
        or _partners(family, sheet)
        or _tax_credits(family, sheet)
        or _local(family, local)
    )


def applicable_amount(passport: Passport, family: Family, sheet: Sheet) -> None:
    """The one leg: a nominal applicable amount (reg 10(2))."""
    who = family.relevant.id
    sheet.note("passport", who, f"passported by {passport.name}", passport.provision)
    sheet.add(
        "applicable_amount", who, "passported relevant person", *sheet.figures.passport_amount
    )


def income(passport: Passport, family: Family, sheet: Sheet) -> None:
    """The other leg: neither income nor capital counts (reg 11(2); Schs 2 to 4)."""
    item = "passported: income and capital do not count"
    sheet.add("income", family.relevant.id, item, NIL, passport.nothing_counts)


def _own(family: Family, sheet: Sheet) -> Passport | None:
    """In receipt of a listed benefit oneself (reg 10(3)(a), (b)(i))."""
    for benefit in family.relevant.receives:
        if benefit in sheet.figures.passports:
            return Passport(benefit, sheet.figures.passports[benefit], _nothing_counts(benefit))
    return None


def _partners(family: Family, sheet: Sheet) -> Passport | None:
    """A partner's guarantee credit or universal credit (reg 10(3)(b)(ii), (d))."""
    for partner in family.partners:
        for benefit in partner.receives:
            if benefit in sheet.figures.partner_passports:
                provision = sheet.figures.partner_passports[benefit]
                return Passport(f"a partner's {benefit}", provision, _nothing_counts(benefit))
    return None


def _tax_credits(family: Family, sheet: Sheet) -> Passport | None:
    """A tax credit awarded on an annual income below the limit, not at it (reg 10(3)(c))."""
    person, limit = family.relevant, sheet.figures.tax_credit_limit
    if limit is None or person.tax_credit_income is None or person.tax_credit_income >= limit.value:
        return None
    for benefit in person.receives:
        if benefit in sheet.figures.tax_credit_passports:
            provision = sheet.figures.tax_credit_passports[benefit]
            return Passport(benefit, provision, ALL_DISREGARDED_TAX_CREDITS)
    return None


def _local(family: Family, local: tuple[LocalPassport, ...]) -> Passport | None:
    """A benefit that the authority's policy adds to the list."""
    for passport in local:
        if passport.benefit in family.relevant.receives:
            return Passport(passport.benefit, passport.clause, passport.clause, passport)
    return None


def _nothing_counts(benefit: str) -> str:
    """Universal credit makes the income nil; the others disregard all that there is."""
    return INCOME_NIL if benefit == "universal_credit" else ALL_DISREGARDED
