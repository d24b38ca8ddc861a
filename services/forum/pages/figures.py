"""Pages of figures: a district's own times and outcomes, and the policies that hold."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

from fastapi import Query, Response

from services.forum.domain.outcomes import Outcomes
from services.forum.domain.timescales import TimesReport
from services.forum.outcomes import queries as outcomes
from services.forum.outcomes.queries import ChangeAsked, ChangeView, OutcomesView
from services.forum.own import NotYourDistrict, OwnPeriod
from services.forum.pages.charts import Bar, Chart
from services.forum.pages.page import Page, pages, sees
from services.forum.pages.words import year as year_of
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
Day = Annotated[dt.date | None, Query()]
Months = Annotated[int, Query(ge=1, le=60)]
STAGES = (
    "Enquiry to assessment",
    "Assessment to application",
    "Application to decision",
    "Decision to finished works",
)
"""The four stages of guidance 4.15, in a person's words."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which district and year of those that can be chosen; without years there is no choice."""

    district: str
    districts: tuple[str, ...]
    year: int
    years: tuple[int, ...]

    @property
    def period(self) -> OwnPeriod:
        """The district's financial year, as the desks are asked for it."""
        return period_of(self.district, self.year)


def period_of(district: str, year: int) -> OwnPeriod:
    """A district's financial year, as the desks are asked for it."""
    first, following = year_bounds(year)
    return OwnPeriod(district=district, first=first, last=following - A_DAY)


def chosen(page: Page, district: str | None, year: int | None) -> Chosen:
    """What was asked for; else the first district of one's own and this year."""
    of, this = of_own(page, district), financial_year(page.today)
    years = tuple(range(this, this - YEARS_BACK, -1))
    return replace(of, year=this if year is None else year, years=years)


def of_own(page: Page, district: str | None) -> Chosen:
    """The district that was asked for, else the first of one's own; no year is to be chosen."""
    own = page.session.own
    if not (district or own):
        raise NotYourDistrict
    return Chosen(district or own[0], own, financial_year(page.today), ())


@router.get("/timescales")
async def times(page: Sharing, district: District | None = None, year: Year = None) -> Response:
    """What each stage took against its target, and the times of the Act that are near or past."""
    asked = chosen(page, district, year)
    found = await page.ask(timescales.timescales, asked.period)
    nearest = ClocksAsked(district=asked.district, limit=100)
    clocks = await page.ask(timescales.statutory_clocks, nearest)
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


@router.get("/outcomes/change")
async def before_and_after(
    page: Sharing, district: District | None = None, changed_on: Day = None, months: Months = 18
) -> Response:
    """What became of referrals before and after a change of policy."""
    of = of_own(page, district)
    asked = ChangeAsked(district=of.district, changed_on=changed_on, months=months)
    found = await page.ask(outcomes.policy_change, asked)
    return page.show(
        "change.html", chosen=of, found=found, months=months, chart=chart_of_change(found)
    )


@router.get("/satisfaction")
async def how_content(page: Sharing, district: District | None = None) -> Response:
    """How content people said they were, by the financial years of their enquiries."""
    of = of_own(page, district)
    years = range(of.year, of.year - YEARS_BACK, -1)
    found = {
        year: await page.ask(outcomes.own_outcomes, period_of(of.district, year)) for year in years
    }
    return page.show(
        "satisfaction.html", chosen=of, found=found, chart=chart_of_satisfaction(found)
    )


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


def chart_of_change(found: ChangeView) -> Chart:
    """Of a hundred referrals how many went on, before the change and after it."""
    before, after = found.before.went_on.percent, found.after.went_on.percent
    told = (("Before the change", before), ("After the change", after))
    return Chart(
        "change",
        "Referrals that went on to an application, of a hundred",
        "There is nothing to compare: one of the two times has no referral."
        if before is None or after is None
        else f"{before} of a hundred went on before the change, {after} after it.",
        [
            Bar(name, None, "no referral")
            if percent is None
            else Bar(name, Decimal(percent), f"{percent} %")
            for name, percent in told
        ],
    )


def chart_of_satisfaction(found: Mapping[int, OutcomesView]) -> Chart:
    """The mean of what people answered, year by year."""
    told = [(year_of(year), each.satisfaction) for year, each in found.items()]
    said = sum(each.said for _, each in told)
    return Chart(
        "satisfaction",
        "Mean of the answers, from 1 to 5",
        f"{said} people answered in {len(told)} years." if said else "Nobody has answered yet.",
        [
            Bar(name, None, "no answer")
            if each.mean is None
            else Bar(name, Decimal(each.mean), each.mean)
            for name, each in told
        ],
        Decimal(5),
        "the best answer: 5",
    )
