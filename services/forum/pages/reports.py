"""Pages of what all who take part see: measures of impact, equity, money, published years."""

import uuid
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Query, Response

from services.forum.domain.equality import Share
from services.forum.equity import queries as equity
from services.forum.equity.queries import EqualityView
from services.forum.impact import queries as impact
from services.forum.measuring.drill import CaseList, CasesAsked
from services.forum.measuring.reports import LineReport, Report, ReportAsked
from services.forum.money import agreements as funding
from services.forum.money import queries as money
from services.forum.money.queries import MoneyView
from services.forum.pages.charts import Bar, Chart
from services.forum.pages.figures import YEARS_BACK, Chosen, Sharing, Year
from services.forum.pages.page import Page, pages
from services.forum.pages.words import district as name_of
from services.forum.pages.words import words as in_words
from services.forum.publications import queries as publications
from services.forum.publications.queries import PublicationView
from shared.calendar import financial_year
from shared.contracts.event import District
from shared.persistence.reading import Reading
from shared.problems import NotFound

HIDDEN = "hidden"
"""How a small number is written that is left out: it is not nought."""
router = pages()
Behind = Annotated[CasesAsked, Query()]
OneDistrict = Annotated[District | Literal[""] | None, Query()]
"""One district; all of them where the form's first choice sends nothing."""


def seen(page: Page, district: str | None, year: int | None) -> tuple[Chosen, ReportAsked]:
    """The year and district of a report; the last year that is over where none is named."""
    reach, this = page.session.principal.reach, financial_year(page.today)
    whole = set(reach.read) <= set(page.session.own)
    latest = this if whole else this - 1
    asked = ReportAsked(year=this - 1 if year is None else year, district=district)
    years = tuple(range(latest, latest - YEARS_BACK, -1))
    return Chosen(district or "", tuple(sorted(reach.read)), asked.year, years), asked


async def _report(
    page: Page,
    query: Callable[[Reading, ReportAsked], Awaitable[Report]],
    path: str,
    district: str | None,
    year: int | None,
) -> Response:
    chosen, asked = seen(page, district or None, year)
    found = await page.ask(query, asked)
    charts = {line.code: chart for line in found.lines if (chart := chart_of_line(line))}
    return page.show("report.html", chosen=chosen, found=found, charts=charts, path=path)


async def cases_page(
    page: Page,
    query: Callable[[Reading, CasesAsked], Awaitable[CaseList]],
    asked: CasesAsked,
    *left_out: str,
) -> Response:
    """Cases behind one figure, as a page; `left_out` is what its path says already."""
    found = await page.ask(query, asked)
    named = {
        name: value
        for name, value in asked
        if value is not None and name not in {"limit", *left_out}
    }
    later = urlencode(named | {"cursor": found.next})
    return page.show("cases_behind.html", asked=asked, found=found, later=later)


@router.get("/impact")
async def measures(page: Sharing, district: OneDistrict = None, year: Year = None) -> Response:
    """The five measures of impact of a year, each with its definition."""
    return await _report(page, impact.impact, "/impact", district, year)


@router.get("/impact/cases")
async def cases_of_measure(page: Sharing, asked: Behind) -> Response:
    """The cases behind one figure of a measure."""
    return await cases_page(page, impact.impact_cases, asked)


@router.get("/equity")
async def same_need(page: Sharing, district: OneDistrict = None, year: Year = None) -> Response:
    """What came of the same need in each district."""
    return await _report(page, equity.same_need, "/equity", district, year)


@router.get("/equity/cases")
async def cases_of_need(page: Sharing, asked: Behind) -> Response:
    """The cases behind one figure."""
    return await cases_page(page, equity.same_need_cases, asked)


@router.get("/equity/people")
async def people_reached(
    page: Sharing, district: OneDistrict = None, year: Year = None
) -> Response:
    """Who asks for help and whose works are completed."""
    last = financial_year(page.today) - 1
    reach = tuple(sorted(page.session.principal.reach.read))
    years = tuple(range(last, last - YEARS_BACK, -1))
    chosen = Chosen(district or "", reach, last if year is None else year, years)
    asked = ReportAsked(year=chosen.year, district=district or None)
    found = await page.ask(equity.who_was_reached, asked)
    return page.show("people.html", chosen=chosen, found=found, charts=charts_of_people(found))


@router.get("/offers")
async def offers(page: Sharing) -> Response:
    """Every kind of help, and what each district offers of it."""
    found = await page.ask(equity.offers, None)
    own = {offer.authority for row in found.items for offer in row.offers}
    lacking = {code for row in found.items for code in row.not_offered_by}
    return page.show("offers.html", found=found, districts=sorted(own | lacking))


@router.get("/money")
async def funds(page: Sharing, district: OneDistrict = None, year: Year = None) -> Response:
    """What districts have, have awarded, spent, committed and foresee."""
    chosen, asked = seen(page, district or None, year)
    found = await page.ask(money.money_of_districts, asked)
    chart = chart_of_money(found)
    return page.show("money.html", chosen=chosen, found=found, columns=MONEY, chart=chart)


@router.get("/money/agreements/{agreement_id}")
async def money_agreement(page: Sharing, agreement_id: uuid.UUID) -> Response:
    """Who pays whom for what, until when, and what it was before."""
    found = await page.ask(funding.history, agreement_id)
    return page.show("funding.html", versions=found.items)


@router.get("/published/{year}")
async def published_year(page: Sharing, year: int) -> Response:
    """The figures of a year as all see them, small numbers hidden."""
    if not 0 < year < 10_000:  # noqa: PLR2004 - as a year is written
        raise NotFound
    found = await page.ask(publications.published, year)
    return page.show("published.html", found=found, chart=chart_of_publication(found))


MONEY = (
    *("allocated", "for_discretionary", "mandatory", "discretionary"),
    *("spent", "committed", "offered", "forecast"),
    *("minor_works", "equipment", "projects", "accrued", "left"),
)
"""The sums of a district, in the order in which one follows from another."""


def chart_of_money(found: MoneyView) -> Chart | None:
    """How much of its allocation each district's year comes to; None where nobody has stated one."""
    parts = [
        (name_of(each.district), each.forecast, each.allocated)
        for each in found.items
        if each.allocated
    ]
    if not parts:
        return None
    shares = [
        (name, None if forecast is None else int(100 * forecast / has))
        for name, forecast, has in parts
    ]
    over = [name for name, share in shares if share is not None and share > 100]  # noqa: PLR2004
    return Chart(
        "money",
        "What the year comes to, of a hundred pounds that there are",
        f"More than there is: {', '.join(over)}."
        if over
        else "No district foresees more than it has.",
        [
            Bar(name, None, HIDDEN) if share is None else Bar(name, Decimal(share), f"{share} %")
            for name, share in shares
        ],
        Decimal(100),
        "all that there is",
    )


def chart_of_line(line: LineReport) -> Chart | None:
    """How many cases each district has on a line; None where there is nothing to compare."""
    wholes = [
        (name_of(row.district), row.cells[0])
        for row in line.districts
        if row.district and row.cells and row.cells[0].key is None
    ]
    shown = [(name, cell.counts["cases"]) for name, cell in wholes if "cases" in cell.counts]
    if len(shown) < 2 or not any(cases for _, cases in shown):  # noqa: PLR2004 - to compare
        return None
    most, cases = max(shown, key=lambda each: each[1])
    return Chart(
        line.code,
        f"{line.title}: cases",
        f"{most} has the most: {cases}.",
        [_bar(name, None if cell.hidden else cell.counts.get("cases")) for name, cell in wholes],
    )


def charts_of_people(found: EqualityView) -> dict[tuple[str, str], Chart]:
    """For each district and question, who was asked at the enquiry and who at the completion."""
    return {
        (each.district, question.question): Chart(
            f"{each.district}-{question.question}",
            f"{in_words(question.question)}, of a hundred who were asked",
            "Each answer, at the enquiry and at the completion of the works.",
            [
                Bar(f"{in_words(answer.answer)}: {at}", *_percent(share))
                for answer in question.answers
                for at, share in answer.shares.items()
            ],
        )
        for each in found.items
        for question in each.questions
    }


def _percent(share: Share) -> tuple[Decimal | None, str]:
    return (
        (None, HIDDEN) if share.percent is None else (Decimal(share.percent), f"{share.percent} %")
    )


def chart_of_publication(found: PublicationView) -> Chart:
    """How many referrals each district had in the year."""
    referrals = found.tables[0]
    *districts, together = referrals.rows
    total = together.counts[-1]
    return Chart(
        "referrals",
        "Referrals of the year",
        f"{'A hidden number of' if total is None else total} referrals in all.",
        [_bar(name_of(row.name), row.counts[-1]) for row in districts],
    )


def _bar(name: str, cases: int | None) -> Bar:
    return Bar(name, None, HIDDEN) if cases is None else Bar(name, Decimal(cases), str(cases))
