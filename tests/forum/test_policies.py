"""What each district has adopted, since when, and what is due for review (guidance 3.27, 3.30)."""

import datetime as dt

import pytest

from services.forum.domain.reviews import ReviewState, review_day, review_state
from shared import policies
from shared.policies import authorities
from tests.platform.answers import problem

CANNOCK, CHELTENHAM, GLOUCESTER, STROUD = "E07000192", "E07000078", "E07000081", "E07000082"


@pytest.fixture
def shown(platform):
    county = platform.client("forum", "forum_analyst")

    def ask(on=None):
        answer = county.get("/v1/policies", params={"on": on} if on else {})
        assert answer.status_code == 200, answer.text
        return {each["authority"]: each for each in answer.json()["items"]}

    return ask


def state(authority, on):
    return review_state(policies.versions(authority)[-1], dt.date.fromisoformat(on))


def test_every_district_is_there_with_its_edition_and_its_first_day(shown):
    found = shown()
    assert set(found) == set(authorities())
    stroud = found[STROUD]
    assert (stroud["version"], stroud["since"]) == ("E07000082/2025-04-01", "2025-04-01")
    assert (stroud["adopted_on"], stroud["clause"]) == (
        "2025-03-19",
        "Stroud Document Version Control",
    )
    assert stroud["own_document"] is True


def test_a_day_left_open_is_not_guessed(shown):
    gloucester = shown()[GLOUCESTER]
    assert gloucester["adopted_on"] is None
    assert "left open" in gloucester["adoption_reading"]
    assert gloucester["minor_changes_by"].startswith("corporate director")


def test_a_district_without_a_document_of_its_own_is_told_apart(shown):
    cheltenham = shown()[CHELTENHAM]
    assert cheltenham["own_document"] is False
    assert (cheltenham["review"], cheltenham["review_by"]) == ("unknown", None)
    assert "county template" in cheltenham["source"]


def test_on_a_day_before_a_policy_there_is_none(shown):
    assert set(shown("2025-03-31")) == {CANNOCK}
    assert GLOUCESTER in shown("2026-02-01")


def test_a_day_before_the_law_s_own_figures_is_refused(platform):
    county = platform.client("forum", "forum_analyst")
    problem(county.get("/v1/policies", params={"on": "2008-05-21"}), "no-policy", 422)


@pytest.mark.parametrize("authority", authorities())
def test_the_public_summary_is_plain_and_there(shown, authority):
    summary = shown()[authority]["summary"]
    assert summary.startswith("If a disabled person needs changes to the home")
    assert "30,000 pounds" in summary


@pytest.mark.parametrize(
    "authority, on, expected",
    [
        (STROUD, "2026-09-29", ReviewState.LATER),
        (STROUD, "2026-09-30", ReviewState.DUE),
        (STROUD, "2027-03-31", ReviewState.DUE),
        (STROUD, "2027-04-01", ReviewState.OVERDUE),
        (CANNOCK, "2026-03-10", ReviewState.OVERDUE),
        (CHELTENHAM, "2099-01-01", ReviewState.UNKNOWN),
    ],
)
def test_a_review_is_due_six_months_before_its_day_and_overdue_after_it(authority, on, expected):
    assert state(authority, on) is expected


def test_where_no_day_is_set_the_longest_time_between_two_counts():
    """Gloucester's policy of February 2026 is reviewed after five years at the most (3)."""
    assert review_day(policies.versions(GLOUCESTER)[-1]) == dt.date(2031, 2, 1)


def test_offers_are_told_with_their_most_and_their_clause(shown):
    offers = {o["kind"]: o for o in shown()[GLOUCESTER]["offers"] if not o["destinations"]}
    assert (offers["top_up"]["most"], offers["top_up"]["clause"]) == ("40000.00", "Gloucester B2.3")
    assert offers["hospital_discharge"]["most"] == "30000.00", "the statutory maximum"


def test_a_minor_change_under_delegation_is_told_beside_the_policy():
    """None was published of these policies: how one is stated (guidance 3.30)."""
    adoption = policies.Adoption.model_validate(
        {
            "clause": "Stroud Document Version Control",
            "minor_changes_by": "the council",
            "amendments": [
                {
                    "made_on": dt.date(2026, 4, 1),
                    "by": "the council",
                    "what": "The limit of the hoarding grant is 6,000.",
                    "clause": "Stroud App 4 6",
                }
            ],
        }
    )
    assert adoption.amendments[0].what.endswith("6,000.")
