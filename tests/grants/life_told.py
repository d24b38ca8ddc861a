"""A case as its officer sees it, and what of its history counts; read without the code that decides."""

import datetime as dt


class Told:
    """The case, its history line by line, what others were told."""

    def __init__(self, shown, lines, events, brought):
        self.shown, self.lines, self.events = shown, lines, events
        self.brought = brought
        """How many lines it came with, where it was taken over."""
        self.over = any(line["kind"] == "closed" for line in lines[:brought])
        """Whether it was closed by then: of its past nothing is told but that it was taken over."""
        self.standing = standing(lines)

    def of(self, *kinds):
        return [line for line in self.standing if line["kind"] in kinds]

    def each(self, *kinds):
        """Each such line that was recorded here, and those before it."""
        for n, line in enumerate(self.lines[self.brought :], start=self.brought):
            if line["kind"] in kinds:
                yield line, self.lines[:n]


def standing(lines):
    """Those of the lines that were not struck out as mistakes by then."""
    struck = {line["entry"]["number"] for line in lines if line["kind"] == "struck_out"}
    return [line for line in lines if line["number"] not in struck]


def gives(line):
    """Whether something is granted by that decision; a nil grant is an approval too (B114)."""
    made = line["entry"]["determination"]
    return made["outcome"] in {"approved", "nil_grant"} or float(made["total_award"]) > 0


def stated(lines):
    """The last line that states the application whole; None before there is one."""
    kinds = {"applied", "amended", "urgent_first", "varied"}
    return next((line for line in reversed(lines) if line["kind"] in kinds), None)


def waiting(lines):
    """The works that wait for urgent ones, until they are decided on or given up (5.29)."""
    for line in reversed(lines):
        kind, entry = line["kind"], line["entry"]
        if kind == "urgent_first":
            return [each["id"] for each in entry["later"]]
        ends = kind == "varied" and entry["cause"] in {"other_works_first", "applicant_asked"}
        if ends or kind in {"applied", "amended"}:
            return []
    return []


def is_open(lines, begun, done):
    """Whether one more was begun than ended."""
    kinds = [line["kind"] for line in standing(lines)]
    return kinds.count(begun) > kinds.count(done)


def date(text):
    return dt.date.fromisoformat(text)
