"""`python -m tests.deploy.trace_pictures FOLDER`: a case in the trace viewer, as docs/operations.md shows it.

A stack of its own carries a case from the referral to the closure; a browser looks at its traces.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

import httpx

from deploy.local.stack import Stack
from tests.forum.browser import chromium
from tests.journeys.runs import carried
from tests.platform.running import until

WIDTH, LIST_HEIGHT, TRACE_HEIGHT = 1400, 1290, 800
"""Of the pictures: the viewer scrolls inside what it shows."""
FINAL_PAYMENT = "post /v1/accounts/{case_id}/invoices/{invoice_id}/payment"
CLOSURE = "post /v1/cases/{case_id}/closure"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    into = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), first_port=None, traces=True)
        try:
            stack.start()
            with carried(stack, "first", "pictures") as (journey, _):
                case_id = journey.case_id
            until(lambda: any(_is(CLOSURE, trace) for trace in _traces(stack, case_id)))
            asyncio.run(_take(stack, case_id, into))
        finally:
            stack.stop()


async def _take(stack: Stack, case_id: str, into: Path) -> None:
    payments = [trace for trace in _traces(stack, case_id) if _is(FINAL_PAYMENT, trace)]
    final = max(payments, key=lambda trace: trace[0]["timestamp"])
    viewer = f"{stack.zipkin.address}/zipkin"
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": WIDTH, "height": LIST_HEIGHT})
        await page.goto(f"{viewer}/?annotationQuery=dfg.case_id%3D{case_id}&limit=50&lookback=12h")
        await page.get_by_text("Run Query").click()
        for _ in ("the latest first", "the earliest first"):
            await page.get_by_text("Start Time").click()
        await page.wait_for_load_state("networkidle")
        await page.screenshot(path=into / "traces-of-a-case.png")
        await page.set_viewport_size({"width": WIDTH, "height": TRACE_HEIGHT})
        await page.goto(f"{viewer}/traces/{final[0]['traceId']}")
        await page.wait_for_load_state("networkidle")
        await page.screenshot(path=into / "trace-of-a-payment.png")


def _traces(stack: Stack, case_id: str) -> list[list[dict]]:
    asked = {"annotationQuery": f"dfg.case_id={case_id}", "limit": 100}
    return httpx.get(f"{stack.zipkin.address}/api/v2/traces", params=asked).json()


def _is(route: str, trace: list[dict]) -> bool:
    return any(span.get("name") == route and "parentId" not in span for span in trace)


if __name__ == "__main__":
    main()
