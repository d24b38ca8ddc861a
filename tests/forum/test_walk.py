"""Every page in a real Chromium, with the keyboard alone, on a desk and on a phone.

Held to WCAG 2.2 AA as far as a machine sees it (axe), to a focus that is seen, to an order that is
the page's, and to no sideways scrolling. `make screenshots` takes the pictures of the documentation.
"""

import httpx
import pytest
import pytest_asyncio

from tests.forum.browser import DESKTOP, PHONE, Keyboard, chromium
from tests.forum.test_pages import begun, publish

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("chromium")]
SIZES = {"desktop": DESKTOP, "phone": PHONE}


@pytest.fixture(scope="module")
def case(running):
    """A case with some history; made outside of the browser's loop."""
    publish(running)
    return begun(running)


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


async def test_an_analyst_of_the_county_walks_through_every_page(person, running, case, size):
    await person.check()  # the sign-in of the development issuer
    await person.press("Forum analyst")
    assert await person.heading() == "The DFG Forum"
    await person.check()
    await person.picture(f"overview-{size}")
    await person.press("2011 to 2012")
    assert await person.heading() == "Published figures"
    await person.check()
    await person.press("Events")
    assert await person.heading() == "Events of all cases"
    await person.check()
    await person.press("Cases")
    await person.check()
    await look_for(person, "none")
    assert (await person.page.title()).startswith("Error: ")
    await person.check()
    await look_for(person, case)
    assert await person.heading() == "We told you what help the council can give."
    await person.check()
    await person.press("Everything that is recorded of this case")
    assert await person.heading() == "Timeline"
    await person.check()
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
        ("Policies", "Policies in force"),
    ):
        await person.press(entry)
        assert await person.heading() == title
        await person.check()
    await person.press("What each district offers, side by side")
    await person.check()
    await person.press("Overview")
    await person.press("Gloucester City")
    assert await person.heading() == "Gloucester City"
    await person.check()


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
