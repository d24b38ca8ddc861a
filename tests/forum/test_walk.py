"""Every page in a real Chromium, with the keyboard alone, on a desk and on a phone.

Held to WCAG 2.2 AA as far as a machine sees it (axe), to a focus that is seen, to an order that is
the page's, and to no sideways scrolling. `make screenshots` takes the pictures of the documentation.
"""

import httpx
import pytest
import pytest_asyncio

from deploy.local.issuer import roles
from tests.forum.browser import DESKTOP, PHONE, Keyboard, chromium
from tests.forum.test_pages import ASKED, SAVED, known_things, place, scopes

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("chromium")]
SIZES = {"desktop": DESKTOP, "phone": PHONE}
WALKERS = ("grant_officer", "sharing_manager")
"""Between them they see every page that one signs in for."""


@pytest.fixture(scope="module")
def things(running):
    """What the pages are about; made outside of the browser's loop."""
    return known_things(running)


@pytest.fixture(scope="module")
def case(things):
    return things["case_id"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as browser:
        yield browser


@pytest.fixture(params=SIZES)
def size(request):
    return request.param


@pytest_asyncio.fixture(loop_scope="module")
async def person(browser, running, size):
    """Somebody at the first page who is not signed in yet."""
    context = await browser.new_context(viewport=SIZES[size], reduced_motion="reduce")
    page = await context.new_page()
    await page.goto(f"{running.address('forum')}/pages")
    yield Keyboard(page)
    await context.close()


def seen_by(role):
    """The pages that somebody in that role walks to: each page is walked to by one of them."""
    for route in ASKED:
        may = [r for r in WALKERS if not scopes(route) or scopes(route) & set(roles()[r].scopes)]
        assert may, f"nobody of {WALKERS} may see {route.name}: add who may"
        if may[0] == role and route.name not in SAVED:
            yield route


@pytest.mark.parametrize("role", WALKERS)
async def test_every_page_that_there_is_can_be_used_by_keyboard(person, running, things, role):
    """Also one that is added later: they are read from the service itself."""
    await person.press(label_of(role))
    for route in seen_by(role):
        answer = await person.page.goto(f"{running.address('forum')}/pages{place(route, things)}")
        assert answer.status == 200, route.name
        await person.check()


def label_of(role):
    """As the issuer's page has it."""
    return role.replace("_", " ").capitalize()


async def test_an_analyst_of_the_county_walks_through_every_page(person, running, case, size):
    await person.check()  # the sign-in of the development issuer
    await person.press("Forum analyst")
    assert await person.heading() == "The DFG Forum"
    await person.picture(f"overview-{size}")
    await person.press("2011 to 2012")
    assert await person.heading() == "Published figures"
    await person.press("Events")
    assert await person.heading() == "Events of all cases"
    await person.press("Cases")
    await look_for(person, "none")
    assert (await person.page.title()).startswith("Error: ")
    await person.check()
    await look_for(person, case)
    assert await person.heading() == "We told you what help the council can give."
    await person.press("Everything that is recorded of this case")
    assert await person.heading() == "Timeline"
    await person.picture(f"timeline-{size}")
    for name in ("Accessibility", "Privacy and cookies"):
        await person.press(name)
        assert await person.heading() == name
        await person.check()
    await person.press("Sign out")
    assert await person.heading() == "You are signed out"
    await person.check()


async def look_for(person, case_id):
    """Type a case's id into the one field of the page."""
    field = person.page.get_by_label("The case's id")
    await field.focus()
    await person.page.keyboard.press("Control+A")
    await person.page.keyboard.type(case_id)
    async with person.page.expect_navigation():
        await person.page.keyboard.press("Enter")


async def test_an_officer_walks_through_the_figures_of_a_district(person):
    await person.press("Grant officer")
    for entry, title in (
        ("Impact", "Measures of impact"),
        ("Equity", "The same need in each district"),
        ("Money", "Money"),
        ("Times", "What each stage took"),
        ("Outcomes", "What became of referrals"),
        ("Before and after a change of policy", "Before and after a change of policy"),
        ("Outcomes", "What became of referrals"),
        ("How content people were, year by year", "How content people were"),
        ("Returns", "Annual returns"),
        ("2025 to 2026", "Annual return on Disabled Facilities Grants"),
        ("Policies", "Policies in force"),
    ):
        await person.press(entry)
        assert await person.heading() == title
    await person.press("What each district offers, side by side")
    await person.press("Overview")
    await person.press("Gloucester City")
    assert await person.heading() == "Gloucester City"


async def test_who_manages_sharing_walks_from_the_agreements_to_their_use(person, size):
    await person.press("Sharing manager")
    assert await person.heading() == "Sharing agreements"
    await person.picture(f"agreements-{size}")


async def test_a_resident_s_page(person, running, case, size):
    code = await invitation(running, case)
    await person.page.get_by_label("Code from your officer's letter").focus()
    await person.page.keyboard.type(code)
    async with person.page.expect_navigation():
        await person.page.keyboard.press("Enter")
    assert await person.heading() == "We told you what help the council can give."
    await person.check()
    await person.picture(f"case-{size}")
    await person.page.goto(f"{running.address('forum')}/pages/events")
    assert await person.heading() == "You may not see this page"
    await person.check()


async def invitation(running, case):
    """The code of an officer's letter."""
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{running.issuer.address}/residents",
            json={"case_id": case},
            headers={"authorization": f"Bearer {running.issuer.mint('grant_officer')}"},
        )
    return answer.json()["code"]


async def test_the_way_past_the_navigation(person):
    await person.press("Forum analyst")
    await person.page.keyboard.press("Tab")
    assert (
        await person.page.evaluate("document.activeElement.innerText")
    ) == "Skip to main content"
    await person.page.keyboard.press("Enter")
    assert await person.page.evaluate("document.activeElement.id") == "main-content"
