"""An answer goes out by itself: written, sent once, and looked after until it is in the post (4.26)."""

import datetime as dt
import uuid

import pytest

from shared.bus.posting import reference
from tests.letters.post import first_time, folder, settled
from tests.letters.printing import demand_printing
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import STROUD
from tests.referral.enquiries import SCREENING, enquiry, refer
from tests.web.test_audit import last_reading

TUESDAY, WEDNESDAY, THURSDAY = (dt.datetime(2026, 12, n, 9, tzinfo=dt.UTC) for n in (1, 2, 3))
ASKED = {"received_on": "2026-12-01", "consent__on": "2026-12-01", "district": STROUD}


@pytest.fixture(scope="module")
def posts():
    demand_printing()


@pytest.fixture
def therapist(platform):
    platform.now = TUESDAY
    return platform.client("referral", "occupational_therapist")


def posted(platform, letter):
    """The letter in the folder from which letters are posted."""
    return folder(platform) / f"{letter}.pdf"


def letters_of(client, case_id):
    return client.get(f"/v1/referrals/{case_id}/answers").json()["letters"]


def handled(platform, case_id):
    """Whatever was due about the case's letters is done."""
    settled(platform, "referral", case_id)


def to_be_sent(client, **asked):
    asked = {"district": STROUD, "to_be_sent": True} | asked
    return {each["case_id"] for each in every(client, "/v1/letters", **asked)}


def test_the_last_answer_of_a_day_goes_with_the_next_morning_s_post(posts, platform, therapist):
    case_id = refer(therapist, **ASKED)
    therapist.post(f"/v1/referrals/{case_id}/triage", json=SCREENING)
    assert letters_of(therapist, case_id) == []
    platform.now = WEDNESDAY
    handled(platform, case_id)
    [letter] = letters_of(therapist, case_id)
    sent = {"sent_on": "2026-12-02", "channel": "post"}
    assert letter["sent"] == first_time(sent, "accepted")
    at = f"/v1/referrals/{case_id}/letters/{letter['id']}/sending/correction"
    by_post = therapist.post(at, json={"number": 1, "reason": "Not sent"})
    problem(by_post, "wrong-state", 409)
    assert letter["written_by"] == "service:referral"
    assert posted(platform, letter["id"]).read_bytes().startswith(b"%PDF")
    html = therapist.get(f"/v1/referrals/{case_id}/letters/{letter['id']}/html").text
    assert "trusted assessor will find out with you" in html
    assert case_id not in to_be_sent(therapist)
    platform.now = THURSDAY
    handled(platform, case_id)
    [letter] = letters_of(therapist, case_id)
    assert [each["state"] for each in letter["sent"]] == ["dispatched"]


def test_a_person_reads_the_letters_that_they_were_sent_and_no_others(posts, platform, therapist):
    case_id, other = refer(therapist, **ASKED), refer(therapist, **ASKED)
    person = platform.client("referral", "resident", dfg_case=case_id)
    at = f"/v1/referrals/{case_id}"
    assert person.get(f"{at}/told").json()["letters"] == []
    platform.now = WEDNESDAY
    handled(platform, case_id)
    [letter] = person.get(f"{at}/told").json()["letters"]
    assert (letter["title"], letter["sent_on"]) == (
        "We have your request for help at home",
        "2026-12-02",
    )
    assert "A. Person" in person.get(f"{at}/letters/{letter['id']}/html").text
    assert person.get(f"{at}/letters/{letter['id']}/pdf").content.startswith(b"%PDF")
    read = ("read_answer_letter", "development:resident", letter["id"])
    assert last_reading(platform, "referral", case_id) == read
    problem(person.get(f"/v1/referrals/{other}/told"), "not-found", 404)
    problem(person.get("/v1/letters"), "scope-missing", 403)


def test_who_reads_no_print_is_told_by_an_officer_and_the_letter_waits_for_it(
    posts, platform, therapist
):
    case_id = refer(therapist, **ASKED, person__communication_needs=["braille"])
    platform.now = WEDNESDAY
    handled(platform, case_id)
    [letter] = letters_of(therapist, case_id)
    assert (letter["sent"], posted(platform, letter["id"]).exists()) == ([], False)
    assert case_id in to_be_sent(therapist)
    sent = {"sent_on": "2026-12-02", "channel": "read_out"}
    at = f"/v1/referrals/{case_id}/letters/{letter['id']}/sending"
    assert therapist.post(at, json=sent).json()["sent"] == first_time(sent)
    assert case_id not in to_be_sent(therapist)
    mistake = {"number": 1, "reason": "Nobody was at home"}
    [struck] = therapist.post(f"{at}/correction", json=mistake).json()["sent"]
    assert struck["taken_back"]["because"] == "Nobody was at home"
    assert case_id in to_be_sent(therapist)


def test_an_answer_whose_address_is_none_stays_with_the_officers(platform, therapist):
    case_id = refer(therapist, **ASKED, person__address="no fixed abode")
    platform.now = WEDNESDAY
    handled(platform, case_id)
    assert letters_of(therapist, case_id) == []
    found = every(therapist, "/v1/referrals", to_be_written_to=True, district=STROUD)
    assert case_id in {each["case_id"] for each in found}


def test_a_letter_that_was_withdrawn_goes_with_no_post(posts, platform, therapist):
    """Nor is its answer on the list of letters: what is right is written and goes."""
    case_id = refer(therapist, **ASKED)
    at = f"/v1/referrals/{case_id}/letters"
    letter = therapist.post(at).json()["id"]
    withdrawn = therapist.post(f"{at}/{letter}/withdrawal", json={"reason": "Moved since"})
    assert withdrawn.json()["taken_back"]["because"] == "Moved since"
    assert case_id not in to_be_sent(therapist)
    platform.now = WEDNESDAY
    handled(platform, case_id)
    assert [each["sent"] for each in letters_of(therapist, case_id)] == [[]]
    assert not posted(platform, letter).exists()
    problem(therapist.post(f"{at}/{letter}/posting"), "wrong-state", 409)


def test_a_letter_that_an_officer_wrote_goes_with_the_same_post_and_only_once(
    posts, platform, therapist
):
    case_id = refer(therapist, **ASKED)
    letter = therapist.post(f"/v1/referrals/{case_id}/letters").json()["id"]
    platform.now = WEDNESDAY
    handled(platform, case_id)
    [shown] = letters_of(therapist, case_id)
    assert (shown["id"], len(shown["sent"])) == (letter, 1)


def test_a_letter_that_was_not_printed_is_sent_another_way(posts, platform, therapist):
    case_id = refer(therapist, **ASKED)
    platform.now = WEDNESDAY
    handled(platform, case_id)
    [letter] = letters_of(therapist, case_id)
    posted(platform, letter["id"]).unlink()
    platform.now = THURSDAY
    handled(platform, case_id)
    [letter] = letters_of(therapist, case_id)
    assert [each["state"] for each in letter["sent"]] == ["failed"]
    assert case_id in to_be_sent(therapist)
    person = platform.client("referral", "resident", dfg_case=case_id)
    assert person.get(f"/v1/referrals/{case_id}/told").json()["letters"] == []


def test_a_letter_that_was_not_printed_is_given_to_the_post_again(posts, platform, therapist):
    """Under another reference: whoever prints does not take up again what failed."""
    case_id = refer(therapist, **ASKED)
    platform.now = WEDNESDAY
    handled(platform, case_id)
    [letter] = letters_of(therapist, case_id)
    at = f"/v1/referrals/{case_id}/letters/{letter['id']}/posting"
    problem(therapist.post(at), "wrong-state", 409)
    posted(platform, letter["id"]).unlink()
    platform.now = THURSDAY
    handled(platform, case_id)
    assert therapist.post(at).is_success
    handled(platform, case_id)
    [letter] = letters_of(therapist, case_id)
    assert [each["state"] for each in letter["sent"]] == ["failed", "accepted"]
    assert not posted(platform, letter["id"]).exists()
    assert posted(platform, reference(uuid.UUID(letter["id"]), 2)).exists()


def test_an_answer_that_names_a_day_which_is_over_is_not_sent_by_itself(platform, therapist):
    case_id = refer(therapist, **ASKED)
    platform.now = TUESDAY + dt.timedelta(days=30)
    handled(platform, case_id)
    assert letters_of(therapist, case_id) == []


def test_who_withdraws_consent_is_told_that_everything_stops(posts, platform, therapist):
    """UK GDPR article 7(3): and how to have it go on again."""
    case_id = refer(therapist, **ASKED)
    said = {"by": "A. Person", "on": "2026-12-01", "with_whom": ["district_council"]}
    at = f"/v1/referrals/{case_id}"
    assert therapist.post(f"{at}/consents/withdrawal", json=said).is_success
    platform.now = WEDNESDAY
    handled(platform, case_id)
    [letter] = letters_of(therapist, case_id)
    html = therapist.get(f"{at}/letters/{letter['id']}/html").text
    assert "You can agree again at any time" in html
    person = platform.client("referral", "resident", dfg_case=case_id)
    told = person.get(f"{at}/told").json()
    assert told["wanted"] == ["Tell us if you want us to go on."]


def test_a_correction_of_the_enquiry_corrects_where_the_letter_goes(posts, platform, therapist):
    case_id = refer(therapist, **ASKED)
    moved = enquiry(**ASKED, person__address="9 Other Street")
    body = {"enquiry": moved, "reason": "The address was misread"}
    assert therapist.put(f"/v1/referrals/{case_id}/enquiry", json=body).is_success
    platform.now = WEDNESDAY
    handled(platform, case_id)
    [letter] = letters_of(therapist, case_id)
    html = therapist.get(f"/v1/referrals/{case_id}/letters/{letter['id']}/html").text
    assert "9 Other Street" in html
