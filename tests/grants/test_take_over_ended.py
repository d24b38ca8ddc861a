"""Cases that a council refused, approved at nil or gave up, and those of before every edition known."""

import hashlib

import pytest

from services.grants.data import layout
from services.grants.domain.casework.entries_of_take_over import OldCase
from services.grants.domain.casework.take_over_rows import OldRow
from tests.grants.cases import CANNOCK, works
from tests.grants.take_over import (
    APPLIED,
    APPROVED,
    LATELY_REFUSED,
    NIL_GRANT,
    PAST,
    REFUSED,
    WITHDRAWN,
    Council,
)
from tests.grants.test_service import application, awaited
from tests.grants.test_take_over_stories import DISTRICTS, Finance
from tests.platform.running import GLOUCESTER, STROUD, until

EARLY = {"Applied on": "03/11/2025", "Approved on": "12/01/2026"}
"""Before the first edition of Gloucester's policy that is known here, of 1 February 2026."""
UNKNOWN = "not known here"


def reasons(case):
    return [(r["code"], r["clause"]) for r in case["determination"]["reasons"]]


@DISTRICTS
def test_a_refusal_of_before_is_kept_with_its_reason_and_closed(platform, district):
    council = Council(platform, "Refused", district)
    case = council.case(council.brings(REFUSED))
    assert (case["state"], case["decided_on"], case["closed_on"]) == (
        "closed",
        "2023-07-03",
        "2023-09-01",
    )
    assert case["determination"]["outcome"] == "refused"
    assert reasons(case) == [("not_reasonable_and_practicable", "guidance B84")]
    assert case["clocks"] == []
    assert [kind for kind, _ in platform.told("grants", case["case_id"])] == ["grants.taken-over"]


@DISTRICTS
def test_a_refusal_that_may_be_looked_at_again_is_decided_again_here(platform, district):
    """28 days from the decision in Gloucester (9) and Stroud (App 4 11)."""
    council = Council(platform, "Lately refused", district)
    case_id = council.brings(LATELY_REFUSED)
    case = council.case(case_id)
    assert [(c["limit"], c["by"]) for c in case["clocks"]] == [("review_request", "2026-03-30")]
    told = [kind for kind, _ in platform.told("grants", case_id)]
    assert told == ["grants.application-completed", "grants.refused", "grants.taken-over"]
    council.does(case_id, "review", {"asked_on": "2026-03-10", "reason": "Look again"})
    again = {"answered_on": "2026-03-10", "outcome": "decided_again", "reason": "It was right"}
    if post := council.case(case_id)["review"]["answered_by"]:
        again |= {"by": post}
    other = platform.client("grants", post or "grant_officer", sub="somebody else")
    assert council.does(case_id, "review/answer", again, other)["state"] == "applied"


@DISTRICTS
def test_a_case_that_was_given_up_is_kept_with_its_reasons(platform, district):
    council = Council(platform, "Withdrawn", district)
    case = council.case(council.brings(WITHDRAWN))
    ended = case["withdrawal"]
    assert (case["state"], ended["reason"], ended["because"]) == (
        "closed",
        "applicant_withdrew",
        "contribution_too_high",
    )
    assert case["determination"] is None
    [(_, told)] = platform.told("grants", case["case_id"])
    assert (told["stage"], told["reduction"], told["awards"]) == ("withdrawn", None, [])


@pytest.mark.parametrize("paid, counts", [("0.00", False), ("400.00", True)])
def test_what_ended_unpaid_reduces_nothing_later(platform, paid, counts):
    """Regulation 13(4)."""
    council = Council(platform, f"Given up {paid}")
    approved = {
        "Means test": "assessed",
        "Reduction": "1200.00",
        "Approved on": "4 March 2024",
        "Mandatory grant": "9000.00",
        "Paid": paid,
    }
    case_id = council.brings(WITHDRAWN | approved)
    assert council.case(case_id)["paid"] == paid
    [(_, told)] = platform.told("grants", case_id)
    assert (told["reduction"] == "1200.00") is counts


@DISTRICTS
def test_a_nil_grant_of_before_needs_no_certified_date_and_counts_once_its_works_were_done(
    platform, district
):
    """B114; regulation 13(4)."""
    council = Council(platform, "Nil", district)
    undone, done = NIL_GRANT, NIL_GRANT | {"Reference": "D", "Certified on": "2 November 2021"}
    benefits = platform.client("means_test", "benefits_officer")
    for row, counts in ((undone, False), (done, True)):
        case_id = council.brings(row)
        case = council.case(case_id)
        assert (case["state"], case["determination"]["outcome"]) == ("closed", "nil_grant")
        until(lambda: benefits.get(f"/v1/earlier-grants/{case_id}").is_success)  # noqa: B023
        earlier = benefits.get(f"/v1/earlier-grants/{case_id}").json()
        assert (earlier["works_satisfactory"], earlier["grant_paid"]) == (counts, False)


def test_what_was_decided_before_every_edition_known_is_said_to_be_so(platform):
    """No figure is made up: the decision stands, and what follows goes by the edition in force."""
    council = Council(platform, "Before")
    case_id = council.brings(APPROVED | EARLY)
    case = council.case(case_id)
    made = case["determination"]
    assert (made["policy_version"], made["mandatory_grant"]) == (UNKNOWN, "10000.00")
    assert "under its policy of that time" in made["working"][0]["says"]
    assert [(c["limit"], c["by"]) for c in case["clocks"]] == [("completion", "2027-01-12")]
    edition = f"{GLOUCESTER}/2026-02-01"
    told = {body["policy_version"] for kind, body in platform.told("grants", case_id) if "policy_version" in body}  # fmt: skip
    assert told == {edition}
    assert Finance(platform, case_id).once(award="10000.00")["policy_version"] == edition
    varied = {"works": [works("13000.00")], "services_and_charges": [], "cause": "unforeseen_works"}
    council.does(case_id, "variation", varied | {"reason": "The drain is broken"})
    after = council.officer.get(f"/v1/cases/{case_id}/variation").json()["after"]
    assert (after["policy_version"], after["mandatory_grant"]) == (edition, "11000.00")
    more = {"asked_on": "2026-03-10", "until": "2027-04-12", "reason": "The lift is late"}
    assert council.does(case_id, "extension", more)["extended_until"] == "2027-04-12"
    certified = council.does(case_id, "works-certification", {"certified_on": "2026-03-09"})
    assert certified["state"] == "certified"


@pytest.mark.parametrize("district, known", [(CANNOCK, True), (STROUD, False), (GLOUCESTER, False)])
def test_a_past_case_names_an_edition_only_where_one_was_in_force(platform, district, known):
    """Cannock Chase has one of June 2020, the others their first of 2025 and 2026."""
    council = Council(platform, "Edition", district)
    later = {"Applied on": "1 July 2020", "Approved on": "2 August 2020"}
    days = {"Certified on": "8 November 2020", "Charge registered on": "2 December 2020"}
    case = council.case(council.brings(PAST | later | days | {"Closed on": "15 January 2021"}))
    version = case["determination"]["policy_version"]
    assert version == (f"{CANNOCK}/2020-06-01" if known else UNKNOWN)


def test_an_application_waits_for_the_policy_of_its_day(platform):
    why = Council(platform, "Undecided").refused(APPLIED | {"Applied on": "03/11/2025"})
    assert "no policy of E07000081 covers 2025-11-03" in why


def test_an_amendment_of_what_was_brought_undecided_waits_for_its_test(platform):
    council = Council(platform, "Amended")
    case_id = council.brings(APPLIED)
    whole = application(applied_on="2026-02-03")
    body = {"application": whole, "reason": "The papers"}
    answer = council.officer.post(f"/v1/cases/{case_id}/application/amendment", json=body)
    assert "means test" in awaited(answer)


def test_a_row_that_was_taken_before_there_were_these_columns_is_known_by_its_old_fingerprint():
    case = OldCase(reference="E", stage="enquiry")
    said = (
        '{"reference":"E","stage":"enquiry","offered_on":null,"offered":null,"applied_on":null,'
        '"applicant":null,"applicant_age":null,"person_age":null,"dwelling":null,'
        '"years_there":null,"works":[],"test":null,"reduction":null,"approved_on":null,'
        '"mandatory":null,"help":null,"help_amount":null,"charge":null,"charge_years":null,'
        '"contribution_received":"0.00","paid":"0.00","complete_by":null,"certified_on":null,'
        '"settled_on":null,"charge_registered_on":null,"closed_on":null}'
    )
    expected = hashlib.sha256(said.encode()).hexdigest()
    assert OldRow(2, (), None, case).fingerprint == expected
    assert {"refused_on", "refusal", "withdrawal", "because"} <= {c.at for c in layout().columns}
