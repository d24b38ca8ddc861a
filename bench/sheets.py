"""A sheet of 10,000 referrals over HTTP, the same again, and the memory that it took."""

import csv
import random
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bench.figures import Figure
from bench.running import Platform, most_memory, platform

ROWS = 10_000
ASKED = {"district": "E07000081", "source": "hospital", "organisation": "A Trust"}
HEADINGS = ("Reference", "Name", "DOB", "Address", "Postcode", "Referral date", "Reason", "Consent")


class NotAsWritten(RuntimeError):  # noqa: N818
    """The service did not make of the sheet what is in it."""


def figures() -> list[Figure]:
    """Seconds for the sheet and for the same again, and how much memory each added."""
    with TemporaryDirectory() as folder, platform(["referral"]) as running:
        token = running.stack.issuer.mint("occupational_therapist")
        with httpx.Client(
            base_url=running.stack.address("referral"),
            headers={"authorization": f"Bearer {token}"},
            timeout=60,
        ) as client:
            small, whole = Path(folder) / "small.csv", Path(folder) / "whole.csv"
            _write(small, ROWS // 10, "S")
            _write(whole, ROWS, "W")
            return [
                figure
                for path, expected, name in (
                    (small, {"received": ROWS // 10}, "a tenth of it"),
                    (whole, {"received": ROWS}, "the whole sheet"),
                    (whole, {"known": ROWS}, "the same again"),
                )
                for figure in _measured(running, client, path, expected, name)
            ]


def _measured(
    running: Platform, client: httpx.Client, path: Path, expected: dict[str, int], name: str
) -> Iterator[Figure]:
    settings = f"{sum(expected.values()):,} rows"
    with most_memory("referral") as most:
        began = time.perf_counter()
        answer = client.post("/v1/sheets", params=ASKED, content=path.read_bytes())
        told = answer.raise_for_status().json()
        while told["state"] == "running":
            time.sleep(0.1)
            told = client.get(f"/v1/sheets/{told['id']}").json()
        took = time.perf_counter() - began
    if told["state"] != "finished" or any(told[what] != n for what, n in expected.items()):
        raise NotAsWritten(told)
    kept = running.sql("SELECT count(*) FROM referral.referrals")[0][0]
    yield Figure(f"sheet of referrals, {name}: whole", took, "s", f"{settings}, {kept:,} kept")
    yield Figure(f"sheet of referrals, {name}: most memory", most[0] / 2**20, "MB", settings)


def _write(path: Path, rows: int, prefix: str) -> None:
    choose = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADINGS)
        for number in range(rows):
            name = f"{_word(choose)} {_word(choose)}"
            born = f"{choose.randint(1, 28)}/{choose.randint(1, 12)}/{choose.randint(1920, 2015)}"
            home = f"{choose.randint(1, 200)} {_word(choose)} Street"
            postcode = f"GL{choose.randint(1, 56)} {choose.randint(1, 9)}AA"
            told = (postcode, "02/03/2026", "Cannot climb the stairs any more", "yes")
            sheet.writerow((f"{prefix}-{number}", name, born, home, *told))


def _word(choose: random.Random) -> str:
    """A made-up name."""
    return "".join(choose.choice(("ba", "del", "ri", "mon", "sa", "tu", "ken")) for _ in range(3))
