"""Evidence is asked for in letters: what is outstanding, and again while some of it is."""

import uuid

import pytest

from tests.grants.notices import asked
from tests.letters.post import next_morning
from tests.letters.printing import demand_printing
from tests.letters.test_writing import read
from tests.means_test.test_evidence import ask
from tests.means_test.told import triaged
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every

RECEIPT = {"received_on": "2026-03-10", "original_seen": True, "seen_by": "A. Officer"}


def written(officer, case_id, **changes):
    answer = officer.post(f"/v1/cases/{case_id}/letters", json=asked(**changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


def said(officer, letter):
    """What stands in the letter, by the ids of its parts."""
    at = f"/v1/cases/{letter['case_id']}/letters/{letter['id']}/html"
    parts = read(officer.get(at).text).ids
    return {name: part.replace("\u00a0", " ") for name, part in parts.items()}


def test_what_is_outstanding_is_asked_for_by_post_and_chased(platform, officer, case_id):
    """Stroud Appendix 2: originals. What came is not asked for again."""
    demand_printing()
    payslip, statement = (ask(officer, case_id, k) for k in ("payslip", "bank_statement"))
    first = written(officer, case_id, answer_by="2026-03-24")
    parts = said(officer, first)
    assert "Payslips of the disabled person." in parts["papers"]
    assert "Bank statements of the disabled person." in parts["papers"]
    assert ("24 March 2026" in parts["what-next"], "reminder" in parts) == (True, False)
    next_morning(platform, "means_test", case_id)
    person = platform.client("means_test", "resident", dfg_case=str(case_id))
    told = person.get(f"/v1/cases/{case_id}/told").json()
    assert [each["title"] for each in told["letters"]] == ["Please show us some papers"]
    assert told["contact"]["telephone"] == "01452 393 396"
    assert officer.post(f"/v1/evidence/{payslip['id']}/receipt", json=RECEIPT).is_success
    parts = said(officer, written(officer, case_id))
    assert "Payslips" not in parts["papers"]
    assert "wrote to you about this before" in parts["reminder"]
    assert officer.post(f"/v1/evidence/{statement['id']}/receipt", json=RECEIPT).is_success
    assert person.get(f"/v1/cases/{case_id}/told").json()["wanted"] == []


def test_the_letters_of_a_case_are_listed(platform, officer, case_id):
    other = uuid.uuid4()
    platform.tell("means_test", triaged(other))
    for each in (other, case_id):
        ask(officer, each, "payslip")
    written(officer, other)
    first, second = written(officer, case_id), written(officer, case_id)
    found = officer.get("/v1/letters", params={"case_id": str(case_id)}).json()["items"]
    assert {letter["id"] for letter in found} == {first["id"], second["id"]}


def test_where_nothing_is_outstanding_nothing_is_asked_for(platform, officer, case_id):
    place = f"/v1/cases/{case_id}/letters"
    with nothing_changes(platform, "means_test", "letters"):
        problem(officer.post(place, json=asked()), "wrong-state", 409)


def test_a_letter_that_did_not_go_after_all_asks_for_nothing(officer, case_id):
    ask(officer, case_id, "payslip")
    at = f"/v1/cases/{case_id}/letters/{written(officer, case_id)['id']}/sending"
    assert officer.post(at, json={"sent_on": "2026-03-10", "channel": "by_hand"}).is_success
    assert "reminder" in said(officer, written(officer, case_id))
    wrong = {"number": 1, "reason": "Of another household"}
    [struck] = officer.post(f"{at}/correction", json=wrong).json()["sent"]
    assert struck["taken_back"]["because"] == "Of another household"
    assert "reminder" not in said(officer, written(officer, case_id))


def test_a_letter_that_was_withdrawn_asks_for_nothing(officer, case_id):
    """So the next one is no reminder."""
    ask(officer, case_id, "payslip")
    letter = written(officer, case_id)
    at = f"/v1/cases/{case_id}/letters/{letter['id']}"
    withdrawn = officer.post(f"{at}/withdrawal", json={"reason": "To the old address"})
    assert withdrawn.json()["taken_back"]["because"] == "To the old address"
    by_hand = {"sent_on": "2026-03-10", "channel": "by_hand"}
    problem(officer.post(f"{at}/sending", json=by_hand), "wrong-state", 409)
    listed = every(officer, "/v1/letters", to_be_sent=True)
    assert letter["id"] not in {each["id"] for each in listed}
    assert "reminder" not in said(officer, written(officer, case_id))


@pytest.mark.parametrize(
    "change, slug, pointers",
    [
        ({"answer_by": "2026-03-10"}, "invalid-input", ["/answer_by"]),
        ({"address": ["Ms Person", "no fixed abode", "GL5 1AA"]}, "address-undeliverable", []),
    ],
)
def test_a_letter_that_cannot_be_written(officer, case_id, change, slug, pointers):
    ask(officer, case_id, "payslip")
    answer = officer.post(f"/v1/cases/{case_id}/letters", json=asked(**change))
    problem(answer, slug, 422, *pointers)
