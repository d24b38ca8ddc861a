"""Nothing that a desk, a handler or the bus asks costs more as the county grows, but by an index.

The statements are those that the services make, run by PostgreSQL under the caller's row-level
security, in a county of thirty thousand rows a table.
"""

import asyncio
import datetime as dt
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from deploy.local.prepare import prepare
from deploy.local.roles import role_url
from services.forum.feeds import queries as feeds
from services.grants.worklist import queries as grants
from services.means_test.cases import queries as means_test
from services.payments.accounts import queries as accounts
from services.payments.books import works as books
from services.payments.invoices import queries as invoices
from services.payments.runs import queries as runs
from services.referral.targets import queries as clocks
from services.referral.worklist import queries as referrals
from services.register.adverts import queries as adverts
from services.register.domain.life import State
from services.register.homes import queries as homes
from services.register.loads import queries as loads
from services.register.matching import shortlists
from services.register.moves import queries as moves
from services.register.stock import queries as stock
from services.register.tables import HouseholdNeed, RegisteredHome
from shared.bus import dead_letters, jobs, kafka, postgres, projector, runtime, workers
from shared.persistence import own_events
from shared.persistence.reach import Reach
from shared.web.lists import Asked
from tests.plans.caseload import FEW, OFFICER, ROWS, Asking, County, fill
from tests.platform.running import GLOUCESTER, NOW, new_database

pytestmark = pytest.mark.xdist_group("plans")
CASE = uuid.UUID(int=5)
KERNEL = Reach.of_kernel("register").as_setting()
TODAY = NOW.date()
MONTH_AGO = TODAY - dt.timedelta(days=30)
Query = Callable[[Any], Awaitable[object]]


@pytest.fixture(scope="module")
def county(postgres) -> County:
    database = new_database("plans")
    prepare(postgres.superuser_url, database)
    asyncio.run(fill(role_url(postgres.superuser_url, "postgres", database)))
    return County(postgres.superuser_url, database)


def listed(query: Any, asked: type[Asked], *before: object, **filters: object) -> Query:
    """A page of a list with these filters."""
    return lambda reading: query(reading, *before, asked(**filters))


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
    "surveys of a home": ("register", lambda r: homes.surveys(r, CASE)),
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
    "clocks near their end": (
        "referral",
        listed(clocks.due, clocks.ClockFilters, due_before=TODAY),
    ),
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
