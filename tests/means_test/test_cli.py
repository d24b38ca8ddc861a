"""Contract 1 from outside: keys, exit codes, problems, lines."""

import json
import subprocess
import sys

import pytest

from tests.means_test.households import GLOUCESTER, household, income, person

KEYS = [
    "outcome",
    "relevant_people",
    "applicable_amount",
    "income",
    "tariff_income",
    "financial_resources",
    "excess",
    "assessed_reduction",
    "earlier_grants_deducted",
    "reduction",
    "statutory",
    "parameter_set",
    "local_rules",
    "working",
]


def run(*arguments, text=None):
    command = [sys.executable, "-m", "services.means_test", "calculate", *arguments]
    return subprocess.run(command, input=text, capture_output=True, check=False, text=True)


def test_a_single_disabled_owner_from_standard_input():
    done = run("-", text=json.dumps(household(income=[income("221.80")])))

    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert list(answer) == KEYS
    assert answer["assessed_reduction"] == answer["reduction"] == "3329.25"
    assert answer["statutory"] == {"outcome": "assessed", "reduction": "3329.25"}
    assert {"step", "of", "item", "amount", "provision"} == set(answer["working"][0])


def test_bad_input_is_a_problem_on_standard_error(tmp_path):
    file = tmp_path / "household.json"
    file.write_text(json.dumps(household(income=[income("10.00", kind="pocket_money")])))

    done = run(str(file))

    assert (done.returncode, done.stdout) == (2, "")
    problem = json.loads(done.stderr)
    assert problem["type"] == "urn:dfg:problem:invalid-input"
    assert [e["pointer"] for e in problem["errors"]] == ["/income/0/kind"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"a household"'])
def test_what_is_no_household_at_all(text):
    done = run("-", text=text)

    assert done.returncode == 2
    assert json.loads(done.stderr)["status"] == 422


def test_a_file_that_is_not_there():
    assert run("nowhere.json").returncode == run("--lines", "nowhere.jsonl").returncode == 2


def test_a_bad_line_gives_a_problem_in_its_place_and_the_rest_go_on():
    good = json.dumps(household(income=[income("221.80")]))
    early = json.dumps(household(application={"made_on": "2005-12-30"}))

    done = run("--lines", "-", text=f"{good}\nnot json\n{early}\n{good}")

    first, second, third, fourth = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert first == fourth
    assert second["status"] == third["status"] == 422
    assert third["errors"][0]["pointer"] == "/application/made_on"


def test_many_lines_come_back_in_order():
    amounts = [f"{100 + i / 100:.2f}" for i in range(900)]
    text = "\n".join(json.dumps(household(income=[income(a)])) for a in amounts)

    done = run("--lines", "-", text=text)

    assert [json.loads(line)["income"] for line in done.stdout.splitlines()] == amounts


def test_an_authority_that_no_policy_covers_on_the_day():
    """A date before a policy begins is refused, like any date that nothing covers."""
    application = {"authority": GLOUCESTER, "made_on": "2026-01-31"}

    done = run("-", text=json.dumps(household(person(), application=application)))

    assert done.returncode == 2
    assert json.loads(done.stderr)["errors"][0]["pointer"] == "/application/authority"
