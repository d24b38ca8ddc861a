"""What each district has adopted, since when, and what is due for review (guidance 3.27, 3.30)."""

import datetime as dt

from services.forum.domain.offers import Offered, offers_of
from services.forum.domain.reviews import ReviewState, review_day, review_state
from shared import policies
from shared.persistence.reading import Reading
from shared.policies import Amendment, Correction, PolicyDocument
from shared.schema import Date, Model


class PolicyInForce(Model):
    """A district's policy as it stands on a day."""

    authority: str
    """ONS code of the district."""
    name: str
    """What the district is called."""
    version: str
    """The edition, by district and first day."""
    since: Date
    """From when it holds."""
    source: str
    """The document that it comes from."""
    reading: str | None
    """How the first day was found, where the document leaves it open."""
    own_document: bool
    """Whether it is the district's own document; else it is held to the county's template."""
    summary: str | None
    """What it offers, in plain English."""
    offers: tuple[Offered, ...]
    """Its help beside the mandatory grant, each with its most and its clause."""
    adopted_on: Date | None
    """When it was adopted; null where the document leaves it open or is not at hand."""
    adoption_reading: str | None
    """How adoption and review were read, where the document is unclear."""
    last_year: int | None
    """The last year of its expected life."""
    clause: str | None
    """Where adoption and review are stated."""
    minor_changes_by: str | None
    """Who may make minor changes without adopting it again."""
    amendments: tuple[Amendment, ...]
    """Changes made so, the first first."""
    corrections: tuple[Correction, ...]
    """Readings of it that were put right."""
    earlier: tuple[str, ...]
    """The editions before it, the oldest first."""
    review: ReviewState
    """Whether it is due to be looked at again."""
    review_by: Date | None
    """By when; null where that is not known."""


class PolicyList(Model):
    """The policies in force on a day."""

    on: Date
    """The day."""
    items: tuple[PolicyInForce, ...]
    """Each district's that has one by then, by ONS code."""


async def policies_in_force(reading: Reading, on: dt.date | None) -> PolicyList:
    """The districts' policies on a day, today where none is named; reviews as they stand today."""
    day = on or reading.today
    national = policies.national(day)
    return PolicyList(
        on=day,
        items=tuple(shown(d, national, reading.today) for d in policies.in_force(day)),
    )


def shown(document: PolicyDocument, national: PolicyDocument, today: dt.date) -> PolicyInForce:
    """A policy as it is told: its adoption, its summary, its offers, and when it is reviewed."""
    header, adoption = document.header, document.header.adoption
    earlier = policies.versions(document.authority)
    return PolicyInForce(
        authority=document.authority,
        name=header.name,
        version=document.version,
        since=document.effective_from,
        source=header.source,
        reading=header.reading,
        own_document=adoption is not None,
        summary=header.summary,
        offers=offers_of(document, national),
        adopted_on=adoption.adopted_on if adoption else None,
        adoption_reading=adoption.reading if adoption else None,
        last_year=adoption.last_year if adoption else None,
        clause=adoption.clause if adoption else None,
        minor_changes_by=adoption.minor_changes_by if adoption else None,
        amendments=adoption.amendments if adoption else (),
        corrections=header.corrections,
        earlier=tuple(d.version for d in earlier if d.effective_from < document.effective_from),
        review=review_state(document, today),
        review_by=review_day(document),
    )
