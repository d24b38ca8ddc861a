"""The kinds of cases that a county's year holds, each carried as the services offer it today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from deploy.local.journey.case_file import CaseFile
from deploy.local.journey.client import Refused
from deploy.local.journey.journey import HOUSING, OFFICER, THERAPIST, Journey
from tests.journeys.runs import CASES
from tests.load.caller import Caller


@dataclass(frozen=True, slots=True)
class Case:
    """A case to be carried: its file, who carries it, and the home that is entered with it."""

    file: CaseFile
    caller: Caller
    uprn: str

    def journey(self) -> Journey:
        return Journey(self.file, self.caller, self.uprn)


def adapted(case: Case) -> None:
    """From the referral to the closure, works paid in two stages."""
    journey = case.journey()
    through(journey.steps())
    told(case.caller, journey)


def signposted(case: Case) -> None:
    """The enquiry is one for another service (guidance 4.18)."""
    enquiry = case.file.enquiry()
    referral = case.caller.post("referral", THERAPIST, "referral", "/v1/referrals", enquiry)
    path = f"/v1/referrals/{referral['case_id']}/signposting"
    case.caller.post("signposting", THERAPIST, "referral", path, {"to": "handyperson"})


def withdrawn(case: Case) -> None:
    """The applicant gives up before the decision."""
    journey = prepared(case)
    give_up(journey, "applicant_withdrew")
    told(case.caller, journey)


def moved(case: Case) -> None:
    """The household finds a home instead: seen, offered, accepted, moved to, accounts settled."""
    journey, caller, today = prepared(case), case.caller, case.journey()._today
    place = f"/v1/cases/{journey.case_id}/relocations"
    move = caller.post("proposal", HOUSING, "register", place, {"home_id": journey.home_id})
    place = f"/v1/relocations/{move['id']}"
    for step, body in (
        ("viewing", {"viewed_on": today, "therapist_satisfied": True}),
        ("offer", {"offered_on": today}),
        ("acceptance", {"accepted_on": today}),
        ("move", {"moved_on": today}),
    ):
        caller.post(step, HOUSING, "register", f"{place}/{step}", body)
    give_up(journey, "disabled_person_moved")
    with caller.noted.timed("wait", "register: the closure"):
        caller.until("the move is completed", lambda: completed(caller, place))
    told(caller, journey)


def prepared(case: Case) -> Journey:
    """A case with a complete application, its home entered and its alternatives known."""
    journey = case.journey()
    through(journey._referral())
    through(journey._preparation())
    return journey


def give_up(journey: Journey, reason: str) -> None:
    body = {"withdrawn_on": journey._today, "reason": reason}
    journey._command("withdrawal", OFFICER, "grants", "withdrawal", body)


def completed(caller: Caller, place: str) -> dict[str, object] | None:
    """The move, or None while the register waits for the account of the case."""
    try:
        return caller.post("completion", HOUSING, "register", f"{place}/completion")
    except Refused as refusal:
        if refusal.kind != "wrong-state":
            raise
        return None


def told(caller: Caller, journey: Journey) -> None:
    """The county sees that the case has ended."""
    caller.wait(
        "the closure",
        OFFICER,
        "forum",
        f"/v1/timelines/{journey.case_id}",
        lambda found: any(entry["type"] == "grants.closed" for entry in found["items"]),
    )


def through(steps: Iterator[str]) -> None:
    for _ in steps:
        pass


def refused_file() -> CaseFile:
    """The first journey's household, whose works are found not to be practicable (section 24)."""
    file = CaseFile.read(CASES / "first.json")
    works = [work | {"reasonable_and_practicable": False} for work in file.works]
    return file.model_copy(update={"case": file.case | {"works": works}})


Way = Callable[[Case], None]
FIRST, SECOND = (CaseFile.read(CASES / f"{name}.json") for name in ("first", "second"))
KINDS: dict[str, tuple[CaseFile, Way]] = {
    "adapted": (FIRST, adapted),
    "adapted with a top-up": (SECOND, adapted),
    "refused": (refused_file(), adapted),
    "withdrawn": (FIRST, withdrawn),
    "moved": (FIRST, moved),
    "signposted": (FIRST, signposted),
}
YEAR = (
    *("adapted", "adapted with a top-up", "adapted", "withdrawn", "adapted"),
    *("adapted with a top-up", "refused", "adapted", "moved", "adapted with a top-up"),
    *("adapted", "adapted with a top-up", "refused", "adapted", "withdrawn"),
    *("adapted", "moved", "adapted with a top-up", "adapted", "signposted"),
)
"""Of twenty cases eight like the first journey and five like the second; two each are refused,
withdrawn and moved; one is signposted. In this order, so that every hundred are alike."""


def year(cases: int) -> list[str]:
    """The kinds of so many cases, in their order."""
    return list(islice(cycle(YEAR), cases))
