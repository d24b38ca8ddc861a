"""What the grant is reduced by: from the excess through the bands, less earlier grants (regs 11 to 13).

Pounds; resources, applicable amount and excess are pounds a week.
"""

from collections.abc import Sequence
from fractions import Fraction

from services.means_test.domain.amounts import to_the_penny
from services.means_test.domain.bands import reduce_by_bands
from services.means_test.domain.earlier_grants import deduct_earlier
from services.means_test.domain.people import Family
from services.means_test.domain.working import Sheet

RESOURCES = "reg 11(1)"
EXCESS = "s.30(4) of the Act; reg 12"
ASSESSED = "reg 12"
ABATED = "reg 13(2)"
ROUNDED = "no provision: shown to the penny"


def reduction(families: Sequence[Family], sheet: Sheet) -> None:
    """From resources and applicable amount to what the grant is reduced by (regs 11 to 13)."""
    certificate = sheet.household.application.certificate
    sheet.add("financial_resources", None, "income", sheet.total("income"), RESOURCES)
    tariff = sheet.total("tariff_income")
    sheet.add("financial_resources", None, "tariff income", tariff, RESOURCES)
    _excess(sheet)
    reduce_by_bands(sheet.total("excess"), certificate, sheet)
    assessed = sheet.total("bands")
    people = [f.relevant.id for f in families]
    deduct_earlier(assessed, people, sheet)
    earlier = sheet.total("earlier_grants")
    sheet.add("reduction", None, "assessed reduction", assessed, ASSESSED)
    sheet.add("reduction", None, "earlier grants", -earlier, ABATED)
    left = assessed - earlier
    rounding = Fraction(to_the_penny(left)) - left
    if rounding:
        sheet.add("reduction", None, "rounded to the penny", rounding, ROUNDED)


def _excess(sheet: Sheet) -> None:
    """Resources above the applicable amount, or nil (s.30(4) of the Act)."""
    resources = sheet.total("financial_resources")
    sheet.add("excess", None, "financial resources", resources, EXCESS)
    amount = sheet.total("applicable_amount")
    sheet.add("excess", None, "applicable amount", -amount, EXCESS)
    below = sheet.total("excess")
    if below < 0:
        sheet.add("excess", None, "resources do not exceed it: nil", -below, EXCESS)
