"""Cases of before the platform go on to closure, each service knowing what it has to, over HTTP."""

import uuid

import pytest

from shared.contracts.codes import MeansTestKind
from tests.grants.cases import works
from tests.grants.take_over import (
    APPLIED,
    APPROVED,
    BUILDER,
    CERTIFIED,
    ENQUIRY,
    IN_WORKS,
    PAST,
    Council,
)
from tests.grants.test_repayment import MATTERS, POST, SOLD
from tests.grants.test_service import FINDING, application, assessed
from tests.means_test.test_service import household
from tests.payments.accounts import accept, pay
from tests.platform.running import GLOUCESTER, STROUD, until
from tests.referral.enquiries import ASSESSMENT, SCREENING

DISTRICTS = pytest.mark.parametrize("district", [GLOUCESTER, STROUD])


class Finance:
    """The account of a case, as finance sees it."""

    def __init__(self, platform, case_id):
        self.platform, self.case_id = platform, case_id
        self.client = platform.client("payments", "finance")

    def once(self, **wanted):
        """The account, once it stands so."""
        until(lambda: self.shown().items() >= wanted.items())
        return self.shown()

    def shown(self):
        return self.client.get(f"/v1/accounts/{self.case_id}").json()

    def nets(self):
        rows = self.platform.sql(
            "SELECT code, sum(pence) AS net FROM payments.postings WHERE case_id = $1"
            " GROUP BY code HAVING sum(pence) <> 0",
            uuid.UUID(self.case_id),
        )
        return {row["code"]: row["net"] / 100 for row in rows}


def paid_to_the_end(platform, council, case_id):
    """The works are certified and accepted, the rest is paid, the charge registered, the case closed."""
    finance = Finance(platform, case_id)
    council.does(case_id, "works-certification", {"certified_on": "2026-03-09"})
    finance.once(works_certified_on="2026-03-09")
    accept(platform, case_id)
    rest = finance.shown()["left"]
    assert pay(platform, case_id, rest, "final").json()["settled_on"] == "2026-03-10"
    until(lambda: council.case(case_id)["settled_on"])
    council.does(case_id, "land-charge-registration", {"registered_on": "2026-03-10"})
    closed = council.does(case_id, "closure")
    assert (closed["state"], closed["paid"]) == ("closed", "12000.00")
    assert platform.told("grants", case_id)[-1][1]["outcome"] == "completed"


@DISTRICTS
def test_a_case_taken_over_in_its_works_is_paid_to_its_end(platform, district):
    council = Council(platform, "In works", district)
    case_id = council.brings(IN_WORKS)
    finance = Finance(platform, case_id)
    account = finance.once(paid="6500.00")
    assert (account["contribution_received"], account["left"]) == ("2000.00", "5500.00")
    assert finance.nets()["O10"] == 2000 - 6500
    assert pay(platform, case_id, "1000.00").is_success
    until(lambda: council.case(case_id)["paid"] == "7500.00")
    paid_to_the_end(platform, council, case_id)


@DISTRICTS
def test_a_case_taken_over_after_approval_is_paid_to_its_end(platform, district):
    council = Council(platform, "Approved", district)
    case_id = council.brings(APPROVED)
    finance = Finance(platform, case_id)
    assert finance.once(paid="0.00", award="10000.00")["contribution"] == "2000.00"
    body = {"amount": "2000.00", "received_on": "2026-03-05"}
    assert finance.client.post(f"/v1/accounts/{case_id}/contributions", json=body).is_success
    paid_to_the_end(platform, council, case_id)


@DISTRICTS
def test_a_case_taken_over_with_its_works_paid_is_settled(platform, district):
    council = Council(platform, "Paid", district)
    case_id = council.brings(CERTIFIED)
    assert Finance(platform, case_id).once(settled_on="2026-03-10")["paid"] == "12000.00"
    until(lambda: council.case(case_id)["settled_on"])
    council.does(case_id, "land-charge-registration", {"registered_on": "2026-03-10"})
    assert council.does(case_id, "closure")["state"] == "closed"


@DISTRICTS
def test_a_case_taken_over_at_its_enquiry_goes_the_whole_way(platform, district):
    """The person comes in by the sheet of people, the case by its own: both are one case."""
    council = Council(platform, "Enquiry", district)
    case_id = council.brings(ENQUIRY)
    therapist = platform.client("referral", "occupational_therapist")
    benefits = platform.client("means_test", "benefits_officer")
    headings = "Reference,Stage,Name,Date of birth,Address,Postcode,Reason,Consent,Referral date"
    person = "E,enquiry,Ann Person,31/01/1950,1 Example Street,GL5 1AA,Stairs,yes,02/02/2026"
    asked = council.asked | {"source": "other"}
    sent = therapist.post("/v1/sheets", params=asked, content=f"{headings}\n{person}").json()
    until(lambda: therapist.get(f"/v1/sheets/{sent['id']}").json()["received"] == 1)
    for step, body in (("triage", SCREENING), ("assessment", ASSESSMENT)):
        answer = therapist.post(f"/v1/referrals/{case_id}/{step}", json=body)
        assert answer.status_code == 200, answer.text
    until(lambda: benefits.get(f"/v1/cases/{case_id}").is_success)
    tested = household(weekly="100.00")
    assert benefits.post(f"/v1/cases/{case_id}/preliminary-tests", json=tested).is_success
    until(lambda: council.case(case_id)["assessment"] and council.case(case_id)["preliminary_test"])
    council.does(case_id, "disability-finding", FINDING)
    shower = works("12000.00")
    shower["estimates"][0]["contractor"] = BUILDER
    council.does(case_id, "application", application(authority=district, works=[shower]))
    until(lambda: benefits.get(f"/v1/cases/{case_id}").json()["applied_on"])
    assert benefits.post(f"/v1/cases/{case_id}/formal-test", json=tested).is_success
    until(lambda: council.case(case_id)["formal_test"])
    council.does(case_id, "decision", {"decided_on": "2026-03-05"})
    Finance(platform, case_id).once(award="12000.00")
    paid_to_the_end(platform, council, case_id)


@DISTRICTS
def test_a_case_taken_over_with_its_application_is_decided_here(platform, district):
    council = Council(platform, "Applied", district)
    case_id = council.brings(APPLIED)
    benefits = platform.client("means_test", "benefits_officer")
    until(lambda: benefits.get(f"/v1/cases/{case_id}").json().get("waiting_for") == "formal_test")
    formal = household(made_on="2026-02-03", weekly="100.00")
    assert benefits.post(f"/v1/cases/{case_id}/formal-test", json=formal).is_success
    platform.tell("grants", assessed(uuid.UUID(case_id), district))
    council.does(case_id, "disability-finding", FINDING)
    whole = application(authority=district, applied_on="2026-02-03")
    council.does(case_id, "application/amendment", {"application": whole, "reason": "The papers"})
    until(lambda: council.case(case_id)["formal_test"])
    decided = council.does(case_id, "decision", {"decided_on": "2026-03-05"})
    assert (decided["state"], decided["determination"]["mandatory_grant"]) == (
        "approved",
        "10000.00",
    )


def test_an_approval_taken_over_can_be_varied_by_the_test_of_before(platform):
    council = Council(platform, "Varied", STROUD)
    case_id = council.brings(APPROVED)
    assert council.case(case_id)["formal_test"]["kind"] == MeansTestKind.FORMAL
    body = {
        "works": [works("13000.00")],
        "services_and_charges": [],
        "cause": "unforeseen_works",
        "reason": "The drain is broken",
    }
    council.does(case_id, "variation", body)
    found = council.officer.get(f"/v1/cases/{case_id}/variation").json()
    assert found["after"]["mandatory_grant"] == "11000.00", found


@DISTRICTS
def test_the_charge_of_a_past_grant_is_demanded_on_a_disposal(platform, district):
    """B123, B124: within its years; what was paid before bounds the demand."""
    council = Council(platform, "Sold", district)
    case_id = council.brings(PAST)
    finance = Finance(platform, case_id)
    account = finance.once(paid="17410.00")
    assert (account["settled_on"], account["left"]) == ("2020-01-15", "0.00")
    council.does(case_id, "disposal", SOLD | {"disposed_on": "2026-03-02"})
    manager = platform.client("grants", "service_manager" if POST[district] else "grant_officer")
    decision = {
        "decided_on": "2026-03-05",
        "demanded": "8000.00",
        "by": POST[district],
        "weighed": [{"matter": m, "found": "Looked at"} for m in MATTERS],
        "because": "They keep what the move costs",
    }
    council.does(case_id, "repayment-decision", decision, manager)
    debts = f"/v1/accounts/{case_id}/recoveries"
    until(lambda: finance.client.get(debts).json()["items"])
    [debt] = finance.client.get(debts).json()["items"]
    assert debt["demand"]["amount"] == "8000.00"


def test_a_past_contribution_counts_in_a_later_test(platform):
    """B112, B113; regulation 13: 3,329.25 less the 1,200.00 of seven years ago."""
    council = Council(platform, "Counts")
    past, later = council.brings(PAST), council.brings(APPLIED | {"Reference": "L"})
    benefits = platform.client("means_test", "benefits_officer")
    until(lambda: benefits.get(f"/v1/earlier-grants/{past}").is_success)
    earlier = benefits.get(f"/v1/earlier-grants/{past}").json()
    assert (earlier["dwelling"], earlier["relevant_people"]) == (None, [])
    del earlier["case_id"]
    tested = household(made_on="2026-02-03")
    home = tested["application"]["dwelling"]
    people = [each["id"] for each in tested["people"]]
    tested["earlier_grants"] = [earlier | {"dwelling": home, "relevant_people": people}]
    until(lambda: benefits.get(f"/v1/cases/{later}").is_success)
    answer = benefits.post(f"/v1/cases/{later}/formal-test", json=tested)
    assert answer.json()["result"]["reduction"] == "2129.25", answer.text
