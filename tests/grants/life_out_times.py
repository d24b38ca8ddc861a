"""Rules of time and order whose absence a life has to miss."""

from services.grants.application.commands import amend_application
from services.grants.clocks.commands import look_at_clock
from services.grants.domain.casework import clocks, closure, complaints, dates, reviews
from services.grants.record.opened import OpenRecord
from shared import life
from shared.persistence.opening import take_key
from shared.persistence.unit_of_work import UnitOfWork
from tests.grants.life_lived import NOT_ASKED, REFUSED, TOP_UPS, Pressed, Rule

LOSES_A_CLOCK = (
    Rule(
        "a clock is looked at",
        OpenRecord._restate,
        ("leave(self._uow, self.row, clock)", "pass"),
        Pressed(("application",)),
    ),
    Rule(
        "a time that has passed is told",
        look_at_clock,
        ("case.record(found)", "continue"),
        Pressed(("application",)),
    ),
    Rule(
        "the time for the decision",
        clocks._of_an_application,
        ('yield from _counted("decision", application.applied_on, sources)', "pass"),
        Pressed(("application",)),
    ),
    Rule(
        "an amendment makes it no longer",
        amend_application,
        ("if application.applied_on != earlier.applied_on:", NOT_ASKED),
        Pressed(("application/amendment",)),
    ),
    Rule(
        "it runs on for works that wait",
        clocks.running,
        ("if history.to_come and application:", NOT_ASKED),
        Pressed(("application/urgent-works", "decision"), None, TOP_UPS),
    ),
    Rule(
        "the time for the works",
        clocks.running,
        ("yield completion(history, decided_on, sources)", "pass"),
        Pressed(("decision",)),
    ),
    Rule(
        "more time for the works counts",
        clocks.completion,
        ("if until is None:", "if True:"),
        Pressed(("decision", "extension")),
    ),
    Rule(
        "the time to ask for a review",
        clocks._of_a_review,
        ("elif not history.reviews_of_the_decision:", "elif False:"),
        Pressed(("decision",), REFUSED),
    ),
    Rule(
        "the time to answer an invitation",
        clocks._before_a_decision,
        ("if invited is not None and rule is not None:", NOT_ASKED),
        Pressed(("invitation",)),
    ),
    Rule(
        "a remedy has its time",
        clocks.running,
        ("outstanding(history)[:1]", "()"),
        Pressed(("complaints", "complaints/answer")),
    ),
    Rule(
        "the years of a charge",
        clocks.of_a_charge,
        ("if state in CHARGED and on_it", "if False and on_it"),
        Pressed(("works-certification", "land-charge-registration")),
    ),
)
CONTRADICTS_THE_TIMELINE = (
    Rule(
        "no day lies ahead",
        dates.check_date,
        ("if day > ceiling:", NOT_ASKED),
        Pressed(("disability-finding", "application", "decision")),
    ),
    Rule(
        "no day is before what it follows",
        dates.check_date,
        ("if floor is not None and day < floor:", NOT_ASKED),
        Pressed(("decision", "review", "works-certification")),
    ),
    Rule(
        "a step has its place in the life",
        life.after,
        ("if way.origin == state:", "if True:"),
        Pressed(("works-certification", "decision")),
    ),
    Rule(
        "the second officer is told",
        UnitOfWork._known,
        ('if self._if_match not in {None, "*", etag_of(row)}:', NOT_ASKED),
        Pressed(("notes",)),
    ),
    Rule(
        "what is sent again acts once",
        take_key,
        ("if request is None:", "if True:"),
        Pressed(("notes",)),
    ),
    Rule(
        "who decided answers no review",
        reviews.to_answer,
        ("if decided_by[-1:] == [by]:", NOT_ASKED),
        Pressed(("decision", "review", "review/answer"), REFUSED, by="first"),
    ),
    Rule(
        "who decided answers no complaint",
        complaints.to_answer,
        ("if made.stage != OMBUDSMAN and by in _who_decided(history):", NOT_ASKED),
        Pressed(("decision", "complaints", "complaints/answer"), by="first"),
    ),
    Rule(
        "a complaint is answered before the end",
        closure.check_nothing_left,
        ("if history.complaint is not None:", NOT_ASKED),
        Pressed(("decision", *("complaints",) * 4, "closure"), REFUSED),
    ),
    Rule(
        "a review is answered before the end",
        closure.check_nothing_left,
        ("if history.open_review is not None:", NOT_ASKED),
        Pressed(("decision", "review", "closure"), REFUSED),
    ),
)
