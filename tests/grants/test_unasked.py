"""What an application states and nothing turns on is said in the working, with the clause."""

import pytest

from tests.grants.cases import GLOUCESTER, STROUD, ask, decided, works

AWARDED = {"approved_on": "2024-02-02", "amount": "100.00"}


def told(authority=GLOUCESTER, **changes):
    """What the working says beyond that of the plain case."""
    plain = {line["says"] for line in decided(authority=authority)["working"]}
    lines = decided(authority=authority, **changes)["working"]
    return {(line["says"], line["clause"]) for line in lines if line["says"] not in plain}


@pytest.mark.parametrize(
    "changes, says, clause",
    [
        (
            {"applicant": {"kind": "private_tenant", "lease_years_left": 3}},
            "a lease is looked at for an owner alone",
            "guidance B22",
        ),
        (
            {"applicant": {"kind": "private_tenant", "long_term_foster_carer": True}},
            "no charge falls on who is no owner, placement or not",
            "Gloucester A Local Land Charge",
        ),
        (
            {"applicant": {"landlord_consent": "refused"}},
            "an owner needs nobody's consent",
            "Gloucester A The Applicant",
        ),
        (
            {"disabled_person": {"veteran": True}},
            "has served: regard is had to the Armed Forces Covenant",
            "guidance 3.48",
        ),
        (
            {"dwelling": {"shorter_period_reason": "health"}},
            "the whole period is meant: no reason for less is asked",
            "Gloucester 6(4)",
        ),
        (
            {"good_reason_for_early_start": True},
            "a good reason for beginning early does not count: the works are not begun",
            "Gloucester 6(5)",
        ),
        (
            {"works": [works(reasonable_for_owner_to_do=False)]},
            "w1: the owner is not bound to do it, reasonable or not",
            "Gloucester 6(3)",
        ),
        (
            {"waived": ["application_form"]},
            "cannot be waived, or need not be: application_form",
            "guidance 5.6",
        ),
        (
            {"earlier_awards": [{"kind": "mandatory"} | AWARDED]},
            "mandatory of 100.00, approved on 2024-02-02: counted by the test of resources",
            "guidance B113",
        ),
        (
            {"earlier_awards": [{"kind": "top_up"} | AWARDED]},
            "top_up of 100.00, approved on 2024-02-02: nothing that is asked for counts it",
            "Gloucester B1.1",
        ),
        (
            {
                "works": [works("31000.00")],
                "assistance": [ask("top_up")],
                "earlier_awards": [{"kind": "top_up"} | AWARDED],
            },
            "top_up of 100.00, approved on 2024-02-02: counted by its date",
            "Gloucester B2.3",
        ),
    ],
)
def test_a_fact_without_effect_is_said_to_have_none(changes, says, clause):
    assert (says, clause) in told(**changes)


def test_papers_that_nobody_asks_for_are_named():
    came_in = ["application_form", "estimatez", "birth_certificate"]
    assert ("not asked for: estimatez, birth_certificate", "guidance 5.6") in told(
        documents=came_in
    )


def test_what_counts_is_not_said_not_to():
    says = {
        line
        for line, _ in told(
            STROUD,
            applicant={"lease_years_left": 30},
            works_state="started",
            good_reason_for_early_start=True,
        )
    }
    assert not any("does not count" in line or "alone" in line for line in says)
