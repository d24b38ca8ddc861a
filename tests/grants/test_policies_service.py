"""Policies over HTTP, for a forum's chair without files: side by side, and what if."""

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal

import pytest

from services.grants.domain.policy.comparison import Comparison
from services.grants.policies.printing import as_csv
from tests.grants.cases import ask, works
from tests.grants.test_service import GrantCase, application
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD

TOP_UP = {"at": "offers.top_up.limit.amount", "to": "50000.00"}
DEAR = {"works": [works("80000.00")], "assistance": [ask("top_up")]}


@pytest.fixture
def chair(platform):
    return platform.client("grants", "forum_analyst")


def trial(*changes, authority=GLOUCESTER):
    return {"authority": authority, "on": "2026-03-02", "changes": list(changes)}


def what_if(client, *changes, **named):
    answer = client.post("/v1/policies/what-if", json=trial(*changes, **named))
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_chair_sees_the_same_comparison_as_the_command_prints(chair):
    answer = chair.get("/v1/policies/comparison", params={"on": "2026-11-24"})
    assert answer.status_code == 200
    command = [sys.executable, "-m", "services.grants", "policies", "compare", "--on", "2026-11-24"]
    printed = subprocess.run(command, capture_output=True, check=True)
    assert answer.json() == json.loads(printed.stdout)
    shown = list(csv.DictReader(io.StringIO(as_csv(Comparison.model_validate(answer.json())))))
    assert {row["name"] for row in shown} >= {"Gloucester City", "Stroud", "Cannock Chase"}


def test_who_neither_reads_grants_nor_the_forum_sees_no_policies(platform):
    other = platform.client("grants", "finance")
    assert other.get("/v1/policies/comparison").status_code == 403


def test_what_a_changed_figure_means_over_the_live_caseload(platform, chair):
    """The same sums as `policies try` would give over these cases."""
    before = what_if(chair, TOP_UP)["effects"]
    GrantCase(platform).applied(**DEAR)
    GrantCase(platform).approved()
    answer = what_if(chair, TOP_UP)
    assert [(c["at"], c["before"], c["after"]) for c in answer["changes"]] == [
        ("offers.top_up.limit.amount", "40000.00", "50000.00")
    ]
    after = answer["effects"]
    assert after["cases"] == before["cases"] + 2
    assert Decimal(after["gain"]) - Decimal(before["gain"]) == 10000
    assert answer["unread"] == []


def test_what_has_ended_was_only_assessed_or_is_another_districts_is_left_out(platform, chair):
    before = what_if(chair, TOP_UP)["effects"]["cases"]
    GrantCase(platform).assessed()
    elsewhere = GrantCase(platform, STROUD).assessed()
    elsewhere.does("application", application(authority=STROUD))
    ended = GrantCase(platform).applied()
    ended.does("withdrawal", {"reason": "applicant_withdrew", "withdrawn_on": "2026-03-03"})
    assert what_if(chair, TOP_UP)["effects"]["cases"] == before


def test_an_application_counts_as_it_was_last_amended(platform, chair):
    before = float(what_if(chair, TOP_UP)["effects"]["before"]["mandatory"])
    amended = GrantCase(platform).applied(works=[works("10000.00")])
    stated_now = application(works=[works("9000.00")])
    amended.does(
        "application/amendment", {"application": stated_now, "reason": "the estimate fell"}
    )
    after = float(what_if(chair, TOP_UP)["effects"]["before"]["mandatory"])
    assert after == before + 9000


@pytest.mark.parametrize(
    "change, pointer",
    [
        ({"at": "offers.gold_taps.limit.amount", "to": "1.00"}, "/changes/0/at"),
        ({"at": "offers.top_up.limit", "to": "1.00"}, "/changes/0/at"),
        ({"at": "offers.top_up.limit.amount", "to": "much"}, "/changes"),
        ({"at": "maximum.amount", "to": "90000.00"}, "/changes/0/at"),
    ],
)
def test_a_change_that_no_policy_can_have_is_refused(chair, change, pointer):
    answer = chair.post("/v1/policies/what-if", json=trial(change))
    problem(answer, "invalid-input", 422, pointer)


def test_a_district_out_of_reach_is_not_found(platform):
    officer = platform.client("grants", "gloucester_grant_officer")
    answer = officer.post("/v1/policies/what-if", json=trial(TOP_UP, authority=STROUD))
    assert answer.status_code == 404
