"""Nothing that a desk, a handler or the bus asks costs more as the county grows, but by an index.

The statements are those that the services make, run by PostgreSQL under the caller's row-level
security, in a county of thirty thousand rows a table.
"""

import datetime as dt
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import Select, select

from deploy.local.roles import SERVICES
from services.forum.feeds import queries as feeds
from services.forum.sharing import queries as sharing
from services.forum.tables import SharingUse
from services.grants.budget import queries as budget
from services.grants.clinic import queries as clinic
from services.grants.documents import queries as documents
from services.grants.notices.book import BOOK as GRANT_LETTERS
from services.grants.policies import queries as policies
from services.grants.prices import queries as prices
from services.grants.tables import TAKE_OVERS, CaseDocument
from services.grants.take_over import queries as take_overs
from services.grants.worklist import queries as grants
from services.means_test.cases import queries as means_test
from services.means_test.tables import LETTERS as TEST_LETTERS
from services.means_test.tables import Test as MadeTest
from services.means_test.testing import queries as testing
from services.payments.accounts import queries as accounts
from services.payments.books import works as books
from services.payments.contributions import queries as contributions
from services.payments.exports import queries as exports
from services.payments.finance import queries as finance
from services.payments.invoices import queries as invoices
from services.payments.own_works import queries as orders
from services.payments.register import queries as contractors
from services.payments.runs import queries as runs
from services.payments.spending import queries as spending
from services.referral.assessors import queries as assessors
from services.referral.sheets import queries as sheets
from services.referral.tables import LETTERS as REFERRAL_LETTERS
from services.referral.tables import SHEETS
from services.referral.targets import queries as clocks
from services.referral.worklist import queries as referrals
from services.register.adverts import queries as adverts
from services.register.domain.life import State
from services.register.homes import histories
from services.register.homes import queries as homes
from services.register.loads import queries as loads
from services.register.matching import shortlists
from services.register.moves import queries as moves
from services.register.stock import queries as stock
from services.register.tables import HouseholdNeed, RegisteredHome
from shared.bus import dead_letters, jobs, kafka, postgres, projector, runtime, workers
from shared.letters.sent import Book
from shared.persistence import own_events
from shared.persistence.audit import Audited
from shared.persistence.reach import Reach
from shared.taking_in.queries import SheetsAsked
from shared.web import audit
from shared.web.letters import LetterFilters, list_letters
from shared.web.lists import Asked, Order, list_page
from tests.plans.caseload import FEW, OFFICER, ROWS, Asking
from tests.platform.running import GLOUCESTER, NOW

pytestmark = pytest.mark.xdist_group("plans")
CASE = uuid.UUID(int=5)
KERNEL = Reach.of_kernel("register").as_setting()
TODAY = NOW.date()
MONTH_AGO = TODAY - dt.timedelta(days=30)
Query = Callable[[Any], Awaitable[object]]


@dataclass(frozen=True)
class Listed:
    """A page of a list with these filters."""

    asked: Asked
    ask: Callable[[Any, Asked], Awaitable[object]]

    def __call__(self, reading: Any) -> Awaitable[object]:
        return self.ask(reading, self.asked)


class OfOne(Listed):
    """What one thing has, found by its key: filters are applied to that and no more."""


def listed(query: Any, asked: type[Asked], *before: object, **filters: object) -> Listed:
    """By the query of its desk."""
    return Listed(asked(**filters), lambda reading, wanted: query(reading, *before, wanted))


def paged(rows: Select[Any], asked: type[Asked], order: Order) -> OfOne:
    """By its rows and their order, where the desk's query looks first whether there is such a thing."""
    return OfOne(asked(), lambda reading, wanted: list_page(reading, rows, wanted, order))


def letters(book: Book) -> Listed:
    """The letters of a service that somebody is still to send."""
    return listed(list_letters, LetterFilters, book, to_be_sent=True)


TRAIL = paged(
    select(Audited).where(Audited.case_id == CASE), audit.AuditFilters, audit.LATEST_FIRST
)


def reported(sheets: Any, asked: type[Asked]) -> OfOne:
    """What came of the rows of a sheet."""
    rows = select(sheets.row).where(sheets.row.sheet_id == CASE)
    return paged(rows, asked, Order((sheets.row.row,)))


QUERIES: dict[str, tuple[str, Query]] = {
    "adverts from a place on": ("register", lambda r: adverts.adverts(r, None, 29_000, 100)),
    "open adverts": ("register", lambda r: adverts.adverts(r, State.OPEN, 0, 100)),
    "bids on an advert": ("register", lambda r: adverts._bids(r, CASE)),
    "refusals of a month": ("register", lambda r: adverts.refusals(r, MONTH_AGO, TODAY)),
    "homes held for a nomination": ("register", lambda r: adverts.held_homes(r, TODAY)),
    "records of the stock": ("register", lambda r: stock.stock_gaps(r, GLOUCESTER)),
    "shortlists": ("register", listed(shortlists.shortlists, shortlists.ShortlistSearch)),
    "shortlists that changed": (
        "register",
        listed(shortlists.shortlists, shortlists.ShortlistSearch, changed="better"),
    ),
    "shortlists of a district": (
        "register",
        listed(shortlists.shortlists, shortlists.ShortlistSearch, district=GLOUCESTER),
    ),
    "homes": ("register", listed(homes.search, homes.Search)),
    "a home by its UPRN": ("register", listed(homes.search, homes.Search, uprn="100120123456")),
    "homes of a district": ("register", listed(homes.search, homes.Search, district=GLOUCESTER)),
    "surveys of a home": ("register", lambda r: histories.surveys(r, CASE)),
    "moves of a case": ("register", lambda r: moves.relocations(r, CASE)),
    "moves of all cases": ("register", listed(moves.moves, moves.MovesWanted)),
    "rows of a load": ("register", listed(loads.rows, loads.RowSearch, CASE)),
    "the county's feed": ("forum", lambda r: feeds.feed(r, 29_000, 100)),
    "a case's timeline": ("forum", lambda r: feeds.timeline(r, CASE)),
    "cases of grants": ("grants", listed(grants.cases, grants.CaseFilters)),
    "cases of a district": (
        "grants",
        listed(grants.cases, grants.CaseFilters, district=GLOUCESTER),
    ),
    "one's own cases": ("grants", listed(grants.mine, grants.MyCases)),
    "cases of the test": ("means_test", listed(means_test.cases, means_test.CasesWanted)),
    "cases of the test that wait": (
        "means_test",
        listed(means_test.cases, means_test.CasesWanted, waiting_for="evidence"),
    ),
    "one's own cases of the test": ("means_test", listed(means_test.mine, means_test.MyCases)),
    "a case of the test by its reference": (
        "means_test",
        listed(means_test.cases, means_test.CasesWanted, reference="7J8-QDM-9X3"),
    ),
    "an account by its reference": (
        "payments",
        listed(accounts.accounts, accounts.AccountSearch, reference="7J8-QDM-9X3"),
    ),
    "accounts": ("payments", listed(accounts.accounts, accounts.AccountSearch)),
    "accounts by an invoice": (
        "payments",
        listed(accounts.accounts, accounts.AccountSearch, text="inv 12"),
    ),
    "invoices": ("payments", listed(invoices.all_invoices, invoices.InvoicesSought)),
    "invoices of a district that wait": (
        "payments",
        listed(invoices.all_invoices, invoices.InvoicesSought, district=GLOUCESTER, waiting=True),
    ),
    "invoices of a case": ("payments", listed(invoices.invoices, invoices.InvoiceSearch, CASE)),
    "runs": ("payments", listed(runs.runs, runs.RunSearch)),
    "payments of a run": ("payments", listed(runs.run_payments, runs.RunPaymentSearch, CASE)),
    "what is held of some cases": ("payments", lambda r: books.held(r, {CASE})),
    "referrals": ("referral", listed(referrals.referrals, referrals.ReferralFilters)),
    "one's own referrals": ("referral", listed(referrals.mine, referrals.MyReferrals)),
    "clocks": ("referral", listed(clocks.due, clocks.ClockFilters)),
    "trainings": ("referral", listed(assessors.trainings, assessors.TrainingSearch)),
    "the trail of a case in grants": ("grants", TRAIL),
    "the trail of a case in the means test": ("means_test", TRAIL),
    "the trail of a case in payments": ("payments", TRAIL),
    "the trail of a case in the referrals": ("referral", TRAIL),
    "the trail of a case in the register": ("register", TRAIL),
    "the trail of a case in the forum": ("forum", TRAIL),
    "letters of grants that wait": ("grants", letters(GRANT_LETTERS)),
    "letters of the means test that wait": ("means_test", letters(TEST_LETTERS)),
    "letters of referrals that wait": ("referral", letters(REFERRAL_LETTERS)),
    "documents of a case": (
        "grants",
        paged(
            select(CaseDocument).where(CaseDocument.case_id == CASE),
            documents.DocumentsAsked,
            documents.AS_KEPT,
        ),
    ),
    "precedents": ("grants", listed(clinic.precedents, clinic.PrecedentsAsked)),
    "money of the years": ("grants", listed(budget.funds, budget.FundsFilters)),
    "price books": ("grants", listed(prices.books, prices.PricesAsked)),
    "one's own trials of a policy": ("grants", listed(policies.what_ifs, policies.WhatIfsAsked)),
    "sheets taken over": ("grants", listed(take_overs.take_overs, SheetsAsked)),
    "rows taken over": ("grants", reported(TAKE_OVERS, take_overs.TakeOverRowFilters)),
    "sheets of referrals": ("referral", listed(sheets.sheets, SheetsAsked)),
    "rows of a sheet of referrals": ("referral", reported(SHEETS, sheets.SheetRowFilters)),
    "tests of a case": (
        "means_test",
        paged(
            select(MadeTest).where(MadeTest.case_id == CASE), testing.TestsWanted, testing.AS_MADE
        ),
    ),
    "payments of a case": ("payments", listed(invoices.payments, invoices.PaymentSearch, CASE)),
    "contributions of a case": (
        "payments",
        listed(contributions.receipts, contributions.ReceiptSearch, CASE),
    ),
    "the ledger of a case": ("payments", listed(finance.ledger, finance.LedgerSearch, CASE)),
    "exports of the ledger": ("payments", listed(exports.exports, exports.ExportSearch)),
    "works of the council's own": ("payments", listed(orders.orders, orders.OrderSearch)),
    "contractors": (
        "payments",
        listed(contractors.known_contractors, contractors.KnownContractorSearch),
    ),
    "money beside grants": ("payments", listed(spending.spending, spending.SpendingSearch)),
    "what a partner was given": (
        "forum",
        paged(
            select(SharingUse).where(SharingUse.agreement_id == CASE),
            sharing.UseFilters,
            sharing.LATEST_FIRST,
        ),
    ),
    "clocks near their end": (
        "referral",
        listed(clocks.due, clocks.ClockFilters, due_before=TODAY),
    ),
}
QUERIES |= {
    f"acts under no case in {service}": (service, listed(audit.acts, audit.ActsAsked))
    for service in SERVICES
}

PARTS = {
    "records of the stock",
    "shortlists of a district",
    "homes of a district",
    "cases of a district",
    "cases of the test that wait",
    "invoices of a district that wait",
}
"""What reads a district's or a state's part of a table, never the whole: supply is counted, and a
page of a filtered list is sorted anew, for PostgreSQL expects less of a policy than it lets through."""


@pytest.mark.parametrize("name", QUERIES)
async def test_what_a_desk_asks_is_found_by_an_index(county, name):
    service, query = QUERIES[name]
    asking = Asking(NOW, TODAY)
    try:
        await query(asking)
    except Exception:  # noqa: BLE001 - some say that there is nothing, once they have asked
        assert asking.asked, f"{name} asks nothing"
    most = ROWS // 3 if name in PARTS else FEW
    assert await county.faults_of(service, asking, most) == []


SORTED_ANEW = {
    ("grants", "AllocationFilters"),  # what a district was said to have: a few a year
    ("grants", "AgendaAsked"),  # all that was ever referred to the clinic, some dozens a year
    (
        "payments",
        "AccrualsAsked",
    ),  # a district's accounts that were open on a day, for a year's end
    ("payments", "TaskSearch"),  # what waits is found in a dozen tables, each by what waits there
    ("payments", "PayeesAsked"),  # of one run, by name
    ("forum", "CasesAsked"),  # of one figure of a district's year, as it is worked out
    ("forum", "ClocksAsked"),  # of a district's cases that go on
    ("referral", "ListAsked"),  # by the rules of the day: a waiting list is a question
}
"""Lists that stand in no order of a table's, or go through all that their table has of something."""


def lists_of(service: str) -> set[tuple[str, str]]:
    """What is asked of each list that the service's routes show."""
    routers = import_module(f"services.{service}.app").SERVICE.routers
    routes = [r for each in routers for r in each.routes if r.include_in_schema]
    parameters = [p.field_info.annotation for r in routes for p in r.dependant.query_params]
    return {
        (service, kind.__name__)
        for kind in parameters
        if isinstance(kind, type) and issubclass(kind, Asked)
    }


@pytest.mark.parametrize("service", SERVICES)
def test_each_list_of_a_service_is_asked_about(service: str) -> None:
    asked = {
        (of, type(query.asked).__name__)
        for of, query in QUERIES.values()
        if isinstance(query, Listed)
    }
    assert lists_of(service) - asked - SORTED_ANEW == set()


CHANGED = {
    "homes": select(RegisteredHome.id).where(RegisteredHome.changed >= 29_900),
    "needs": select(HouseholdNeed.need).where(HouseholdNeed.changed >= 29_900),
}


@pytest.mark.parametrize("name", CHANGED)
async def test_the_columns_read_only_what_changed(county, name):
    assert await county.faults("register", CHANGED[name], OFFICER) == []


BUS: dict[str, tuple[Any, ...]] = {
    "the next event of a lane": (
        workers._CLAIM,
        "{service}",
        ["grants.closed"],
        NOW,
        [],
        "dfg.reach",
        KERNEL,
    ),
    "the next jobs": (jobs._TAKE, "{service}", ["grants.closed"], NOW, "job/"),
    "the next batch of a read model": (projector._BATCH, "{service}", ["grants.closed"], NOW, 0),
    "what Kafka's relay sends": (kafka._UNSENT, 4000),
    "what PostgreSQL's relay moves": (postgres._MOVE, "no_channel", "{service}"),
    "what readers of the log read": (postgres._READ, ["/services/grants"], [29_000]),
    "what readers read beyond a publisher's last": (
        postgres._READ,
        ["/services/grants", "/services/register"],
        [29_000, 0],
    ),
    "what is measured": (runtime._BACKLOG, NOW),
    "dead letters": (dead_letters._LIST, None),
    "one dead letter": (dead_letters._LIST, CASE),
    "taking back what is to come": (own_events.TAKE_BACK, ["grants.closed"], str(CASE)),
}


@pytest.mark.parametrize("service", ["register", "forum"])
@pytest.mark.parametrize("name", BUS)
async def test_what_the_bus_asks_is_found_by_an_index(county, name, service):
    statement, *values = BUS[name]
    told = [service if value == "{service}" else value for value in values]
    kernel = Reach.of_kernel(service)
    assert await county.faults(service, statement, kernel, *told) == []


ON_ITS_OWN = {
    "the next jobs",
    "what PostgreSQL's relay moves",
    "what readers of the log read",
    "what readers read beyond a publisher's last",
}
"""What the bus asks on connections of its own, where a queue is always read by an index."""


@pytest.mark.parametrize(
    "name", ["the next event of a lane", "the next batch of a read model", *sorted(ON_ITS_OWN)]
)
async def test_a_plan_made_while_nothing_waited_serves_a_backlog(county, name):
    statement, *values = BUS[name]
    told = ["forum" if value == "{service}" else value for value in values]
    found = await county.faults_once_grown("forum", statement, *told, bus=name in ON_ITS_OWN)
    assert found == []


async def test_a_table_without_an_index_would_be_seen(county):
    by_trace = "SELECT * FROM audit WHERE trace_id = 'x'"
    [fault, _plan] = await county.faults("register", by_trace, OFFICER)
    assert fault == f"{ROWS} rows of audit are read"


async def test_a_district_read_to_be_sorted_would_be_seen(county):
    anew = f"SELECT * FROM homes WHERE district = '{GLOUCESTER}' ORDER BY provider_id LIMIT 20"
    [fault, _plan] = await county.faults("register", anew, OFFICER)
    assert fault == f"{ROWS // 6} rows of homes are read"
