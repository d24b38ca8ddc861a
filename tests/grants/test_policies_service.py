"""Policies over HTTP, for a forum's chair without files: side by side, and what if."""

import csv
import datetime as dt
import io
import json
import subprocess
import sys
import uuid
from decimal import Decimal

import pytest

from services.grants.domain.determination.trial import Trial
from services.grants.domain.policy.comparison import Comparison
from services.grants.policies import working_out
from services.grants.policies.commands import note_part
from services.grants.policies.printing import as_csv
from services.grants.policies.what_if import Proposed, compared, tried, with_cases
from tests.files import samples
from tests.grants.cases import ask, works
from tests.grants.cases import case as stated
from tests.grants.test_service import SUPPLIED, GrantCase, application
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD, until

WHAT_IFS = "/v1/policies/what-ifs"
TOP_UP = {"at": "offers.top_up.limit.amount", "to": "50000.00"}
DEAR = {"works": [works("80000.00")], "assistance": [ask("top_up")]}


@pytest.fixture
def chair(platform):
    return platform.client("grants", "forum_analyst")


def trial(*changes, authority=GLOUCESTER):
    return {"authority": authority, "on": "2026-03-02", "changes": list(changes)}


def asked(client, *changes, **named):
    """Where the trial is that was asked for."""
    answer = client.post(WHAT_IFS, json=trial(*changes, **named))
    assert answer.status_code == 201, answer.text
    return answer.headers["location"]


def worked_out(client, place):
    until(lambda: client.get(place).json()["finished_at"])
    return client.get(place).json()


def what_if(client, *changes, **named):
    """What it comes to, once it is worked out."""
    shown = worked_out(client, asked(client, *changes, **named))
    assert (shown["failure"], shown["looked_at"]) == (None, shown["cases"])
    return shown["found"]


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


def test_an_application_whose_papers_are_filed_is_complete(platform, chair):
    before = float(what_if(chair, TOP_UP)["effects"]["before"]["mandatory"])
    case = GrantCase(platform).assessed()
    for code in SUPPLIED:
        sent = case.officer.post(
            f"/v1/cases/{case.id}/documents",
            params={"shows": code, "name": "paper.pdf"},
            content=samples.PDF,
            headers={"content-type": "application/octet-stream"},
        )
        assert sent.status_code == 201, sent.text
    case.does("application", application(documents=[], works=[works("10000.00")]))
    after = float(what_if(chair, TOP_UP)["effects"]["before"]["mandatory"])
    assert after == before + 10000


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
    answer = chair.post(WHAT_IFS, json=trial(change))
    problem(answer, "invalid-input", 422, pointer)


def test_a_district_out_of_reach_is_not_found(platform):
    officer = platform.client("grants", "gloucester_grant_officer")
    answer = officer.post(WHAT_IFS, json=trial(TOP_UP, authority=STROUD))
    assert answer.status_code == 404


def test_whoever_reads_one_case_alone_has_no_district_tried(platform):
    narrow = platform.client("grants", "grant_officer", dfg_case=str(uuid.uuid4()))
    assert narrow.post(WHAT_IFS, json=trial(TOP_UP)).status_code == 404


def test_the_answer_comes_at_once_and_tells_what_changes(chair):
    """The cases are worked out by a job: no request waits for it."""
    answer = chair.post(WHAT_IFS, json=trial(TOP_UP))
    shown = answer.json()
    assert (shown["finished_at"], shown["looked_at"]) == (None, 0)
    assert [c["after"] for c in shown["found"]["changes"]] == ["50000.00"]
    place = answer.headers["location"]
    assert worked_out(chair, place)["asked"] == trial(TOP_UP)


def test_it_is_kept_for_whoever_asked_and_for_nobody_else(platform, chair):
    platform.now += dt.timedelta(minutes=1)
    first, second = asked(chair, TOP_UP), asked(chair, TOP_UP)
    listed = chair.get(WHAT_IFS, params={"limit": 2}).json()["items"]
    assert {item["id"] for item in listed} == {p.rpartition("/")[2] for p in (first, second)}
    other = platform.client("grants", "forum_analyst", sub="another")
    problem(other.get(first), "not-found", 404)
    assert other.get(WHAT_IFS).json()["items"] == []
    for place in (first, second):
        worked_out(chair, place)


def test_it_is_forgotten_after_ninety_days(platform, chair):
    place = asked(chair, TOP_UP)
    worked_out(chair, place)
    platform.now += dt.timedelta(days=91)
    until(lambda: chair.get(place).status_code == 404)


def test_ten_of_one_caller_wait_at_most(platform):
    busy = platform.client("grants", "forum_analyst", sub="busy")
    place = asked(busy, TOP_UP)
    worked_out(busy, place)
    platform.sql(
        "INSERT INTO grants.what_ifs SELECT gen_random_uuid(), district, by, asked, 0, 0, found,"
        " started_at FROM grants.what_ifs, generate_series(1, 10) WHERE id = $1",
        uuid.UUID(place.rpartition("/")[2]),
    )
    problem(busy.post(WHAT_IFS, json=trial(TOP_UP)), "too-many-requests", 429)
    platform.sql("DELETE FROM grants.what_ifs WHERE by = 'busy'")


def test_what_ends_in_the_middle_is_gone_on_with_and_counts_no_case_twice(
    platform, chair, monkeypatch
):
    """The job stands where its last part was committed, as after a process was killed."""
    for _ in range(3):
        GrantCase(platform).applied(**DEAR)
    whole, begun = what_if(chair, TOP_UP), []

    def in_this_process(proposal, lines, read, few, first):
        begun.append(first)
        return tried(proposal, lines, read, first=first)

    async def fail_once(uow, trial_id, part, cases):
        begun.append("part")
        if begun.count("part") == 2:
            raise RuntimeError
        await note_part(uow, trial_id, part, cases)

    part = max(1, whole["effects"]["cases"] // 3)
    monkeypatch.setattr(working_out, "PART", part)
    monkeypatch.setattr(working_out, "tried", in_this_process)
    monkeypatch.setattr(working_out, "note_part", fail_once)
    assert what_if(chair, TOP_UP) == whole
    assert begun[:4] == [1, "part", "part", part + 1]


def test_what_the_policy_of_a_new_release_has_no_place_for_fails_in_words(platform, chair):
    """The job is made to begin anew. With a case worked out before, its end is another step then."""
    GrantCase(platform).applied()
    place = asked(chair, TOP_UP)
    worked_out(chair, place)
    made = uuid.UUID(place.rpartition("/")[2])
    platform.sql(
        "UPDATE grants.what_ifs SET finished_at = NULL,"
        " asked = jsonb_set(asked, '{changes,0,at}', '\"offers.gold_taps\"') WHERE id = $1",
        made,
    )
    platform.sql(
        "UPDATE grants.inbox SET handled_at = NULL, cursor = NULL"
        " WHERE type = 'grants.what-if-due' AND data::jsonb ->> 'what_if_id' = $1",
        str(made),
    )
    why = "/changes/0/at: no value of the policy stands there"
    assert worked_out(chair, place)["failure"] == why


def test_what_two_parts_come_to_is_what_all_cases_come_to():
    kinds = ["owner_occupier", "private_tenant"]
    shapes = [
        stated(
            reduction=f"{1700 * n}.00",
            works=[works(f"{9000 * n + 1}.00")],
            applicant={"kind": kinds[n % 2]},
            assistance=[ask("top_up")],
        )
        for n in range(9)
    ]
    lines = [json.dumps(each).encode() for each in [*shapes, {}]]
    proposal = Proposed(
        Trial.model_validate(trial({"at": "offers.top_up.limit.amount", "to": "1.00"}))
    )
    whole = with_cases(compared(proposal), tried(proposal, lines))
    parts = with_cases(compared(proposal), tried(proposal, lines[:4]))
    parts = with_cases(parts, tried(proposal, lines[4:], first=5))
    assert parts == whole
    assert (whole.effects.cases, [each.line for each in whole.unread]) == (9, [10])
