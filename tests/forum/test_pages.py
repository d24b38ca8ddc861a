"""The pages over HTTP: who sees which, under whose reach, and what a browser is told of each."""

import datetime as dt
import re
import uuid
from decimal import Decimal

import pytest

from deploy.local.issuer import roles
from services.forum.app import SERVICE
from services.forum.domain.publications import PublishedRow, PublishedTable
from services.forum.pages.charts import Bar, Chart
from services.forum.pages.entrance import router as entrance
from services.forum.pages.figures import _finding
from services.forum.pages.page import PageRoute
from services.forum.pages.rendering import SECTIONS, environment
from services.forum.pages.reports import chart_of_publication
from services.forum.pages.words import facts, moment, pounds
from services.forum.publications.queries import PublicationView
from shared.contracts.codes import Complexity, ReferralSource, Urgency
from shared.contracts.grants import OfferMade
from shared.contracts.referral import ReferralReceived, ReferralTriaged, StageTarget
from tests.forum.partners import Partner
from tests.forum.signing_in import Visitor, a_case
from tests.forum.test_sign_in import heading
from tests.platform.running import GLOUCESTER, STROUD

DAY = dt.date(2026, 3, 10)
PUBLISHED = 2011
SAME_AS = {
    "case": "show_progress",
    "timeline": "timeline",
    "events": "feed",
    "times": "show_timescales",
    "ends": "show_outcomes",
    "adopted": "list_policies",
    "one_district": "list_policies",
    "measures": "show_impact",
    "cases_of_measure": "list_impact_cases",
    "same_need": "show_same_need",
    "cases_of_need": "list_same_need_cases",
    "offers": "compare_offers",
    "people_reached": "show_who_was_reached",
    "funds": "show_money",
    "money_agreement": "show_money_agreement",
    "published_year": "show_publication",
    "before_and_after": "show_policy_change",
    "how_content": "show_outcomes",
    "years_of_returns": "list_returns",
    "one_return": "show_return",
    "cases_of_return": "list_return_cases",
    "file_of_return": "send_return",
    "sharing_agreements": "list_agreements",
    "one_agreement": "show_agreement",
}
"""Each page that shows what an operation of the API answers, and which."""
OWN = {
    *("times", "ends", "before_and_after", "how_content", "cases_of_measure", "cases_of_need"),
    *("years_of_returns", "one_return", "cases_of_return", "file_of_return"),
}
"""Pages of figures to the number: for whoever acts for a district."""
OWN_SCOPES = {"first_page": set(), "find_case": {"forum:read", "timeline:read"}}
OPEN = {"accessibility", "privacy", "nothing_here"}
"""Pages that nobody has to sign in for."""
SAVED = {"file_of_return"}
"""What a browser is given to save."""


def begun(platform, district=GLOUCESTER):
    """A case that was referred, triaged and made an offer."""
    target = StageTarget(stage=1, working_days=20, due_on=dt.date(2026, 3, 30))
    offer = dict.fromkeys(("mandatory_grant", "total_award", "applicant_pays"), "24170.75")
    return a_case(
        platform,
        (
            ReferralReceived,
            {"received_on": DAY, "source": ReferralSource.SELF, "reference": "AB-1"},
        ),
        (
            ReferralTriaged,
            {
                "triaged_on": DAY,
                "complexity": Complexity.SIMPLE,
                "urgency": Urgency.NON_URGENT,
                "targets": (target,),
            },
        ),
        (OfferMade, {"offered_on": DAY, "policy_version": "x"} | offer),
        district=district,
    )


def known_things(platform):
    """What the addresses of pages name: a case with some history, an agreement, and so on."""
    publish(platform)
    return {
        "case_id": begun(platform),
        "agreement_id": Partner(platform, view="own").id,
        "district": GLOUCESTER,
        "year": str(PUBLISHED),
    }


@pytest.fixture(scope="module")
def things(running):
    return known_things(running)


@pytest.fixture(scope="module")
def case(things):
    return things["case_id"]


def publish(platform):
    """The figures of a year without cases, published by whichever test comes first."""
    platform.client("forum", "forum_publisher").post("/v1/publications", json={"year": PUBLISHED})


@pytest.fixture(scope="module")
def published(running):
    publish(running)


@pytest.fixture
def visit(platform):
    """Somebody who has signed in in a role; a case's resident where one is named."""
    visitors = []

    def signed_in(role, case_id=None):
        visitor = Visitor(platform)
        visitors.append(visitor)
        if case_id:
            visitor.sign_in_as_resident(case_id)
        elif role:
            visitor.sign_in(role)
        return visitor

    yield signed_in
    for visitor in visitors:
        visitor.close()


def scopes(route):
    return {s for d in route.dependant.dependencies for s in d.own_oauth_scopes or ()}


PAGES = [
    route
    for router in SERVICE.routers
    if router is not entrance
    for route in router.routes
    if isinstance(route, PageRoute)
]
"""Every page but those of signing in and out: a new one is found here by itself."""
ASKED = [route for route in PAGES if route.name not in OPEN]


ASKING = f"?year=2024&district={GLOUCESTER}&line="
OF_DISTRICT = f"?district={GLOUCESTER}"
QUERY = {
    "cases_of_measure": f"{ASKING}cost_avoided",
    "cases_of_need": f"{ASKING}outcome_by_need",
    "one_return": OF_DISTRICT,
    "cases_of_return": f"{OF_DISTRICT}&line=enquiries",
    "file_of_return": OF_DISTRICT,
}
"""What a page has to be asked with."""
COUNTY_POOL = "5d0f7f5e-6f0b-5c3e-9d53-3f6a1c1f2a01"
"""The agreement on money that every database begins with."""


def place(route, things):
    """An address of that page."""
    named = things | ({"year": "2025"} if "return" in route.name else {})
    named |= {"agreement_id": COUNTY_POOL} if "money" in route.name else {}
    path = route.path.removeprefix("/pages").replace("{path:path}", "no/such/page")
    return path.format(**named) + QUERY.get(route.name, "")


def test_a_page_takes_the_scopes_of_the_operation_whose_answer_it_shows():
    operations = {
        r.name: scopes(r)
        for router in SERVICE.routers
        for r in router.routes
        if r.include_in_schema
    }
    for route in ASKED:
        same = SAME_AS.get(route.name)
        wanted = operations[same] if same else OWN_SCOPES[route.name]
        assert scopes(route) == wanted, route.name


@pytest.mark.parametrize("route", ASKED, ids=lambda route: route.name)
def test_nobody_sees_a_page_without_signing_in(visit, things, route):
    visitor = visit(None)
    visitor.http.follow_redirects = False
    answer = visitor.get(place(route, things))
    assert (answer.status_code, answer.text) == (303, "")
    assert answer.headers["location"].startswith("/pages/sign-in?next=")


def test_the_pages_that_everybody_may_read(visit):
    assert heading(visit(None).get("/accessibility")) == "Accessibility"
    assert heading(visit(None).get("/privacy")) == "Privacy and cookies"
    nothing = visit(None).get("/no/such/page")
    assert (nothing.status_code, heading(nothing)) == (
        404,
        "There is nothing here that you may see",
    )


@pytest.mark.parametrize("role", [r for r in roles() if r != "resident"])
def test_a_role_sees_the_pages_of_its_scopes_and_is_told_in_words_of_the_others(
    visit, things, role
):
    visitor, may = visit(role), roles()[role]
    for route in ASKED:
        page = visitor.get(place(route, things))
        wanted = scopes(route) or {"forum:read", "timeline:read", "sharing:write"}
        if not wanted & set(may.scopes):
            assert (page.status_code, heading(page)) == (403, "You may not see this page")
            assert "ask whoever manages sign-ins at your council" in page.text
            assert things["case_id"] not in page.text
        elif route.name in OWN and not may.write:
            assert page.status_code == 403
            assert "for the district itself" in page.text
        else:
            assert page.status_code == 200, (route.name, page.text)


def test_the_navigation_has_the_pages_that_one_may_see(visit):
    for role in ("forum_analyst", "grant_officer", "finance"):
        page = visit(role).get("/cases").text
        shown = re.findall(r'class="govuk-service-navigation__link" href="/pages([^"]*)"', page)
        allowed = set(roles()[role].scopes)
        assert shown == [
            s.path
            for s in SECTIONS
            if allowed & set(s.scopes) and not (s.own and not roles()[role].write)
        ]


def test_another_district_s_case_looks_as_if_it_were_not_there(platform, visit, case):
    theirs = begun(platform, STROUD)
    officer = visit("gloucester_grant_officer")
    assert officer.get(f"/cases/{case}").status_code == 200
    for path in (f"/cases/{theirs}", f"/cases/{theirs}/timeline", f"/cases/{uuid.uuid4()}"):
        page = officer.get(path)
        assert (page.status_code, heading(page)) == (404, "There is nothing here that you may see")
    assert theirs not in officer.get("/events").text


def test_another_district_has_no_page_and_its_figures_are_its_own(visit):
    officer = visit("gloucester_grant_officer")
    assert heading(officer.get(f"/districts/{GLOUCESTER}")) == "Gloucester City"
    assert officer.get(f"/districts/{STROUD}").status_code == 404
    for path in ("/timescales", "/outcomes"):
        assert officer.get(path).status_code == 200
        page = officer.get(path, district=STROUD)
        assert (page.status_code, heading(page)) == (403, "You may not see this page")


def test_figures_of_a_page_are_those_of_the_api(platform, visit):
    told = platform.client("forum", "grant_officer").get(
        "/v1/outcomes", params={"district": GLOUCESTER, "first": "2025-04-01", "last": "2026-03-31"}
    )
    page = visit("grant_officer").get("/outcomes", district=GLOUCESTER, year="2025").text
    shown = re.search(r"All referrals.*?>(\d+)<", page, re.DOTALL)[1]
    assert told.json()["referrals"] == int(shown) > 0
    assert f"of {shown} referrals went on" in page


def test_an_analyst_of_the_county_sees_whole_years_with_small_numbers_hidden(visit):
    analyst = visit("forum_analyst")
    page = analyst.get("/impact")
    assert (page.status_code, heading(page)) == (200, "Measures of impact")
    assert "Small numbers are hidden" in page.text
    assert 'value="2025"' not in page.text
    running = analyst.get("/impact", year="2025", district="")
    assert (running.status_code, heading(running)) == (422, "The address of this page is not right")
    assert "once the year is over" in running.text
    assert "Small numbers are hidden" not in visit("grant_officer").get("/impact").text


def test_a_published_year_is_reached_from_the_first_page(visit, published):
    analyst = visit("forum_analyst")
    assert f'href="/pages/published/{PUBLISHED}"' in analyst.get("").text
    page = analyst.get(f"/published/{PUBLISHED}")
    assert (heading(page), "2011 to 2012" in page.text) == ("Published figures", True)
    for year in ("2009", "99999"):
        assert analyst.get(f"/published/{year}").status_code == 404


def test_a_hidden_number_is_a_word_in_chart_and_table(visit):
    rows = (
        PublishedRow(name=GLOUCESTER, counts=(9, 9)),
        PublishedRow(name=STROUD, counts=(None, None)),
        PublishedRow(name="total", counts=(None, None)),
    )
    table = PublishedTable(
        name="referrals", definition="d", columns=("went_on", "total"), rows=rows
    )
    view = PublicationView(
        edition=1,
        rule="1 to 7 hidden, and what would give one away",
        tables=(table,),
        year=2024,
        published_at=dt.datetime(2025, 5, 1, tzinfo=dt.UTC),
    )
    facts = {"found": view, "chart": chart_of_publication(view), "at": str, "sections": ()}
    page = environment().get_template("published.html").render(facts)
    chart, _, beside = page.partition("</figure>")
    assert (chart.count("<rect"), chart.count(">hidden<")) == (1, 1)
    assert beside.count(">hidden<") == 4


def test_the_cases_behind_a_figure_are_for_their_district(visit):
    officer = visit("gloucester_grant_officer")
    asked = {"line": "cost_avoided", "year": "2024"}
    assert officer.get("/impact/cases", district=GLOUCESTER, **asked).status_code == 200
    assert officer.get("/impact/cases", district=STROUD, **asked).status_code == 403


def test_a_return_is_reached_by_its_district_and_saved_as_a_file(visit):
    officer = visit("gloucester_grant_officer")
    assert f'href="/pages/returns/2025?district={GLOUCESTER}"' in officer.get("/returns").text
    assert officer.get("/returns/2025", district=STROUD).status_code == 403
    page = officer.get("/returns/2025", district=GLOUCESTER)
    assert (page.status_code, heading(page)) == (200, "Annual return on Disabled Facilities Grants")
    file = officer.get("/returns/2025/file", district=GLOUCESTER)
    assert file.headers["content-disposition"].endswith(f'return-{GLOUCESTER}-2025.xlsx"')
    assert file.content.startswith(b"PK")


def test_a_corrected_figure_of_a_return_says_what_was_counted_and_why(platform, visit):
    reason = "Entered <b>in</b> May."
    told = {"district": GLOUCESTER, "year": 2025, "line": "deferred", "key": None}
    signs = platform.client("forum", "service_manager")
    for value in ("7", "9"):
        said = {"figure": "cases", "value": value, "reason": reason}
        assert signs.post("/v1/returns/corrections", json=told | said).status_code == 201
    page = visit("grant_officer").get("/returns/2025", district=GLOUCESTER).text
    put_off = page.partition("Payment put off at the approval")[2].partition("<h2")[0]
    assert re.search(r">9<span", put_off)
    assert re.search(r"Corrected: cases of all from \d+ to 9", put_off)
    assert re.search(r"Corrected, and later corrected again: cases of all from \d+ to 7", put_off)
    assert "Reason: Entered &lt;b&gt;in&lt;/b&gt; May." in put_off


def test_who_manages_sharing_sees_what_is_agreed_what_it_was_and_its_use(platform, visit):
    types = [{"type": "referral.received", "fields": ["source"]}]
    partner = Partner(platform, view="own", types=types, until="2027-02-28")
    partner.change(until="2026-12-31")
    begun(platform)
    sent, _ = partner.read()
    manager = visit("sharing_manager")
    assert str(manager.get("").url).endswith("/pages/agreements")
    assert f"/pages/agreements/{partner.id}" in manager.get("/agreements").text
    page = manager.get(f"/agreements/{partner.id}").text
    assert partner.agreement.purpose in page
    for said in ("31 December 2026", "28 February 2027", "so agreed", "source"):
        assert said in page, said
    assert sent[0]["case_id"] not in page
    assert "Nothing has gone to the partner" not in page


def test_what_came_before_and_after_a_change_of_policy_stands_side_by_side(platform, visit):
    asked = {"district": GLOUCESTER, "months": 12}
    told = platform.client("forum", "grant_officer").get("/v1/outcomes/policy-change", params=asked)
    page = visit("grant_officer").get("/outcomes/change", **asked).text
    row = re.search(r"All referrals</th>(.*?)</tr>", page, re.DOTALL)[1]
    shown = [int(each) for each in re.findall(r">\s*(\d+)\s*</td>", row)]
    assert shown == [told.json()[side]["referrals"] for side in ("before", "after")]
    for edition in told.json()["editions"]:
        assert f'value="{edition["since"]}"' in page


def test_how_content_people_were_is_told_year_by_year(visit):
    page = visit("grant_officer").get("/satisfaction", district=GLOUCESTER).text
    for said in ("2025 to 2026", "2021 to 2022", "Mean of the answers, from 1 to 5"):
        assert said in page


def test_every_district_s_offers_stand_side_by_side(visit):
    page = visit("forum_analyst").get("/offers").text
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)
    assert {"Gloucester City", "Stroud"} <= {head.strip() for head in heads}
    assert "not offered" in page


def test_a_chart_has_words_and_its_figures_in_a_table_beside_it(visit):
    page = visit("grant_officer").get("/timescales", district=GLOUCESTER).text
    chart = re.search(r"<figure.*?</figure>", page, re.DOTALL)[0]
    named = re.search(r'aria-labelledby="([\w-]+) ([\w-]+)"', chart)
    for name in named.groups():
        assert f'id="{name}"' in chart
    assert "goal 95 %" in chart
    assert "Each stage, in working days" in page.partition("</figure>")[2]


def test_bars_are_as_long_as_their_figures_and_what_is_hidden_has_none():
    bars = [Bar("a", Decimal(50), "50"), Bar("b", Decimal(100), "100"), Bar("c", None, "hidden")]
    chart = Chart("n", "t", "f", bars, target=Decimal(95))
    assert [length for *_, length in chart.drawn] == [135, 270, 0]
    assert chart.along(Decimal(95)) == 256
    drawn = environment().get_template("charts.html").module.bars(chart)
    assert drawn.count("<rect") == 2
    assert Chart("n", "t", "f", [Bar("a", Decimal(0), "0")]).drawn[0][2] == 0


@pytest.mark.parametrize(
    "met, said",
    [
        ((None, None), "No stage with a target ended in this year."),
        (("95.0", None), "All reach 95."),
        (("94.9", "100.0"), "Below the goal of 95: enquiry."),
    ],
    ids=["none", "at the goal", "below it"],
)
def test_the_chart_of_stages_says_what_was_found(met, said):
    assert _finding(list(zip(("Enquiry", "Works"), met, strict=True)), 95) == said


def test_a_resident_begins_with_their_own_case_and_sees_no_other(platform, visit, case):
    other = begun(platform)
    resident = visit("resident", case)
    page = resident.get("")
    assert str(page.url).endswith(f"/pages/cases/{case}")
    assert heading(page) == "We told you what help the council can give."
    assert "Your application form and the papers that it asks for." in page.text
    assert "ask Gloucester City" in page.text
    assert resident.get(f"/cases/{case}/timeline").status_code == 200
    assert resident.get(f"/cases/{other}").status_code == 404
    assert resident.get("/events").status_code == 403


def test_a_timeline_says_what_happened_in_words(visit, case):
    page = visit("finance").get(f"/cases/{case}/timeline").text
    for said in (
        "Mandatory grant: £24,170.75",
        "Targets due on: 30 March 2026",
        "Urgency: non urgent",
    ):
        assert said in page, page
    assert "Referral, Gloucester City" in page


def test_a_case_is_found_by_its_id(visit, case):
    officer = visit("finance")
    page = officer.get("/cases", case_id=f" {case.upper()} ")
    assert str(page.url).endswith(f"/pages/cases/{case}")
    page = officer.get("/cases", case_id='"><script>')
    assert "<title>Error: Find a case" in page.text
    assert 'href="#case_id"' in page.text
    assert "<script" not in page.text


def test_an_address_that_cannot_be_read_is_said_in_words(visit):
    officer = visit("forum_analyst")
    for path, params in (
        ("/cases/none", {}),
        ("/events", {"cursor": "x"}),
        ("/events", {"since": "x"}),
    ):
        page = officer.get(path, **params)
        assert (page.status_code, heading(page)) == (422, "The address of this page is not right")


def test_events_go_on_from_page_to_page(platform, visit):
    for _ in range(17):
        begun(platform)
    analyst, cases, address = visit("forum_analyst"), set(), "/events"
    while address:
        page = analyst.get(address).text
        cases |= set(re.findall(r"Case ([0-9a-f-]{36})<", page))
        following = re.search(r'href="/pages(/events\?cursor=[^"]*)"', page)
        address = following and following[1]
    assert len(cases) >= 17


def test_a_browser_keeps_nothing_runs_nothing_and_frames_nothing(visit, things):
    visitor = visit("grant_officer")
    for route in PAGES:
        answer = visitor.get(place(route, things))
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", answer.text), route.name
        for address in re.findall(r'(?:href|src|action)="([^"]*)"', answer.text):
            assert address.startswith(("/pages", "#", "?")), address


def test_styles_are_served_to_anybody_and_nothing_else_is(visit):
    visitor = visit(None)
    styles = visitor.get("/assets/govuk-frontend.css")
    assert styles.headers["content-type"] == "text/css; charset=utf-8"
    assert styles.headers["cache-control"].startswith("public")
    for name in ("govuk-frontend.json", "..%2froutes.py", "%2e%2e/page.py", ""):
        assert visitor.get(f"/assets/{name}").status_code == 404, name


def test_pages_are_no_part_of_the_api_s_document(platform):
    document = platform.client("forum").get("/openapi.json").json()
    assert all(path.startswith("/v1/") for path in document["paths"])


def test_a_token_opens_no_page_and_a_session_no_operation(platform, visit, case):
    bearer = platform.client("forum", "forum_analyst").get("/pages")
    assert bearer.headers["location"] == "/pages/sign-in?next="
    visitor = visit("forum_analyst")
    assert visitor.http.get(f"{visitor.address}/v1/timelines/{case}").status_code == 401


def test_how_facts_are_written():
    told = {
        "kind": "level_access_shower",
        "sums": [{"amount": "1234.50"}, {"amount": "-3.00"}],
        "no": None,
    }
    assert list(facts(told)) == [
        ("Kind", "level access shower"),
        ("Sums 1 amount", "£1,234.50"),
        ("Sums 2 amount", "-£3"),
    ]
    assert pounds("1000000.00") == "£1,000,000"
    assert moment(dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)) == "1 July 2026, 13:00"
