"""Consent: what a person agrees to is asked before anything is shared (Cannock Chase 12(d))."""

import datetime as dt

import pytest

from services.referral.domain.consent import Said, Statement, consent_state, permissions
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.referral.enquiries import FOR_ALL, SCREENING, WITH_ALL, enquiry, recorded, refer

COUNCIL_AND_OT = ["district_council", "occupational_therapy"]


@pytest.fixture
def advised(therapist):
    return refer(therapist, consent__given=False)


@pytest.fixture
def agreed(therapist):
    return refer(therapist)


def said(client, case_id, withdrawal=False, **words):
    path = f"/v1/referrals/{case_id}/consents" + ("/withdrawal" if withdrawal else "")
    return client.post(path, json={"by": "A. Person", "on": "2026-03-10"} | words)


def say(client, case_id, withdrawal=False, **words):
    answer = said(client, case_id, withdrawal, **words)
    assert answer.status_code == 200, answer.text
    return answer


def shown(client, case_id):
    return client.get(f"/v1/referrals/{case_id}/consents").json()


def test_who_does_not_consent_is_recorded_and_nobody_else_hears(platform, therapist, advised):
    referral = therapist.get(f"/v1/referrals/{advised}").json()
    assert (referral["state"], referral["consent"]) == ("advised", "refused")
    assert platform.told("referral", advised) == []


@pytest.mark.parametrize(
    "step, body", [("triage", SCREENING), ("signposting", {"to": "handyperson"})]
)
def test_an_enquiry_without_consent_goes_no_further(platform, therapist, advised, step, body):
    with nothing_changes(platform):
        answer = therapist.post(f"/v1/referrals/{advised}/{step}", json=body)
        problem(answer, "wrong-state", 409)


def test_consent_that_comes_later_takes_the_referral_up_as_of_the_enquiry(
    platform, therapist, advised
):
    """Guidance 4.27: targets count from the enquiry."""
    referral = say(therapist, advised).json()
    assert (referral["state"], referral["consent"]) == ("received", "given")
    [(kind, event)] = platform.told("referral", advised)
    assert (kind, event["received_on"]) == ("referral.received", "2026-03-02")
    triage = therapist.post(f"/v1/referrals/{advised}/triage", json=SCREENING)
    assert triage.json()["triage"]["targets"][0]["due_on"] == "2026-03-30"


def test_after_a_withdrawal_nothing_more_is_done_or_shared(platform, therapist, agreed):
    referral = say(therapist, agreed, withdrawal=True).json()
    assert (referral["state"], referral["consent"]) == ("received", "withdrawn")
    kind, event = platform.told("referral", agreed)[-1]
    assert kind == "referral.consent-withdrawn"
    assert (event["withdrawn_on"], event["case_stops"]) == ("2026-03-10", True)
    assert event["recipients"] == WITH_ALL
    with nothing_changes(platform):
        answer = therapist.post(f"/v1/referrals/{agreed}/triage", json=SCREENING)
        problem(answer, "consent-missing", 409)


def test_a_correction_after_a_withdrawal_stays_here(platform, therapist, agreed):
    """The person may have their record put right; nobody else is told."""
    therapist.post(f"/v1/referrals/{agreed}/triage", json=SCREENING)
    say(therapist, agreed, withdrawal=True)
    before = platform.told("referral", agreed)
    body = {"enquiry": enquiry(received_on="2026-02-27"), "reason": "the letter's date"}
    assert therapist.put(f"/v1/referrals/{agreed}/enquiry", json=body).status_code == 200
    assert platform.told("referral", agreed) == before


def test_a_person_may_agree_again(platform, therapist, agreed):
    say(therapist, agreed, withdrawal=True)
    assert say(therapist, agreed, with_whom=COUNCIL_AND_OT).json()["consent"] == "given"
    kind, event = platform.told("referral", agreed)[-1]
    assert (kind, event["recipients"]) == ("referral.consent-given", COUNCIL_AND_OT)
    assert therapist.post(f"/v1/referrals/{agreed}/triage", json=SCREENING).status_code == 200


def test_one_recipient_is_taken_back_and_the_case_goes_on(platform, therapist, agreed):
    referral = say(therapist, agreed, withdrawal=True, with_whom=["landlord"]).json()
    assert referral["consent"] == "given"
    kind, event = platform.told("referral", agreed)[-1]
    assert (kind, event["case_stops"]) == ("referral.consent-withdrawn", False)
    stands = shown(therapist, agreed)["permissions"]
    assert {p["withdrawn_on"] for p in stands if p["recipient"] == "landlord"} == {"2026-03-10"}
    assert {p["withdrawn_on"] for p in stands if p["recipient"] != "landlord"} == {None}


def test_all_that_was_said_stays_on_record(therapist, advised):
    say(therapist, advised, on="2026-03-09", with_whom=COUNCIL_AND_OT, purposes=["assessment"])
    say(therapist, advised, withdrawal=True)
    found = shown(therapist, advised)
    assert [each["statement"]["said"] for each in found["statements"]] == [
        *("refused", "given", "withdrawn")
    ]
    assert found["permissions"] == [
        {
            "recipient": recipient,
            "purpose": "assessment",
            "since": "2026-03-09",
            "withdrawn_on": "2026-03-10",
        }
        for recipient in COUNCIL_AND_OT
    ]
    assert found["statements"][0]["recorded_by"] == "development:occupational_therapist"


@pytest.mark.parametrize(
    "words, pointer",
    [
        ({"on": "2026-03-11"}, "/on"),
        ({"on": "2026-03-01"}, "/on"),
        ({"with_whom": ["contractors"]}, "/with_whom"),
        ({"with_whom": [*COUNCIL_AND_OT, "neighbours"]}, "/with_whom/2"),
    ],
    ids=["in the future", "before the last", "not the council", "nobody we know"],
)
def test_what_cannot_have_been_said(platform, therapist, advised, words, pointer):
    with nothing_changes(platform):
        problem(said(therapist, advised, **words), "invalid-input", 422, pointer)


def test_what_was_taken_back_cannot_be_taken_back_again(platform, therapist, agreed):
    say(therapist, agreed, withdrawal=True, with_whom=["landlord"])
    with nothing_changes(platform):
        answer = said(therapist, agreed, withdrawal=True, with_whom=["landlord"])
        problem(answer, "invalid-input", 422, "/with_whom")


def test_consent_is_not_changed_by_correcting_the_enquiry(platform, therapist, advised):
    body = {"enquiry": enquiry(), "reason": "she agreed after all"}
    with nothing_changes(platform):
        answer = therapist.put(f"/v1/referrals/{advised}/enquiry", json=body)
        problem(answer, "invalid-input", 422, "/enquiry/consent/given")


def test_those_without_consent_are_listed(therapist, advised):
    found = every(therapist, "/v1/referrals", consent="refused")
    assert advised in {each["case_id"] for each in found}
    assert {each["consent"] for each in found} == {"refused"}


def test_an_enquiry_shows_what_was_agreed(therapist):
    limited = enquiry(consent__with_whom=COUNCIL_AND_OT, consent__purposes=["assessment"])
    answer = therapist.post("/v1/referrals", json=limited).json()
    assert answer["enquiry"] == recorded(limited)
    assert len(shown(therapist, answer["case_id"])["permissions"]) == 2


def statement(said, day, with_whom=WITH_ALL):
    on = dt.date(2026, 3, day)
    return Statement(said=Said(said), by="A", on=on, with_whom=with_whom, purposes=FOR_ALL)


def test_agreeing_twice_keeps_the_first_day():
    [first, *_] = permissions([statement("given", 2), statement("given", 5)])
    assert (first.since, first.withdrawn_on) == (dt.date(2026, 3, 2), None)


def test_whether_a_referral_may_be_worked_on_follows_from_all_that_was_said():
    given, refused, withdrawn = (statement(s, 2) for s in ("given", "refused", "withdrawn"))
    assert consent_state([refused]) == "refused"
    assert consent_state([refused, given]) == "given"
    assert consent_state([given, withdrawn]) == "withdrawn"
    assert consent_state([given, withdrawn, given]) == "given"
    assert consent_state([given, statement("withdrawn", 3, ["landlord"])]) == "given"
