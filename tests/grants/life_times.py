"""What must hold of the times of a case in its random life."""

import datetime as dt

from shared.calendar import add_months
from tests.grants.cases import CANNOCK

TIMES = {"applied": "decision", "approved": "completion"}
"""The time of the law that runs in a state (sections 34 and 37), and is never lost."""


def no_clock_is_lost(told, today):
    """Each time runs from its cause to its end, is warned of and told once, whatever happens."""
    shown, clocks = told.shown, {clock["limit"]: clock for clock in told.shown["clocks"]}
    wanted = TIMES.get(shown["state"])
    again = shown["state"] == "applied" and shown["decided_on"] is not None
    assert wanted is None or again or wanted in clocks, (shown["state"], list(clocks))
    if "decision" in clocks:
        last = add_months(_date(shown["applied_on"]), 6)
        assert _date(clocks["decision"]["by"]) <= last, "more than the law's six months"
    if shown["remedies"]:
        assert clocks["remedy"]["by"] == min(r["by"] for r in shown["remedies"]), "a remedy's time"
    if shown["invitation"] and shown["district"] == CANNOCK and shown["state"] == "applied":
        assert clocks["invitation_answer"]["by"] == shown["invitation"]["answer_by"]
    _the_time_for_the_works(told, clocks)
    for clock in clocks.values():
        state = "passed" if _date(clock["by"]) < today else clock["state"]
        assert clock["state"] == state, (clock, today)
        assert clock["state"] != "running" or _date(clock["warned_of_on"]) > today, (clock, today)
    passed = [(line["entry"]["limit"], line["entry"]["by"]) for line in told.of("deadline_passed")]
    assert len(passed) == len(set(passed)), passed


def _the_time_for_the_works(told, clocks):
    """12 months, from the day to which payment was put off, unless somebody gave more."""
    decided = told.of("decided")
    if "completion" not in clocks or not decided:
        return
    deferral = decided[-1]["entry"]["deferral"]
    start = deferral["until"] if deferral else decided[-1]["entry"]["decided_on"]
    last = told.shown["extended_until"] or add_months(_date(start), 12).isoformat()
    assert clocks["completion"]["by"] == last


def _date(text):
    return dt.date.fromisoformat(text)
