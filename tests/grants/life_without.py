"""Rules taken out one at a time, to see that random lives miss each: in how many, it says.

`python -m tests.grants.life_without --lives 60 --seed 1`
"""

import argparse

import pytest

from services.grants.domain.casework import (
    approvals,
    clocks,
    closure,
    complaints,
    dates,
    gate,
    life,
    reviews,
    urgency,
)
from services.grants.record.opened import OpenRecord
from services.grants.works import commands as works
from shared.persistence.unit_of_work import UnitOfWork
from tests.grants.lives import begun, live, own_platform
from tests.payments.taken_out import take_out

NOT_ASKED = "if False:"
RULES = {
    "the finding on the disability": (
        gate.evidenced,
        (
            "if history.taken_over is not None and history.taken_over.case.approved_on is not None:",
            "if True:",
        ),
        ("disability-finding", "a formal test", "decision"),
    ),
    "another's approval": (
        approvals.check_approvals,
        ("if lacking:", NOT_ASKED),
        ("application", "decision"),
    ),
    "an approval of one's own counts not": (
        approvals.given,
        ("and r.by != except_by", ""),
        ("approvals", "decision", "approvals"),
    ),
    "who prepared approves nothing": (
        approvals.check_not_preparer,
        ("if any(", "if False and any("),
        ("approvals", "a formal test"),
    ),
    "who decided answers no review": (
        reviews.to_answer,
        ("if decided_by[-1:] == [by]:", NOT_ASKED),
        ("disability-finding", "decision", "review", "review/answer"),
    ),
    "who decided answers no complaint": (
        complaints.to_answer,
        ("if made.stage != OMBUDSMAN and by in _who_decided(history):", NOT_ASKED),
        ("decision", "complaints", "complaints/answer"),
    ),
    "a clock is looked at": (
        OpenRecord._restate,
        ("leave(self._uow, self.row, clock)", "pass"),
        ("application",),
    ),
    "a remedy has its time": (
        clocks.running,
        ("outstanding(history)[:1]", "()"),
        ("complaints", "complaints/answer"),
    ),
    "more time for the works counts": (
        clocks.completion,
        ("if until is None:", "if True:"),
        ("extension",),
    ),
    "nothing is certified in a dispute": (
        works.certify_works,
        ("check_none_open(case.history)", "pass"),
        ("dispute", "works-certification"),
    ),
    "urgent works leave a rest": (
        urgency.check_none_waits,
        ("if history.to_come:", NOT_ASKED),
        ("application/urgent-works", "decision", "works-certification"),
    ),
    "nothing is closed before it is settled": (
        closure.check_nothing_left,
        ("and history.settled_on is None:", "and False:"),
        ("works-certification", "closure"),
    ),
    "no day lies ahead": (
        dates.check_date,
        ("if day > ceiling:", NOT_ASKED),
        ("disability-finding", "application", "decision"),
    ),
    "no day is before what it follows": (
        dates.check_date,
        ("if floor is not None and day < floor:", NOT_ASKED),
        ("decision", "review", "works-certification"),
    ),
    "a step has its place in the life": (
        life.after,
        ("if way.origin is state:", "if True:"),
        ("works-certification", "decision"),
    ),
    "the second officer is told": (
        UnitOfWork._known,
        ('if self._if_match not in {None, "*", etag_of(row)}:', NOT_ASKED),
        ("notes",),
    ),
}
"""By what it says: the function, what is taken out of it, and which acts press upon it."""


def missed(platform, rule, lives, steps, begin):
    """In which life it was missed that the rule is out, and by what; None where in none."""
    function, change, pressed = RULES[rule]
    with pytest.MonkeyPatch.context() as patch:
        take_out(patch, function, change)
        try:
            live(platform, lives, steps, begin=begin, pressed=pressed)
        except AssertionError as error:
            said = str(error).splitlines() or [""]
            return begun(), said[0][:100]
    return None


def main():
    """Each rule taken out once."""
    asked = argparse.ArgumentParser(prog="python -m tests.grants.life_without", description=__doc__)
    asked.add_argument("--lives", type=int, default=60)
    asked.add_argument("--steps", type=int, default=40)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", default="")
    options = asked.parse_args()
    with own_platform() as platform:
        for rule in RULES:
            if options.only in rule:
                found = missed(platform, rule, options.lives, options.steps, options.seed)
                print(f"{rule:<42} {found or 'not missed'}", flush=True)


if __name__ == "__main__":
    main()
