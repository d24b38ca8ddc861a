"""The reduction on a weekly excess, through four marginal bands (reg 12). Pounds."""

from fractions import Fraction

from services.means_test.domain.amounts import NIL, exact_text
from services.means_test.domain.codes import Certificate
from services.means_test.domain.figures import Figure, Figures
from services.means_test.domain.working import Sheet


def reduce_by_bands(excess: Fraction, certificate: Certificate, sheet: Sheet) -> None:
    """Each slice of the excess times its band's multiplier; upper limits are within the band."""
    limits = (sheet.figures.band_limit_1, sheet.figures.band_limit_2, sheet.figures.band_limit_3)
    multipliers = _owners(sheet.figures) if certificate == "owner" else _tenants(sheet.figures)
    lower = NIL
    for limit, (multiplier, provision) in zip((*limits, None), multipliers, strict=True):
        if excess <= lower:
            return
        upper = excess if limit is None else min(excess, limit.value)
        item = f"{exact_text(upper - lower)} of the excess, times {exact_text(multiplier)}"
        sheet.add("bands", None, item, (upper - lower) * multiplier, provision)
        lower = upper


def _owners(f: Figures) -> tuple[Figure, Figure, Figure, Figure]:
    """With an owner's certificate (reg 12(1))."""
    return f.owner_multiplier_1, f.owner_multiplier_2, f.owner_multiplier_3, f.owner_multiplier_4


def _tenants(f: Figures) -> tuple[Figure, Figure, Figure, Figure]:
    """With a tenant's or an occupier's certificate, whatever the person's tenure (reg 12(2))."""
    return (
        f.tenant_multiplier_1,
        f.tenant_multiplier_2,
        f.tenant_multiplier_3,
        f.tenant_multiplier_4,
    )
