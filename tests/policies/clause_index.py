"""The index of clauses: what each clause of the four documents is to the platform.

`enforced`: a named test fails when its rule is taken out (`enforced.csv`, `make clauses`).
`data`: held and shown, nobody acts on it yet. `planned`: a rule that a service will act on.
`not a rule`: for a reason of the closed list. `python -m tests.policies.clause_index` writes the
index again and prints the counts.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from tests.policies.clauses import LISTS, listed
from tests.policies.enforced import rows

INDEX = LISTS.parent / "index.csv"
STATUSES = LISTS.parent / "statuses.csv"

REASONS = (
    "aims and background",
    "another scheme",
    "figures of the past",
    "heading",
    "how an authority organises itself",
    "kept by leaving out",
    "permission",
    "weighed by an officer",
)
SERVICES = ("forum", "grants", "means_test", "payments", "referral", "register")


@dataclass(frozen=True, slots=True)
class Indexed:
    """A clause, what it is, and why: its test, its place, its service or its reason."""

    clause: str
    status: str
    why: str


def index() -> list[Indexed]:
    """Every listed clause in order; one that nobody has read is `unread`."""
    enforced = {row.clause: row.test for row in rows()}
    said = statuses()
    return [
        Indexed(clause, "enforced", enforced[clause])
        if clause in enforced
        else Indexed(clause, *said.get(clause, ("unread", "")))
        for clause in order()
    ]


def order() -> list[str]:
    return [clause for clauses in listed().values() for clause in clauses]


def statuses() -> dict[str, tuple[str, str]]:
    """What is said of the clauses that no test enforces, from ranges in the documents' order."""
    clauses, found = order(), {}
    with STATUSES.open(newline="") as file:
        for row in csv.DictReader(file):
            first, last = clauses.index(row["from"]), clauses.index(row["to"])
            for clause in clauses[first : last + 1]:
                if clause in found:
                    raise ValueError(f"{clause} stands twice")
                found[clause] = (row["status"], row["why"])
    return found


def as_csv(indexed: list[Indexed]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["clause", "status", "why"])
    writer.writerows((one.clause, one.status, one.why) for one in indexed)
    return out.getvalue()


def counts(indexed: list[Indexed]) -> str:
    """How many clauses are what."""
    tally = Counter(one.status for one in indexed)
    lines = (f"{count:4} {what}" for what, count in tally.most_common())
    return "\n".join((f"{len(indexed):4} clauses", *lines))


if __name__ == "__main__":
    everything = index()
    INDEX.write_text(as_csv(everything))
    print(counts(everything))
