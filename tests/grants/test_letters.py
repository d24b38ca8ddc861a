"""Letters to the applicant: before a refusal, of complaints; by post, and again where one failed."""

import datetime as dt
import uuid

import pytest

from shared.letters import Book, FolderSender
from tests.grants.cases import CANNOCK
from tests.grants.notices import asked
from tests.grants.test_clocks import REFUSED
from tests.grants.test_complaints import answer, complaint, done, remedy
from tests.grants.test_estimates import BEDROOM, line, scheduled
from tests.grants.test_notices import letter, text
from tests.grants.test_service import INVITATION, GrantCase, awaited
from tests.letters.post import folder, next_morning, settled
from tests.letters.printing import demand_printing
from tests.letters.test_writing import read
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import until


@pytest.fixture
def case(platform):
    """An application in Cannock Chase that may have to be refused."""
    return GrantCase(platform, CANNOCK).applied(**REFUSED)


def shown(case, written):
    return case.officer.get(f"/v1/cases/{case.id}/letters/{written['id']}").json()


def states(case, written):
    """How each sending of the letter ended."""
    return [each["state"] for each in shown(case, written)["sent"]]


def to_be_sent(case):
    """The letters of the case that officers see are to be sent."""
    listed = every(case.officer, "/v1/letters", district=CANNOCK, to_be_sent=True)
    return [each["id"] for each in listed if each["case_id"] == str(case.id)]


def said(case, written):
    """What stands in the letter, by the ids of its parts."""
    parts = read(text(case, written).text).ids
    return {name: part.replace("\u00a0", " ") for name, part in parts.items()}


def test_an_invitation_goes_by_post_and_again_where_it_was_not_printed(case):
    """Cannock Chase 12(j). What failed is on the officers' list until it went."""
    demand_printing()
    assert "no invitation" in awaited(case.post("letters", asked(about="invitation")))
    case.does("invitation", INVITATION)
    written = letter(case, about="invitation")
    parts = said(case, written)
    assert "23 March 2026" in parts["answer-by"]
    assert parts["reason"] == INVITATION["reason"]
    assert "Sam Field" in parts["contact"]
    assert to_be_sent(case) == [written["id"]]
    next_morning(case.platform, "grants", case.id)
    assert (states(case, written), to_be_sent(case)) == (["accepted"], [])
    at = f"letters/{written['id']}/posting"
    assert "it was sent on 2026-03-11" in awaited(case.post(at))
    (folder(case.platform) / f"{written['id']}.pdf").unlink()
    next_morning(case.platform, "grants", case.id)
    assert (states(case, written), to_be_sent(case)) == (["failed"], [written["id"]])
    person = case.platform.client("grants", "resident", dfg_case=str(case.id))
    told = f"/v1/cases/{case.id}/told"
    assert person.get(told).json()["letters"] == []
    case.does(at)
    settled(case.platform, "grants", case.id)
    assert (states(case, written), to_be_sent(case)) == (["failed", "accepted"], [])
    next_morning(case.platform, "grants", case.id)
    assert states(case, written) == ["failed", "dispatched"]
    [seen] = person.get(told).json()["letters"]
    assert (seen["title"], seen["sent_on"]) == (
        "Please tell us more before we decide",
        "2026-03-12",
    )
    history = case.officer.get(f"/v1/cases/{case.id}/history").json()["items"]
    assert [line["kind"] for line in history].count("letter_sent") == 2


FAILED = "SELECT count(*) FROM grants.inbox WHERE case_id = $1 AND error IS NOT NULL"


def test_a_letter_is_posted_once_though_the_service_ends_before_it_has_noted_that(
    case, monkeypatch
):
    """The job is taken up again: what was given away to be printed is not given away twice."""
    demand_printing()
    case.does("invitation", INVITATION)
    written, given_away = letter(case, about="invitation"), []
    send, note = FolderSender.send, Book.note

    async def sent(sender, reference, pdf):
        given_away.append(reference)
        await send(sender, reference, pdf)

    async def end_once(book, *of_the_sending):
        if len(given_away) == 1:
            raise ConnectionError
        await note(book, *of_the_sending)

    monkeypatch.setattr(FolderSender, "send", sent)
    monkeypatch.setattr(Book, "note", end_once)
    case.platform.now += dt.timedelta(days=1)
    until(lambda: case.platform.sql.one(FAILED, case.id))
    case.platform.sql("UPDATE grants.inbox SET retry_at = now() WHERE case_id = $1", case.id)
    settled(case.platform, "grants", case.id)
    assert given_away == [uuid.UUID(written["id"])] * 2
    assert (states(case, written), to_be_sent(case)) == (["accepted"], [])
    assert [f.stem for f in folder(case.platform).glob(f"{written['id']}*")] == [written["id"]]


def test_what_an_officer_sends_another_way_is_not_posted(case):
    case.does("invitation", INVITATION)
    written = letter(case, about="invitation", channel="read_out")
    next_morning(case.platform, "grants", case.id)
    assert (states(case, written), to_be_sent(case)) == ([], [written["id"]])
    sent = {"sent_on": "2026-03-11", "channel": "read_out"}
    case.does(f"letters/{written['id']}/sending", sent)
    assert to_be_sent(case) == []


def test_a_day_on_which_a_letter_did_not_go_is_struck_out_and_it_is_recorded_again(case):
    """Until then it is to be sent, and the person does not see it."""
    case.does("invitation", INVITATION)
    written = letter(case, about="invitation", channel="read_out")
    person = case.platform.client("grants", "resident", dfg_case=str(case.id))
    at, told = f"letters/{written['id']}/sending", f"/v1/cases/{case.id}/told"
    right = {"sent_on": "2026-03-10", "channel": "read_out"}
    case.does(at, right | {"channel": "by_hand"})
    wrong = {"number": 1, "reason": "It was read out"}
    [struck] = case.does(f"{at}/correction", wrong)["sent"]
    assert (struck["number"], struck["taken_back"]["because"]) == (1, "It was read out")
    assert (to_be_sent(case), person.get(told).json()["letters"]) == ([written["id"]], [])
    history = case.officer.get(f"/v1/cases/{case.id}/history").json()["items"]
    [went] = [line["number"] for line in history if line["kind"] == "letter_sent"]
    assert history[-1]["entry"] == {"number": went, "reason": "It was read out"}
    assert "taken back" in awaited(case.post(f"{at}/correction", wrong))
    never = case.post(f"{at}/correction", wrong | {"number": 2})
    problem(never, "invalid-input", 422, "/number")
    case.does(at, right)
    assert to_be_sent(case) == []
    [seen] = person.get(told).json()["letters"]
    assert seen["sent_on"] == "2026-03-10"


def test_a_letter_that_was_written_by_mistake_does_not_go(case):
    """Neither by itself nor by hand; it stays with the reason, and the person does not see it."""
    demand_printing()
    case.does("invitation", INVITATION)
    written = letter(case, about="invitation")
    at = f"letters/{written['id']}"
    withdrawn = case.does(f"{at}/withdrawal", {"reason": "To the old address"})
    assert withdrawn["taken_back"]["because"] == "To the old address"
    assert to_be_sent(case) == []
    next_morning(case.platform, "grants", case.id)
    assert states(case, written) == []
    assert not (folder(case.platform) / f"{written['id']}.pdf").exists()
    assert "taken back" in awaited(case.post(f"{at}/posting"))
    by_hand = {"sent_on": "2026-03-11", "channel": "by_hand"}
    assert "taken back" in awaited(case.post(f"{at}/sending", by_hand))
    assert "taken back" in awaited(case.post(f"{at}/withdrawal", {"reason": "Twice"}))
    right = letter(case, about="invitation")
    next_morning(case.platform, "grants", case.id)
    assert states(case, right) == ["accepted"]
    gone = case.post(f"letters/{right['id']}/withdrawal", {"reason": "Too late"})
    assert "it was sent on" in awaited(gone)


def test_a_complaint_is_answered_in_writing_from_its_receipt_on(case):
    """Guidance 4.20 and 4.21: who answers, what was found, whom to ask next."""
    assert "no complaint" in awaited(case.post("letters", asked(about="complaint_received")))
    case.does("complaints", complaint("service", "team_leader"))
    received = said(case, letter(case, about="complaint_received"))
    assert received["what-we-understood"] == "Nobody called"
    assert "the team leader" in received["who-answers"]
    assert "an answer by" not in received["who-answers"], "the policy names no time for it"
    assert "not answered" in awaited(case.post("letters", asked(about="complaint_answered")))
    found = answer("upheld", remedy("apology"), remedy("payment", amount="50.00"))
    done(case, "the team leader", "complaints/answer", found)
    answered = said(case, letter(case, about="complaint_answered"))
    assert "You were right" in answered["outcome"]
    assert answered["why"] == "Found so"
    assert "We pay you £50" in answered["remedies"]
    assert "the council's complaints team" in answered["what-you-can-do"]


def test_a_declaration_to_sign_names_the_works_that_are_relieved_of_vat(platform):
    """B95; Value Added Tax Act 1994, schedule 8, group 12."""
    aid = line("4", vat="mobility_aid", says="Grab rails")
    bed = line("2", vat="no_relief", says="A bedroom")
    case = scheduled(platform, line("1", says="A shower tray"), bed, aid)
    parts = said(case, letter(case, about="vat_declaration"))
    assert "A shower tray" in parts["works"]
    assert "adapting a bathroom" in parts["works"]
    assert not [other for other in ("A bedroom", "Grab rails") if other in parts["works"]]
    assert "1 Example Street, Stroud" in parts["works"]
    assert "Your signature" in parts["signature"]


@pytest.mark.parametrize("lines, says", [([], "no schedule"), ([BEDROOM], "charged on all")])
def test_where_nothing_is_relieved_there_is_nothing_to_declare(platform, lines, says):
    case = scheduled(platform, *lines) if lines else GrantCase(platform).assessed()
    assert says in awaited(case.post("letters", asked(about="vat_declaration")))


def test_a_letter_is_about_something_that_there_is(case):
    problem(case.post("letters", asked(about="the weather")), "invalid-input", 422, "/about")
