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

WIDE = {"width": 1400, "height": 800}
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
    pictures = {
        "traces-of-a-case": f"?annotationQuery=dfg.case_id%3D{case_id}&limit=50&lookback=12h",
        "trace-of-a-payment": f"traces/{final[0]['traceId']}",
    }
    async with chromium() as browser:
        page = await browser.new_page(viewport=WIDE)
        for name, path in pictures.items():
            await page.goto(f"{stack.zipkin.address}/zipkin/{path}")
            await page.wait_for_load_state("networkidle")
            if "annotationQuery" in path:
                await page.get_by_text("Run Query").click()
                await page.get_by_text("Start Time").click()  # in the order of the case
                await page.wait_for_load_state("networkidle")
            await page.screenshot(path=into / f"{name}.png", full_page=True)


def _traces(stack: Stack, case_id: str) -> list[list[dict]]:
    asked = {"annotationQuery": f"dfg.case_id={case_id}", "limit": 100}
    return httpx.get(f"{stack.zipkin.address}/api/v2/traces", params=asked).json()


def _is(route: str, trace: list[dict]) -> bool:
    return any(span.get("name") == route and "parentId" not in span for span in trace)


if __name__ == "__main__":
    main()
