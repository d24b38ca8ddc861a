"""What each district's policy offers, side by side, with the gaps named.

Read from the policy files themselves: of an offer its kind, its most and its clause. How an offer
is decided is the grants service's to know.
"""

from collections.abc import Sequence
from decimal import Decimal

from shared.policies import PolicyDocument
from shared.schema import Model, Pounds

SECTION = "grants"


class Offered(Model):
    """One offer of a policy."""

    kind: str
    """Which help it is, as a code of `assistance`."""
    destinations: tuple[str, ...]
    """Moves that it is for, as codes; empty where it is for no move."""
    most: Pounds | None
    """The most that is given, in pounds; null where the document names no figure."""
    clause: str
    """The clause that offers it."""


class OfferOfDistrict(Offered):
    """The same, and whose it is."""

    authority: str
    """ONS code of the district."""


class OfferRow(Model):
    """One kind of help in every district."""

    kind: str
    """Which help it is, as a code of `assistance`."""
    offers: tuple[OfferOfDistrict, ...]
    """What each district offers of it; one can have several offers of a kind."""
    not_offered_by: tuple[str, ...]
    """ONS codes of the districts that do not offer it."""


def offers_of(document: PolicyDocument, national: PolicyDocument) -> tuple[Offered, ...]:
    """The offers of a policy, in its own order."""
    statutory: Decimal = national.sections[SECTION].values["maximum"]["amount"]
    return tuple(
        Offered(
            kind=offer["kind"],
            destinations=tuple(offer.get("destinations", ())),
            most=statutory
            if offer["limit"].get("statutory_maximum")
            else offer["limit"].get("amount"),
            clause=offer["clause"],
        )
        for offer in document.sections[SECTION].values["offers"]
    )


def side_by_side(
    documents: Sequence[PolicyDocument], national: PolicyDocument
) -> tuple[OfferRow, ...]:
    """Every kind of help that a district offers, with every district's offer of it, by name."""
    found = [
        OfferOfDistrict(authority=document.authority, **dict(offer))
        for document in documents
        for offer in offers_of(document, national)
    ]
    return tuple(_row(kind, found, documents) for kind in sorted({o.kind for o in found}))


def _row(
    kind: str, found: Sequence[OfferOfDistrict], documents: Sequence[PolicyDocument]
) -> OfferRow:
    offers = tuple(offer for offer in found if offer.kind == kind)
    having = {offer.authority for offer in offers}
    lacking = tuple(d.authority for d in documents if d.authority not in having)
    return OfferRow(kind=kind, offers=offers, not_offered_by=lacking)
