"""A land charge in the shape of HM Land Registry's Local Land Charges API (schema 11.0).

The register takes one item for each charge. What it sets itself is left out: its number, the day of
registration. The home's address and place are told with the request and not kept here.
"""

from typing import Annotated

from services.grants.domain.casework.charges import add_years
from services.grants.domain.casework.charges import to_register as due
from services.grants.domain.casework.history import History
from services.grants.domain.outcome import LandCharge
from shared.identifiers import Postcode, Uprn
from shared.schema import Date, Field, Model, example

SCHEMA_VERSION = "11.0"
MANDATORY = "Housing Grants, Construction and Regeneration Act 1996 section 52"
DISCRETIONARY = "Regulatory Reform (Housing Assistance) (England and Wales) Order 2002"
GRID = "urn:ogc:def:crs:EPSG::27700"
"""The British National Grid, in which the register has its extents."""
Line = Annotated[str, Field(min_length=1, max_length=100)]
Item = dict[str, object]


class Place(Model):
    """The charged home: its address, its point on the National Grid, and where papers are kept."""

    model_config = example(
        address=["1 Example Street", "Stroud"],
        postcode="GL5 1AA",
        uprn="100120512345",
        easting=385100,
        northing=205200,
        papers="Housing team, Ebley Mill, Stroud GL5 4UB",
    )

    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    """Its lines without the postcode."""
    postcode: Postcode
    """Its postcode."""
    uprn: Uprn
    """Its unique property reference number."""
    easting: Annotated[int, Field(strict=True, ge=0, le=700_000)]
    """Metres east on the National Grid."""
    northing: Annotated[int, Field(strict=True, ge=0, le=1_300_000)]
    """Metres north on the National Grid."""
    papers: Annotated[str, Field(min_length=1, max_length=500)]
    """Where the papers of the charge can be looked at."""


class RegisterItems(Model):
    """What the register is sent, an item for each charge."""

    items: tuple[Item, ...]
    """Each as the register's own API takes it, with its own names of fields."""


def items(history: History, place: Place, council: str, reference: str) -> RegisterItems:
    """The charges that are to be registered, on that home, from the certified date (section 52)."""
    certified_on = history.certified_on
    charges = due(history)
    assert certified_on is not None, "the account is settled after the works are certified"
    return RegisterItems(
        items=tuple(_item(c, certified_on, place, council, reference) for c in charges)
    )


def _item(
    charge: LandCharge, certified_on: Date, place: Place, council: str, reference: str
) -> Item:
    by_the_act = "mandatory" in charge.on
    return {
        "schema-version": SCHEMA_VERSION,
        "charge-type": "Housing / buildings",
        "charge-sub-category": "Grant",
        "charge-creation-date": certified_on.isoformat(),
        "expiry-date": add_years(certified_on, charge.years).isoformat(),
        "statutory-provision": MANDATORY if by_the_act else DISCRETIONARY,
        "instrument": "Certificate",
        "originating-authority": council,
        "further-information-location": place.papers,
        "further-information-reference": reference,
        "supplementary-information": f"Grant condition of {charge.years} years, up to"
        f" {charge.amount:.2f} pounds ({charge.clause})",
        "charge-address": _address(place),
        "geometry": _point(place),
    }


def _address(place: Place) -> Item:
    lines = {f"line-{n}": line for n, line in enumerate(place.address, start=1)}
    return lines | {
        "postcode": place.postcode,
        "unique-property-reference-number": int(place.uprn),
    }


def _point(place: Place) -> Item:
    point = {"type": "Point", "coordinates": [place.easting, place.northing]}
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "crs": {"type": "name", "properties": {"name": GRID}},
                "geometry": point,
                "properties": {"id": 1},
            }
        ],
    }
