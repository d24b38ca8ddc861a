"""How long a letter takes to be made as PDF: by the printer that is kept, against one begun for it."""

import asyncio
import time

from bench.figures import Figure
from bench.rounds import ROUNDS, compare
from shared.letters import make_pdf, write
from shared.letters.pdf import end_idle
from tests.letters.given import ON
from tests.letters.notices import every_given


def figures() -> list[Figure]:
    """The longest letter that there is: an approval, with its conditions."""
    html = write("approval", ON, every_given("approval")[0]).html
    make = "letters: an approval as PDF"
    found = compare(make, lambda: _milliseconds(html), lambda: _in_a_new_one(html))
    return [Figure(make, found.ours, "ms", ratio=found.ratio, rounds=ROUNDS)]


def _milliseconds(html: str) -> float:
    started = time.perf_counter()
    asyncio.run(make_pdf(html))
    return (time.perf_counter() - started) * 1_000


def _in_a_new_one(html: str) -> float:
    end_idle()
    return _milliseconds(html)
