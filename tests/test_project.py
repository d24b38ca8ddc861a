"""What the project says of itself is so: where changes belong, what is run first, what CI runs."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
CHANGES = re.findall(
    r"^\| (\d+)\. [^|]*\| ([^|]*) \|$", (ROOT / "docs/contributing.md").read_text(), re.MULTILINE
)


def places(told):
    """The paths of the project that are named; a part in angle brackets or dots is any."""
    named = re.findall(r"`([\w./<> *…-]*/[\w./<> *…-]*)`", told)
    return [re.sub(r"<[^>]*>|…", "*", place) for place in named]


def test_twenty_changes_are_listed():
    assert [int(number) for number, _ in CHANGES] == list(range(1, 21))


@pytest.mark.parametrize("number, told", CHANGES)
def test_where_a_change_belongs_there_is_such_a_place(number, told):
    for place in places(told):
        assert list(ROOT.glob(place.removesuffix("/"))), place


def test_the_readme_begins_with_the_two_commands():
    block = re.search(r"```\w*\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert [line.split("#")[0].strip() for line in block[1].splitlines()] == [
        "make run",
        "make test",
    ]


def test_hosted_ci_runs_what_stands_in_the_project():
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    [job] = workflow["jobs"].values()
    assert job["steps"][-1] == {"run": ".ci/run"}
    told = (ROOT / ".ci/run").read_text()
    assert "make check" in told
    assert "make test" in told
