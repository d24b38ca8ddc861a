"""What must hold of the times of a case in its random life."""

import datetime as dt

from shared.calendar import add_months
from tests.grants.cases import CANNOCK
from tests.grants.life_told import date

ASK_FOR_A_REVIEW = dt.timedelta(days=28)
"""Gloucester 9, Stroud App 4 11, Cannock Chase 12(k)."""


def no_clock_is_lost(told, today):
    """Each time runs from its cause to its end, is warned of and told once, whatever happens."""
    clocks = {clock["limit"]: clock for clock in told.shown["clocks"]}
    wanted = {limit: last.isoformat() for limit, last in _wanted(told, told.shown)}
    running = {limit: clock["by"] for limit, clock in clocks.items() if limit in wanted}
    assert running == wanted, "a time was lost"
    for clock in clocks.values():
        state = "passed" if date(clock["by"]) < today else clock["state"]
        assert clock["state"] == state, (clock, today)
        assert clock["state"] != "running" or date(clock["warned_of_on"]) > today, (clock, today)
    passed = [(line["entry"]["limit"], line["entry"]["by"]) for line in told.of("deadline_passed")]
    assert len(passed) == len(set(passed)), passed


def _wanted(told, shown):
    """The times that have to run on the case as it stands, with their last days."""
    state = shown["state"]
    if shown["remedies"]:
        yield "remedy", date(min(remedy["by"] for remedy in shown["remedies"]))
    undecided = state == "applied" and shown["decided_on"] is None
    if undecided or (state == "approved" and shown["works_to_come"]):
        yield "decision", add_months(_first_applied(told), 6)
    if shown["invitation"] and shown["district"] == CANNOCK and state == "applied":
        yield "invitation_answer", date(shown["invitation"]["answer_by"])
    if state == "approved":
        yield "completion", _for_the_works(told, shown)
    if state == "refused" and not _reviewed(told):
        yield "review_request", date(shown["decided_on"]) + ASK_FOR_A_REVIEW
    charged = shown["charge_registered_on"] and not told.of("charge_removed")
    if state in {"certified", "closed"} and charged:
        years = max(charge["years"] for charge in shown["determination"]["land_charges"])
        yield "charge_end", add_months(date(shown["certified_on"]), 12 * years)


def _first_applied(told):
    """The day of the application as it was made: six months run from it (section 34)."""
    return date(told.of("applied")[0]["entry"]["application"]["applied_on"])


def _for_the_works(told, shown):
    """12 months, from the day to which payment was put off, unless somebody gave more (B131)."""
    more = told.of("extended")
    if more:
        return date(more[-1]["entry"]["until"])
    if shown["extended_until"]:
        return date(shown["extended_until"])
    decided = told.of("decided")[-1]["entry"]
    start = decided["deferral"]["until"] if decided["deferral"] else decided["decided_on"]
    return add_months(date(start), 12)


def _reviewed(told):
    """Whether a review of the decision that counts was asked for."""
    last = max(line["number"] for line in told.of("decided"))
    return any(line["number"] > last for line in told.of("review_requested"))
