"""What grants struck out as a mistake: who can be paid no more, what is not demanded."""

import pytest

from shared.contracts.grants import (
    ContractorAgreed,
    ContractorAgreementStruckOut,
    RepaymentDecided,
    RepaymentDecisionStruckOut,
)
from tests.payments.accounts import certify, contractor, decide, pay, receive, release
from tests.payments.debts import Debts
from tests.payments.test_changes import ON, refused
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER

DECISION = {"decided_on": ON, "demanded": "3000.00", "clause": "guidance B124"}


@pytest.fixture
def asked(platform, approve, tell):
    """Two decisions of grants, each with what is proposed on it."""
    case_id = approve(total="10000.00", pays="0.00")
    certify(platform, case_id)
    pay(platform, case_id, "8000.00", "final")
    for amount in ("3000.00", "2000.00"):
        decided = DECISION | {"demanded": amount}
        tell(RepaymentDecided, case_id, about="disposal", most="10000.00", **decided)
    return case_id


def by_sum(debts):
    return {debt["demand"]["amount"]: debt for debt in debts.all()["items"]}


def waits(platform, case_id):
    """What is to be done about the debts of the case."""
    found = every(platform.client("payments", "finance"), "/v1/tasks", district=GLOUCESTER)
    return sorted(each["task"] for each in found if each["case_id"] == str(case_id))


def test_what_was_proposed_on_a_decision_by_mistake_is_withdrawn(platform, asked, tell):
    debts = Debts(platform, asked)
    tell(RepaymentDecisionStruckOut, asked, **DECISION)
    assert by_sum(debts)["2000.00"]["taken_back"] is None
    dropped = by_sum(debts)["3000.00"]
    assert "as the case tells" in dropped["taken_back"]["because"]
    problem(debts.act(dropped, "approval"), "wrong-state", 409)


def test_of_two_decisions_in_the_same_words_the_one_that_was_meant_is_withdrawn(
    platform, asked, tell
):
    decisions = [7, 9]
    alike = DECISION | {"demanded": "1000.00"}
    for decision in decisions:
        told = alike | {"about": "disposal", "most": "10000.00", "decision": decision}
        tell(RepaymentDecided, asked, **told)
    tell(RepaymentDecisionStruckOut, asked, **alike, decision=decisions[0])
    tell(RepaymentDecisionStruckOut, asked, **alike, decision=decisions[0])
    rows = "SELECT decision FROM payments.recoveries WHERE case_id = $1 AND taken_back IS NOT NULL"
    assert [row["decision"] for row in platform.sql(rows, asked)] == decisions[:1]


def test_two_decisions_of_before_they_had_a_number_are_withdrawn_one_by_one(platform, asked, tell):
    tell(RepaymentDecided, asked, about="disposal", most="10000.00", **DECISION)
    tell(RepaymentDecisionStruckOut, asked, **DECISION)
    taken_back = [d["taken_back"] for d in Debts(platform, asked).all()["items"]]
    assert taken_back.count(None) == 2


def test_what_a_second_person_demanded_on_it_is_theirs_to_take_back(platform, asked, tell):
    debts = Debts(platform, asked)
    debts.act(by_sum(debts)["3000.00"], "approval")
    assert "collect" in waits(platform, asked)
    tell(RepaymentDecisionStruckOut, asked, **DECISION)
    debt = by_sum(debts)["3000.00"]
    assert (debt["taken_back"], debt["doubted_on"]) == (None, "2026-03-10")
    assert waits(platform, asked) == ["approve_recovery", "take_demand_back"]
    assert debts.act(debt, "correction", {"reason": "No decision"}).json()["taken_back"]
    assert platform.told("payments", asked)[-1][0] == "payments.demand-corrected"
    assert waits(platform, asked) == ["approve_recovery"]


def test_what_is_decided_anew_is_demanded_once_the_mistaken_demand_is_taken_back(
    platform, asked, tell
):
    debts, all_of_it = Debts(platform, asked), DECISION | {"demanded": "8000.00"}
    tell(RepaymentDecisionStruckOut, asked, **DECISION | {"demanded": "2000.00"})
    debts.act(by_sum(debts)["3000.00"], "approval")
    tell(RepaymentDecisionStruckOut, asked, **DECISION)
    tell(RepaymentDecided, asked, about="disposal", most="10000.00", **all_of_it, decision=9)
    proposed = by_sum(debts)["8000.00"]
    assert "5000.00" in problem(debts.act(proposed, "approval"), "recovery-refused", 409)["detail"]
    assert debts.act(by_sum(debts)["3000.00"], "correction", {"reason": "No decision"}).is_success
    assert debts.act(proposed, "approval").is_success
    assert platform.told("payments", asked)[-1][1]["decision"] == 9


def known(finance, case_id):
    """Who can be paid or could be, by estimate; null where it was taken back."""
    items = finance.get(f"/v1/accounts/{case_id}/contractors").json()["items"]
    return [None if each["taken_back"] else each["estimate"] for each in items]


def test_who_was_agreed_to_by_mistake_is_not_paid_any_more(platform, finance, approve, tell):
    """What was approved until then stands; agreed to again, they can be paid again."""
    case_id = approve(pays="0.00")
    second = contractor(case_id, "Second Builders", "5000.00")
    first, later = (
        receive(platform, case_id, "500.00", contractor="Second Builders", reference=each).json()
        for each in ("B1", "B2")
    )
    tell(ContractorAgreed, case_id, agreed_on=ON, contractor=second)
    approved = decide(platform, first).json()
    struck = {"agreed_on": ON, "contractor_id": second.id}
    tell(ContractorAgreementStruckOut, case_id, estimate="4000.00", **struck)
    assert known(finance, case_id)[1:] == ["4000.00"]
    tell(ContractorAgreementStruckOut, case_id, estimate=None, **struck)
    assert known(finance, case_id)[1:] == [None]
    assert "section 38" in refused(decide(platform, later))
    release(platform, approved)
    assert finance.get(f"/v1/accounts/{case_id}").json()["paid"] == "500.00"
    tell(ContractorAgreed, case_id, agreed_on=ON, contractor=second)
    assert known(finance, case_id)[1:] == [None, "5000.00"]
    assert decide(platform, later).json()["state"] == "approved"


AGREEMENT = {
    "name": "Second Builders",
    "estimate": "5000.00",
    "reason": "x",
    "agreed_on": str(ON),
}


def test_whom_an_officer_agreed_to_here_too_can_be_paid(platform, finance, approve, tell):
    case_id = approve(pays="0.00")
    officer = platform.client("payments", "grant_officer")
    assert officer.post(f"/v1/accounts/{case_id}/contractors", json=AGREEMENT).is_success
    theirs = contractor(case_id, "Second Builders", "7000.00")
    tell(ContractorAgreed, case_id, agreed_on=ON, contractor=theirs)
    struck = {"agreed_on": ON, "contractor_id": theirs.id}
    tell(ContractorAgreementStruckOut, case_id, estimate="6000.00", **struck)
    assert known(finance, case_id)[1:] == ["6000.00"]
    tell(ContractorAgreementStruckOut, case_id, estimate=None, **struck)
    assert known(finance, case_id)[1:] == ["5000.00"]


@pytest.mark.parametrize("struck_out", [False, True])
def test_what_grants_agreed_to_stands_when_the_agreement_here_is_taken_back(
    platform, finance, approve, tell, struck_out
):
    case_id = approve(pays="0.00")
    officer = platform.client("payments", "grant_officer")
    place = f"/v1/accounts/{case_id}/contractors"
    agreed = officer.post(place, json=AGREEMENT)
    theirs = contractor(case_id, "Second Builders", "7000.00")
    tell(ContractorAgreed, case_id, agreed_on=ON, contractor=theirs)
    if struck_out:
        struck = {"agreed_on": ON, "contractor_id": theirs.id}
        tell(ContractorAgreementStruckOut, case_id, estimate=None, **struck)
    mistake = f"{place}/{agreed.json()['id']}/correction"
    assert officer.post(mistake, json={"reason": "x"}).is_success
    assert known(finance, case_id)[1:] == ([None] if struck_out else [None, "7000.00"])
