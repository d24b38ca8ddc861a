"""A real Chromium, walked with the keyboard alone."""

import os
from contextlib import asynccontextmanager
from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright

from tests.needs import require_programs

CHROMIUM = "chromium"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
"""The phone is also what a desktop shows at four times its size (WCAG 1.4.10)."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENSHOTS = os.environ.get("DFG_SCREENSHOTS")
"""Where pictures of the pages are put; without it none are taken."""
MOST_STOPS = 200
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  )].filter(e => e.checkVisibility()).map(e => { e.dataset.stop ??= String(Math.random());
    return e.dataset.stop; })"""
FOCUSED = """() => { const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  return { stop: e.dataset.stop ?? e.outerHTML, text: (e.innerText || e.ariaLabel || e.name || '').trim(),
    marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    seen: box.width > 0 && box.height > 0 && box.left < innerWidth && box.right > 0 }; }"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@asynccontextmanager
async def chromium():
    """One browser; the test is left out where there is none."""
    require_programs(CHROMIUM)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=f"/usr/bin/{CHROMIUM}", args=["--no-sandbox"]
        )
        yield browser
        await browser.close()


class Keyboard:
    """Somebody with a keyboard and no mouse, on a screen of a size."""

    def __init__(self, page):
        self.page = page

    async def stops(self):
        """Everything that the Tab key comes to, in its order."""
        reachable = await self.page.evaluate(REACHABLE)
        await self.page.evaluate("() => document.activeElement.blur()")
        found = []
        for _ in range(MOST_STOPS):
            await self.page.keyboard.press("Tab")
            stop = await self.page.evaluate(FOCUSED)
            if stop is None or (found and stop["stop"] == found[0]["stop"]):
                break
            found.append(stop)
        return reachable, found

    async def press(self, text):
        """Go to what is called so by the Tab key, and press Enter."""
        for _ in range(MOST_STOPS):
            await self.page.keyboard.press("Tab")
            stop = await self.page.evaluate(FOCUSED)
            if stop and stop["text"] == text:
                break
        else:
            raise AssertionError(f"no key leads to {text!r}")
        async with self.page.expect_navigation():
            await self.page.keyboard.press("Enter")

    async def heading(self):
        return (await self.page.locator("h1").inner_text()).strip()

    async def check(self):
        """What every page is held to; it is where it was afterwards."""
        reachable, found = await self.stops()
        assert [stop["stop"] for stop in found] == reachable, self.page.url
        for stop in found:
            assert stop["marked"], ("nothing shows the focus", stop)
            assert stop["seen"], ("the focus is out of sight", stop)
        assert await self.page.evaluate(WIDER) <= 0, f"{self.page.url} is wider than the screen"
        options = {"runOnly": {"type": "tag", "values": RULES}}
        results = await Axe().run(self.page, options=options)
        assert results.violations_count == 0, results.generate_report()

    async def picture(self, name):
        """A picture of the page for the documentation, where they are wanted."""
        if SCREENSHOTS:
            await self.page.evaluate("() => document.activeElement.blur()")
            await self.page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)
