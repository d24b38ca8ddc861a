"""The answer to an enquiry: what happens next, who does it, by when, and whom to ask (guidance 4.26)."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from services.referral.domain.enquiry import CommunicationNeed, Person
from services.referral.domain.policy import TargetWorkingDays
from shared.calendar import add_working_days
from shared.contacts import Contact
from shared.schema import Date, Model

LINES_OF_ADDRESS = 7


class NextStep(StrEnum):
    """What happens next."""

    ASK_FOR_CONSENT = "ask_for_consent"
    SCREENING = "screening"
    ANOTHER_SERVICE = "another_service"
    ASSESSMENT = "assessment"
    AGREE_AGAIN = "agree_again"
    MINOR_WORKS = "minor_works"


class Responsible(StrEnum):
    """Who does it."""

    REFERRAL_TEAM = "referral_team"
    THERAPISTS = "therapists"
    ANOTHER_SERVICE = "another_service"


class Answer(Model):
    """What a person is told of their enquiry."""

    next_step: NextStep
    """The next step on the enquiry."""
    responsible: Responsible
    """Who takes it."""
    by: Date
    """By when."""
    destination: str | None
    """The service that can help instead, as a code; null where we go on ourselves."""
    contact: Contact
    """Whom to ask."""


_WHO = {
    NextStep.ASK_FOR_CONSENT: Responsible.REFERRAL_TEAM,
    NextStep.SCREENING: Responsible.REFERRAL_TEAM,
    NextStep.ANOTHER_SERVICE: Responsible.ANOTHER_SERVICE,
    NextStep.ASSESSMENT: Responsible.THERAPISTS,
    NextStep.AGREE_AGAIN: Responsible.REFERRAL_TEAM,
    NextStep.MINOR_WORKS: Responsible.REFERRAL_TEAM,
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
    NextStep.AGREE_AGAIN: "You asked us to share nothing more, so we have stopped. You are on no "
    "waiting list with us any more. You can agree again at any time.",
    NextStep.MINOR_WORKS: "We ordered small works for your home. If you need more, you may still ask.",
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
    NextStep.AGREE_AGAIN: (
        ("We tell everybody with whom we shared something to stop.", "{team}"),
        ("You tell us if you want us to go on.", "You"),
    ),
    NextStep.MINOR_WORKS: (
        ("We agree a day with you on which somebody comes and does the works.", "{team}"),
    ),
}
_WANTED = {
    NextStep.ASK_FOR_CONSENT: ("Tell us whether we may share what you told us.",),
    NextStep.AGREE_AGAIN: ("Tell us if you want us to go on.",),
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


def wanted_of(told: Answer) -> tuple[str, ...]:
    """What we want of the person; nothing: they can wait."""
    return _WANTED.get(told.next_step, ())


def address_of(person: Person) -> tuple[str, ...]:
    """Where a letter to a person goes, line by line."""
    lines = [line.strip() for line in person.address.split(",") if line.strip()]
    most = LINES_OF_ADDRESS - 2
    lines = [*lines[: most - 1], ", ".join(lines[most - 1 :])] if len(lines) > most else lines
    return person.name, *lines, person.postcode


_READS_NO_LETTER = {
    *(CommunicationNeed.BRAILLE, CommunicationNeed.EASY_READ, CommunicationNeed.AUDIO),
    *(CommunicationNeed.SIGN_LANGUAGE, CommunicationNeed.INTERPRETER),
    *(CommunicationNeed.TELEPHONE_ONLY, CommunicationNeed.HOME_VISIT),
}


def reads_letters(needs: Sequence[CommunicationNeed]) -> bool:
    """Whether a printed letter in English tells the person something; else an officer does it (4.26)."""
    return _READS_NO_LETTER.isdisjoint(needs)


def formats_needed(needs: Sequence[CommunicationNeed]) -> tuple[CommunicationNeed, ...]:
    """In which forms a person is told beside or instead of the letter, which prints large itself."""
    return tuple(need for need in needs if need is not CommunicationNeed.LARGE_PRINT)
