"""Every enquiry is answered: the next step, who does it, by when and whom to ask (4.26 to 4.29)."""

import datetime as dt

import pytest

from services.referral.domain.answering import NextStep, address_of, answer, words_of_answer
from services.referral.domain.enquiry import Person
from shared.contacts.known import contacts
from tests.letters.post import first_time
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.referral.enquiries import SCREENING, refer


def told(client, case_id):
    found = client.get(f"/v1/referrals/{case_id}").json()["answer"]
    return found["next_step"], found["responsible"], found["by"]


def test_who_is_referred_hears_who_looks_at_it_and_by_when(therapist):
    """Urgent cases have five working days: no enquiry waits longer until it is known which it is."""
    case_id = refer(therapist)
    assert told(therapist, case_id) == ("screening", "referral_team", "2026-03-17")
    contact = therapist.get(f"/v1/referrals/{case_id}").json()["answer"]["contact"]
    assert contact["council"] == "Gloucester City Council"
    assert contact["telephone"] == "01452 393 396", "as the city's policy prints it"


def test_who_did_not_consent_hears_that_nothing_goes_on_until_they_do(therapist):
    case_id = refer(therapist, consent__given=False)
    assert told(therapist, case_id) == ("ask_for_consent", "referral_team", "2026-03-17")


def test_each_step_is_answered_and_the_answers_stay_on_record(therapist):
    case_id = refer(therapist)
    path = f"/v1/referrals/{case_id}"
    therapist.post(f"{path}/signposting", json={"to": "community_equipment"})
    assert told(therapist, case_id) == ("another_service", "another_service", "2026-03-17")
    therapist.post(f"{path}/taking-up", json={"reason": "needs a lift too"})
    therapist.post(f"{path}/triage", json=SCREENING)
    assert told(therapist, case_id) == ("assessment", "therapists", "2026-03-30")
    found = therapist.get(f"{path}/answers").json()["answers"]
    assert [each["answer"]["next_step"] for each in found] == [
        *("screening", "another_service", "screening", "assessment")
    ]
    assert found[1]["answer"]["destination"] == "community_equipment"


@pytest.fixture
def december(platform):
    """The first day after the letter's first template came into use."""
    platform.now = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


def to_be_written_to(client):
    """The cases whose last answer is in no letter."""
    listed = every(client, "/v1/referrals", to_be_written_to=True)
    return {each["case_id"] for each in listed}


def write(client, case_id):
    return client.post(f"/v1/referrals/{case_id}/letters")


def test_the_answer_goes_out_as_a_letter_that_is_kept(platform, december, therapist):
    case_id = refer(therapist, person__communication_needs=["large_print", "braille"])
    assert case_id in to_be_written_to(therapist)
    letter = write(therapist, case_id).json()
    assert (letter["letter"], letter["sent"]) == ("referral_acknowledgement", [])
    path = f"/v1/referrals/{case_id}/letters/{letter['id']}"
    html = therapist.get(f"{path}/html").text
    for words in (
        "A. Person",
        "Gloucester City Council",
        "Private Sector Housing Team",
        "8\u00a0December 2026",
    ):
        assert words in html
    assert "16pt" in html
    assert case_id not in to_be_written_to(therapist)
    shown = therapist.get(f"/v1/referrals/{case_id}/answers").json()
    assert ([each["id"] for each in shown["letters"]], shown["formats_needed"]) == (
        [letter["id"]],
        ["braille"],
    )
    platform.now = platform.now.replace(day=2)
    sent = {"sent_on": "2026-12-02", "channel": "post"}
    answer = therapist.post(f"{path}/sending", json=sent)
    assert answer.json()["sent"] == first_time(sent)
    with nothing_changes(platform, table="letter_sendings"):
        for day in ("2026-11-30", "2026-12-03"):
            answer = therapist.post(f"{path}/sending", json={"sent_on": day, "channel": "post"})
            problem(answer, "invalid-input", 422, "/sent_on")


def test_an_address_to_which_no_letter_can_go_is_told(platform, therapist):
    case_id = refer(therapist, person__address="no fixed abode")
    with nothing_changes(platform, table="letters"):
        problem(write(therapist, case_id), "address-undeliverable", 422)


def test_a_letter_is_of_its_own_case(december, therapist):
    one, other = refer(therapist), refer(therapist)
    answer = write(therapist, one)
    assert answer.status_code == 201, answer.text
    letter = answer.json()["id"]
    problem(therapist.get(f"/v1/referrals/{other}/letters/{letter}"), "not-found", 404)


@pytest.mark.parametrize("step", NextStep)
def test_every_answer_can_be_said_in_words(step):
    contact = contacts()["E07000082"]
    decision, steps = words_of_answer(answer(step, dt.date(2026, 3, 17), contact, "handyperson"))
    assert decision
    assert steps
    assert "{" not in decision + str([each["what"] for each in steps])


def test_an_address_of_many_lines_fits_an_envelope():
    person = {"name": "A", "date_of_birth": "1950-01-31", "postcode": "GL1 1AA"}
    lines = address_of(
        Person(**person, address="Flat 1, The House, 2 Street, Village, Town, County")
    )
    assert (len(lines), lines[-2:]) == (7, ("Town, County", "GL1 1AA"))
