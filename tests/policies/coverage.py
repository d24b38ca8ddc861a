"""Which data entry and which test carries each clause of the four documents, or why none does.

`python -m tests.policies.coverage` writes the index again and prints the counts.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.policies.clauses import LISTS, listed

ROOT = Path(__file__).parents[2]
INDEX = LISTS.parent / "coverage.csv"
WHY_NOT = LISTS.parent / "why-not.csv"

REASONS = ("not a rule", "another service", "superseded", "out of scope")


@dataclass(frozen=True, slots=True)
class Covered:
    """A clause with the entry and the test that carry it, or the reason why none does."""

    clause: str
    entry: str
    test: str
    why_not: str

    @property
    def complete(self) -> bool:
        return bool(self.entry and self.test) != (self.why_not in REASONS)


def index() -> list[Covered]:
    """Every listed clause in order."""
    entries, tests, reasons = _entries(), _tests(), _reasons()
    found = []
    for clauses in listed().values():
        for clause in clauses:
            entry, main = entries.get(clause, ("", clause))
            test = (
                next((name for name, text in tests.items() if _cites(text, main)), "")
                if entry
                else ""
            )
            carried = bool(entry and test)
            found.append(Covered(clause, entry, test, "" if carried else reasons.get(clause, "")))
    return found


def _entries() -> dict[str, tuple[str, str]]:
    """For each clause the first entry that cites it, and that entry's main clause."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted((ROOT / "shared" / "policies").glob("*/*.yaml")):
        for at, entry in _cited(yaml.safe_load(file.read_text()), ""):
            place = f"{file.parent.name}/{file.stem} {at}"
            for clause in (entry["clause"], *entry.get("also", ())):
                found.setdefault(clause, (place, entry["clause"]))
    return found


def _cited(value: object, at: str) -> Iterator[tuple[str, dict]]:
    if isinstance(value, dict):
        if "clause" in value:
            yield at, value
        for key, inner in value.items():
            yield from _cited(inner, f"{at}.{key}" if at else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _cited(inner, f"{at}.{number}")


def _tests() -> dict[str, str]:
    """The tests and their tables, by path; guidance paragraphs may stand capitalised."""
    files = [
        file
        for folder in ("tests/grants", "tests/policies")
        for pattern in ("**/*.csv", "**/test_*.py")
        for file in sorted((ROOT / folder).glob(pattern))
        if "coverage" not in file.name
    ]
    return {
        str(file.relative_to(ROOT)): file.read_text().replace("Guidance ", "guidance ")
        for file in files
    }


def _cites(text: str, clause: str) -> bool:
    """Whether a text names this clause, and not only a longer one that begins with it."""
    return re.search(re.escape(clause) + r"(?![\w.(])", text) is not None


def _reasons() -> dict[str, str]:
    """Why a clause is carried by nothing, from ranges in the order of the documents."""
    order = [clause for clauses in listed().values() for clause in clauses]
    found = {}
    with WHY_NOT.open(newline="") as file:
        for row in csv.DictReader(file):
            first, last = order.index(row["from"]), order.index(row["to"])
            found |= dict.fromkeys(order[first : last + 1], row["why"])
    return found


def as_csv(covered: list[Covered]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["clause", "entry", "test", "why not"])
    writer.writerows((c.clause, c.entry, c.test, c.why_not) for c in covered)
    return out.getvalue()


def counts(covered: list[Covered]) -> str:
    """How many clauses are carried and how many are not, by reason."""
    tally = Counter(c.why_not or "carried by an entry and a test" for c in covered)
    lines = (f"{count:4} {what}" for what, count in tally.most_common())
    return "\n".join((f"{len(covered):4} clauses", *lines))


if __name__ == "__main__":
    everything = index()
    INDEX.write_text(as_csv(everything))
    print(counts(everything))
    for one in everything:
        if not one.complete:
            print("lacks:", one)
