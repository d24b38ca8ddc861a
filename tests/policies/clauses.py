"""The clauses of the four documents, found by pattern: ids and hashes, never the text.

`python -m tests.policies.clauses gloucester DOCUMENT` writes the list of a document again, as
when a new version of it is carried over.
"""

import csv
import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LISTS = Path(__file__).parents[2] / "docs" / "policies" / "clauses"
NUMBERED_LISTS = {"6", "7", "8", "9"}

INSTRUMENTS = (
    "Owner's Interest Directions 1996",
    "Additional Conditions Consent 1996",
    "Recovery of Compensation Consent 1996",
    "Landlord's Applications Direction 1996",
    "General Consent 2008",
)
HEADINGS_OF_A = {
    "The Disabled Occupant",
    "A Disabled Person",
    "Where they intend to live",
    "Children living in dual residency arrangements",
    "Children in foster care",
    "Who can make a DFG application?",
    "The Applicant",
    "What is a completed application",
    "Properties held in trust",
    "Persons from abroad",
    "The Armed Forces Community",
    "Mental Capacity",
    "The Eligible and relevant Works",
    "A - The Purposes",
    "B - The Relevant Works",
    "Necessary and Appropriate",
    "Reasonable and Practicable",
    "Amount of Grant",
    "Other services and charges",
    "The means test",
    "Grant conditions",
    "Future occupation of the dwelling",
    "Local Land Charge",
    "Deferred payment",
    "Recovery of equipment",
    "Use of contractors",
    "Completion of the works",
}
HEADINGS_OF_STROUD = {
    "Means Testing",
    "Under Occupation",
    "Fraud",
    "Making an Application",
    "Approval of Grant Applications and Making Payments",
    "Contractor Issues",
    "Description",
    "Eligibility",
    "Eligible Applicant",
    "Eligible Property",
    "Eligible Works",
    "Amount",
    "Amount of Grant",
    "Process",
    "Conditions",
    "Conditions attached to approvals",
    "Successive applications",
    "Promotion of policy",
}

ITS_OWN_OF_STROUD = {"Document Version Control", "Policy Review", "Monitoring and Reviewing"}
"""Headings of what the policy says of itself."""


@dataclass
class Reader:
    """Where in a document a reader is: its part (such as an appendix) and its section."""

    part: str = ""
    section: str = ""
    instrument: int = -1
    seen: set[str] = field(default_factory=set)


def _guidance(line: str, at: Reader) -> str | None:
    if re.match(r"Appendix A: Identifying", line):
        return "A"
    if re.match(r"Appendix C: ", line):
        at.part = "C"
    if re.match(r"Appendix D: ", line):
        at.part = "D"
    if at.part == "C" and (found := re.match(r"(\d+)\.", line)):
        at.instrument += found[1] == "1"
        return f"C {INSTRUMENTS[at.instrument]} {found[1]}"
    found = re.match(r"(\d+\.\d+|B\d+)\.? ", line) if not at.part else None
    return found[1] if found else None


def _gloucester(line: str, at: Reader) -> str | None:
    if found := re.match(r"## Appendix ([ABC]) ", line):
        at.part = found[1]
        return found[1] if at.part == "C" else None
    heading = re.match(r"(?:#+ |\*\*|<b>)\W*(.+?)\W*(?:\*\*|</b>)?\s*$", line)
    if not at.part:
        if found := re.match(r"#+ (\d+(?:\.\d+)?)\.? ", line):
            at.section = found[1]
            return at.section
        return _listed(line, at, {"6", "7"})
    if at.part == "A" and heading:
        title = heading[1].strip("*. ")
        return f"A {title}{'?' if line.rstrip().endswith('?') else ''}"
    if at.part == "B" and (found := re.match(r"\W*(?:<b>)?B?([12]\.\d+[ab]?) ", line)):
        return f"B{found[1]}"
    return None


def _stroud(line: str, at: Reader) -> str | None:
    if line.strip() in ITS_OWN_OF_STROUD:
        return line.strip()
    if (found := re.match(r"Objective (\d):", line)) and not line.rstrip()[-1:].isdigit():
        return f"Objective {found[1]}"
    if (found := re.match(r"Appendix (\d): ", line)) and not line.rstrip()[-1:].isdigit():
        at.part, at.section = f"App {found[1]}", ""
        return at.part
    if at.part == "App 4":
        return _statement_of_intent(line, at)
    if at.part and line.strip() in HEADINGS_OF_STROUD:
        return f"{at.part} {line.strip()}"
    return None


def _statement_of_intent(line: str, at: Reader) -> str | None:
    """Appendix 4, which has sections and appendices of its own, and a list of contents."""
    if line.rstrip()[-1:].isdigit():
        return None
    if found := re.match(r"Appendix ([ABCD]) – [A-Za-z ]+$", line):
        at.section = found[1]
        return f"App 4 {found[1]}" if found[1] in "CD" else None
    if at.section == "A" and line.strip() in HEADINGS_OF_A:
        return f"App 4 A {line.strip()}"
    if at.section == "B" and (found := re.match(r"(B[12]\.\d+) ", line)):
        return f"App 4 {found[1]}"
    if at.section in {"A", "B", "C", "D"}:
        return None
    if found := re.match(r"(\d+\.\d) |(\d+)\.? ?[A-Z][A-Za-z, ]+:?\s*$", line):
        at.section = found[1] or found[2]
        return f"App 4 {at.section}"
    listed = _listed(line, at, {"8", "9"})
    return f"App 4 {listed}" if listed else None


def _cannock_chase(line: str, at: Reader) -> str | None:
    if line.startswith("# CANNOCK CHASE COUNCIL"):
        at.part = "policy"
    if not at.part:
        found = re.match(r"(?:- )?(?:#+ )?\**(\d\.\d+) ", line)
        return f"report {found[1]}" if found else None
    if line.startswith("## Data on DFG"):
        at.section = "data"
        return "report App 2"
    if found := re.match(r"#+ (\d+)\. ", line):
        at.section = found[1]
        return at.section
    if found := re.match(r"## Appendix (\d)", line):
        at.section = f"App {found[1]}"
        return at.section
    if found := re.match(r"#+ \(([a-t])\) ", line):
        return f"12({found[1]})"
    found = re.match(r"#+ (?:Discretionary )?(.+?)\.?\s*$", line) if at.section == "11" else None
    return f"11 {found[1]}" if found else None


def _listed(line: str, at: Reader, sections: set[str]) -> str | None:
    found = re.match(r"(\d+)\. ", line) if at.section in sections else None
    return f"{at.section}({found[1]})" if found else None


DOCUMENTS = {
    "guidance": ("guidance", _guidance),
    "gloucester": ("Gloucester", _gloucester),
    "stroud": ("Stroud", _stroud),
    "cannock-chase": ("Cannock Chase", _cannock_chase),
}


def extract(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Every clause of a document in order: its id, and a hash of what stands under it."""
    prefix, find = DOCUMENTS[name]
    at, clause, lines = Reader(), None, []
    for line in text.splitlines():
        found = find(line, at)
        if found and found not in at.seen:
            if clause:
                yield f"{prefix} {clause}", _hash(lines)
            at.seen.add(found)
            clause, lines = found, []
        lines.append(line)
    if clause:
        yield f"{prefix} {clause}", _hash(lines)


def _hash(lines: list[str]) -> str:
    return hashlib.sha256(" ".join(" ".join(lines).split()).encode()).hexdigest()[:16]


def listed() -> dict[str, list[str]]:
    """The committed clause ids, by document, in its order."""
    found = {}
    for name in DOCUMENTS:
        with (LISTS / f"{name}.csv").open(newline="") as file:
            found[name] = [row["clause"] for row in csv.DictReader(file)]
    return found


def main(name: str, document: str) -> None:
    with (LISTS / f"{name}.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["clause", "hash"])
        writer.writerows(extract(name, Path(document).read_text()))


if __name__ == "__main__":
    main(*sys.argv[1:])
