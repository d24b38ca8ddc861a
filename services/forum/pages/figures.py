"""Pages of figures: a district's own times and outcomes, and the policies that hold."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from fastapi import Query, Response

from services.forum.domain.outcomes import Outcomes
from services.forum.domain.timescales import TimesReport
from services.forum.outcomes import queries as outcomes
from services.forum.own import NotYourDistrict, OwnPeriod
from services.forum.pages.charts import Bar, Chart
from services.forum.pages.page import Page, pages, sees
from services.forum.policies import queries as policies
from services.forum.timescales import queries as timescales
from services.forum.timescales.queries import ClocksAsked
from shared.calendar import financial_year, year_bounds
from shared.contracts.event import District
from shared.problems import NotFound

A_DAY = dt.timedelta(days=1)
YEARS_BACK = 5
router = pages()
Sharing = Annotated[Page, sees("forum:read")]
Year = Annotated[int | None, Query(ge=2008, le=2100)]
STAGES = (
    "Enquiry to assessment",
    "Assessment to application",
    "Application to decision",
    "Decision to finished works",
)
"""The four stages of guidance 4.15, in a person's words."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which district and year of those that can be chosen."""

    district: str
    districts: tuple[str, ...]
    year: int
    years: tuple[int, ...]

    @property
    def period(self) -> OwnPeriod:
        """The district's financial year, as the desks are asked for it."""
        first, following = year_bounds(self.year)
        return OwnPeriod(district=self.district, first=first, last=following - A_DAY)


def chosen(page: Page, district: str | None, year: int | None) -> Chosen:
    """What was asked for; else the first district of one's own and this year."""
    own, this = page.session.own, financial_year(page.today)
    if not (district or own):
        raise NotYourDistrict
    years = tuple(range(this, this - YEARS_BACK, -1))
    return Chosen(district or own[0], own, this if year is None else year, years)


@router.get("/timescales")
async def times(page: Sharing, district: District | None = None, year: Year = None) -> Response:
    """What each stage took against its target, and the times of the Act that are near or past."""
    asked = chosen(page, district, year)
    found = await page.ask(timescales.timescales, asked.period)
    clocks = await page.ask(timescales.statutory_clocks, ClocksAsked(district=asked.district))
    return page.show(
        "timescales.html",
        chosen=asked,
        found=found,
        clocks=clocks,
        stages=STAGES,
        chart=chart_of_stages(found),
    )


@router.get("/outcomes")
async def ends(page: Sharing, district: District | None = None, year: Year = None) -> Response:
    """What became of a year's referrals, and why some went no further."""
    asked = chosen(page, district, year)
    found = await page.ask(outcomes.own_outcomes, asked.period)
    return page.show("outcomes.html", chosen=asked, found=found, chart=chart_of_outcomes(found))


@router.get("/policies")
async def adopted(page: Sharing) -> Response:
    """What each district has adopted, since when, and what is due for review."""
    return page.show("policies.html", found=await page.ask(policies.policies_in_force, None))


@router.get("/districts/{district}")
async def one_district(page: Sharing, district: District) -> Response:
    """A district's policy, and the way to its figures."""
    if district not in page.session.principal.reach.read:
        raise NotFound
    found = await page.ask(policies.policies_in_force, None)
    policy = next((each for each in found.items if each.authority == district), None)
    return page.show("district.html", district=district, policy=policy)


def chart_of_stages(found: TimesReport) -> Chart:
    """Of a hundred cases how many kept to their target, stage by stage."""
    told = [(name, stage.all.met_percent) for name, stage in zip(STAGES, found.stages, strict=True)]
    return Chart(
        "stages",
        "Cases that kept to their target, of a hundred",
        _finding(told, found.goal_percent),
        [
            Bar(
                name,
                None if met is None else Decimal(met),
                "no case" if met is None else f"{met} %",
            )
            for name, met in told
        ],
        Decimal(found.goal_percent),
        f"goal {found.goal_percent} %",
    )


def _finding(told: Sequence[tuple[str, str | None]], goal: int) -> str:
    """Which stages are below the goal, in a sentence."""
    known = [(name, Decimal(met)) for name, met in told if met is not None]
    if not known:
        return "No stage with a target ended in this year."
    short = [name.lower() for name, met in known if met < goal]
    return f"Below the goal of {goal}: {', '.join(short)}." if short else f"All reach {goal}."


def chart_of_outcomes(found: Outcomes) -> Chart:
    """Of the referrals how many went on, and how many did not."""
    parts = {
        "Went on to an application": found.went_on,
        "Stopped before an application": found.not_gone_on,
        "Helped by minor works or a move": found.helped_otherwise,
        "Still under way": found.under_way,
    }
    return Chart(
        "outcomes",
        "What became of referrals",
        f"{found.went_on.cases} of {found.referrals} referrals went on; "
        f"{found.not_gone_on.cases} stopped before there was an application.",
        [Bar(name, Decimal(part.cases), str(part.cases)) for name, part in parts.items()],
    )
