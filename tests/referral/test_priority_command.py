"""`prioritise` from outside: one list in, one answer out; a bad one is a problem and exit 2."""

import copy
import json
import subprocess
import sys

import pytest

from services.referral.__main__ import add_rules
from services.referral.domain.priority.codes import Reason
from services.referral.in_force.policies import check_all
from shared.commands import service_main
from tests.referral.codes_page import PAGE, page
from tests.referral.waiting import CANNOCK, answered, by_groups, by_points, needing, settings


@pytest.fixture
def run(tmp_path, capfd):
    """Run the command over what is written to a file; its exit code, output and error."""

    def run(written, *options):
        file = tmp_path / "list.json"
        file.write_text(written)
        code = service_main("referral", ["prioritise", str(file), *options], add_rules)
        told = capfd.readouterr()
        return code, told.out, told.err

    return run


def test_a_list_by_points_in_the_published_shape(run):
    case = answered("one", 4, since="2026-06-02", valid_application_on="2026-06-10")
    code, out, _ = run(json.dumps(by_points(case)))
    assert code == 0
    assert json.loads(out) == {
        "scheme": "points",
        "policy_version": "E07000082/2025-04-01",
        "list": [
            {
                "id": "one",
                "place": 1,
                "points": 5,
                "reaches_threshold": False,
                "decide_by": "2026-12-10",
                "near": False,
                "reasons": [
                    {"code": "question_4", "points": 4, "clause": "Stroud App 4 D"},
                    {"code": "waiting", "points": 1, "clause": "Stroud App 4 D"},
                ],
            }
        ],
    }


def test_a_list_by_groups_in_the_published_shape(run):
    code, out, _ = run(json.dumps(by_groups(needing())))
    assert code == 0
    assert json.loads(out) == {
        "scheme": "groups",
        "policy_version": "E07000192/2020-06-01",
        "list": [
            {
                "id": "one",
                "place": 1,
                "group": "low",
                "decide_by": None,
                "near": False,
                "reasons": [{"code": "no_needs", "points": None, "clause": "Cannock Chase 13"}],
            }
        ],
    }


def test_from_outside_over_standard_input():
    done = subprocess.run(
        [sys.executable, "-m", "services.referral", "prioritise", "-"],
        input=json.dumps(by_groups(needing("a"), needing("b", child=True))).encode(),
        capture_output=True,
        check=True,
    )
    assert [place["id"] for place in json.loads(done.stdout)["list"]] == ["b", "a"]


def test_a_bad_line_gives_its_problem_in_its_place_and_the_rest_go_on(run):
    lines = [json.dumps(by_groups(needing("a"))), "{", json.dumps(by_points(answered("b", 1)))]
    code, out, _ = run("\n".join(lines), "--lines")
    first, bad, last = map(json.loads, out.splitlines())
    assert (code, first["scheme"], last["scheme"]) == (0, "groups", "points")
    assert bad["type"] == "urn:dfg:problem:invalid-input"


def changed(waiting, path, new):
    """The same list with one place of it set, or taken out where `new` is `GONE`."""
    waiting = copy.deepcopy(waiting)
    *above, last = path.split("/")
    place = waiting
    for step in above:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if new is GONE:
        del place[last]
    else:
        place[last] = new
    return waiting


GONE = object()
POINTS, GROUPS = by_points(answered("one", 1)), by_groups(needing("one"))


@pytest.mark.parametrize(
    "waiting,path,new",
    [
        (POINTS, "authority", GONE),
        (POINTS, "authority", "E06000001"),
        (POINTS, "authority", 7),
        (POINTS, "on", GONE),
        (POINTS, "on", "2025-03-31"),
        (POINTS, "on", "2026-02-30"),
        (POINTS, "on", "9999-12-31"),
        (GROUPS, "on", "2020-05-31"),
        (POINTS, "settings", GONE),
        (POINTS, "settings/threshold", GONE),
        (POINTS, "settings/threshold", -1),
        (POINTS, "settings/threshold", 1.5),
        (POINTS, "settings/threshold", "20"),
        (POINTS, "settings/threshold", True),
        (POINTS, "settings/waiting", GONE),
        (POINTS, "settings/waiting/points", GONE),
        (POINTS, "settings/waiting/points", -1),
        (POINTS, "settings/waiting/every_months", GONE),
        (POINTS, "settings/waiting/every_months", 0),
        (POINTS, "settings/questions/7", GONE),
        (POINTS, "settings/questions/7", -1),
        (POINTS, "settings/questions/7", 2**80),
        (POINTS, "settings/questions/11", 1),
        (POINTS, "settings/reserve", 1),
        (POINTS, "cases", GONE),
        (POINTS, "cases/0/id", GONE),
        (POINTS, "cases/0/id", 5),
        (POINTS, "cases/0/waiting_since", GONE),
        (POINTS, "cases/0/waiting_since", "2026-09-03"),
        (POINTS, "cases/0/valid_application_on", "2026-09-03"),
        (POINTS, "cases/0/valid_application_on", "2026-07-31"),
        (POINTS, "cases/0/answers", GONE),
        (POINTS, "cases/0/answers/7", GONE),
        (POINTS, "cases/0/answers/7", "yes"),
        (POINTS, "cases/0/answers/7", 1),
        (POINTS, "cases/0/answers/11", True),
        (POINTS, "cases/0/child", False),
        (POINTS, "cases/0/care_act_needs", 0),
        (POINTS, "cases/0/ex_service", False),
        (POINTS, "cases/0/supported_by", None),
        (POINTS, "remark", "x"),
        (GROUPS, "settings", settings()),
        (GROUPS, "settings", None),
        (GROUPS, "cases/0/answers", {}),
        (GROUPS, "cases/0/child", GONE),
        (GROUPS, "cases/0/child", "no"),
        (GROUPS, "cases/0/care_act_needs", GONE),
        (GROUPS, "cases/0/care_act_needs", -1),
        (GROUPS, "cases/0/care_act_needs", 1.5),
        (GROUPS, "cases/0/ex_service", None),
        (GROUPS, "cases/0/supported_by", "nurse"),
        (GROUPS, "cases/0/name", "x"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_input_is_refused_by_its_place(run, waiting, path, new):
    code, out, err = run(json.dumps(changed(waiting, path, new)))
    problem = json.loads(err)
    assert (code, out) == (2, "")
    assert [fault["pointer"] for fault in problem["errors"]] == [f"/{path}"]
    assert all(fault["detail"] for fault in problem["errors"])


def test_an_id_stands_once(run):
    code, _, err = run(json.dumps(by_groups(needing("a"), needing("b"), needing("a"))))
    assert code == 2
    assert [fault["pointer"] for fault in json.loads(err)["errors"]] == ["/cases/2/id"]


def test_a_key_of_the_other_scheme_is_refused_by_the_schemes_name(run):
    _, _, err = run(json.dumps(by_groups(answered("a", 1), authority=CANNOCK)))
    assert "groups (Cannock Chase 13)" in json.loads(err)["detail"]


@pytest.mark.parametrize("written", ["[]", "null", '"list"', "{}", "nothing"])
def test_what_is_no_list_is_refused(run, written):
    code, out, err = run(written)
    assert (code, out, json.loads(err)["status"]) == (2, "", 422)


def test_every_version_of_every_policy_has_a_scheme():
    check_all()


def test_the_page_of_reasons_is_current():
    assert PAGE.read_text() == page(), "run python -m tests.referral.codes_page"
    assert all(code.meaning for code in Reason)
