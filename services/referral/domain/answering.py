"""The answer to an enquiry: what happens next, who does it, by when, and whom to ask (guidance 4.26)."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from services.referral.domain.enquiry import CommunicationNeed, Person
from services.referral.domain.policy import TargetWorkingDays
from shared.calendar import add_working_days
from shared.schema import Date, Field, Model

Line = Annotated[str, Field(min_length=1, max_length=200)]
LINES_OF_ADDRESS = 7


class NextStep(StrEnum):
    """What happens next."""

    ASK_FOR_CONSENT = "ask_for_consent"
    SCREENING = "screening"
    ANOTHER_SERVICE = "another_service"
    ASSESSMENT = "assessment"


class Responsible(StrEnum):
    """Who does it."""

    REFERRAL_TEAM = "referral_team"
    THERAPISTS = "therapists"
    ANOTHER_SERVICE = "another_service"


class Contact(Model):
    """Whom people can ask in a district: one team, and its officer once the case has one."""

    council: Line
    """The council's name."""
    address: tuple[Line, ...]
    """Where it can be written to, line by line."""
    team: Line
    """Who has a case in hand until it has an officer."""
    telephone: Line
    """Where they can be called."""
    email: Line
    """Where they can be written to."""


class Answer(Model):
    """What a person is told of their enquiry."""

    next_step: NextStep
    """The next step on the enquiry."""
    responsible: Responsible
    """Who takes it."""
    by: Date
    """By when; a working day."""
    destination: str | None
    """The service that can help instead, as a code; null where we go on ourselves."""
    contact: Contact
    """Whom to ask."""


_WHO = {
    NextStep.ASK_FOR_CONSENT: Responsible.REFERRAL_TEAM,
    NextStep.SCREENING: Responsible.REFERRAL_TEAM,
    NextStep.ANOTHER_SERVICE: Responsible.ANOTHER_SERVICE,
    NextStep.ASSESSMENT: Responsible.THERAPISTS,
}


def answer(step: NextStep, by: dt.date, contact: Contact, destination: str | None = None) -> Answer:
    """The answer that says so."""
    return Answer(
        next_step=step,
        responsible=_WHO[step],
        by=by,
        destination=destination,
        contact=contact,
    )


def answer_by(days: TargetWorkingDays, today: dt.date) -> dt.date:
    """By when an enquiry that is not screened yet is looked at: in the shortest time of stage 1.

    Only then is it known which are urgent, and an urgent one has no more (guidance 4.16, 4.25).
    """
    rows = (
        *(days.urgent_simple, days.non_urgent_simple),
        *(days.urgent_complex, days.non_urgent_complex),
    )
    return add_working_days(today, min(row.stage_1 for row in rows))


_DECISIONS = {
    NextStep.ASK_FOR_CONSENT: "We may not share what you told us with anybody until you agree, so "
    "nothing more is done until then. We will explain to you what would be shared, with whom and why.",
    NextStep.SCREENING: "We look at what you told us and find out who can help you best.",
    NextStep.ANOTHER_SERVICE: "Another service can help you sooner: {destination}. You may still "
    "apply for a grant.",
    NextStep.ASSESSMENT: "An occupational therapist or a trusted assessor will find out with you "
    "what would help.",
}
_STEPS: dict[NextStep, tuple[tuple[str, str], ...]] = {
    NextStep.ASK_FOR_CONSENT: (
        ("We call you and explain what would be shared.", "{team}"),
        ("You tell us whether you agree.", "You"),
    ),
    NextStep.SCREENING: (
        ("We look at your request and tell you what comes next.", "{team}"),
        ("You tell us at once if things get worse.", "You"),
    ),
    NextStep.ANOTHER_SERVICE: (("They get in touch with you.", "{destination}"),),
    NextStep.ASSESSMENT: (
        ("Somebody visits you or calls you and finds out what would help.", "{therapists}"),
        ("You tell us at once if things get worse.", "You"),
    ),
}


def words_of_answer(told: Answer) -> tuple[str, list[dict[str, object]]]:
    """The answer in words: what was decided, and who does what by when."""
    words = {
        "team": told.contact.team,
        "therapists": "The county's occupational therapists",
        "destination": (told.destination or "").replace("_", " "),
    }
    steps: list[dict[str, object]] = [
        {"what": what, "who": who.format(**words), "by": told.by}
        for what, who in _STEPS[told.next_step]
    ]
    return _DECISIONS[told.next_step].format(**words), steps


def address_of(person: Person) -> tuple[str, ...]:
    """Where a letter to a person goes, line by line."""
    lines = [line.strip() for line in person.address.split(",") if line.strip()]
    most = LINES_OF_ADDRESS - 2
    lines = [*lines[: most - 1], ", ".join(lines[most - 1 :])] if len(lines) > most else lines
    return person.name, *lines, person.postcode


def formats_needed(needs: Sequence[CommunicationNeed]) -> tuple[CommunicationNeed, ...]:
    """In which forms a person is told beside or instead of the letter, which prints large itself."""
    return tuple(need for need in needs if need is not CommunicationNeed.LARGE_PRINT)
