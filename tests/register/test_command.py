"""The public command, run as its users run it."""

import json
import subprocess
import sys

import pytest

from tests.register.homes import answers


def run(text, *options):
    return subprocess.run(
        [sys.executable, "-m", "services.register", "categorise", "-", *options],
        input=text if isinstance(text, str) else json.dumps(text),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_home_is_categorised():
    done = run(answers())
    assert done.returncode == 0
    result = json.loads(done.stdout)
    assert result["category"] == "A"
    assert set(result) == {
        "category",
        "ordinal",
        "sections",
        "fired",
        "unknown",
        "completeness",
        "provisional",
        "flags",
        "computed_category",
        "rule_set",
    }
    assert list(result["sections"]) == [
        "main_access",
        "second_exit",
        "essential_facilities",
        "through_floor_lift",
        "communal_lift",
        "wheelchair_storage",
        "separate_wc",
        "bathroom",
        "hallway",
        "internal_doors",
        "kitchen",
        "general_access",
        "not_assessed",
    ]


def test_bad_input_is_a_problem_on_standard_error_and_exits_2():
    done = run({"bedrooms": "two", "hall": {"width": 900}})
    assert (done.returncode, done.stdout) == (2, "")
    problem = json.loads(done.stderr)
    assert {e["pointer"] for e in problem["errors"]} == {"/bedrooms", "/hall/width"}


BAD = [
    ({"bedrooms": True}, "/bedrooms"),
    ({"bedrooms": 2.5}, "/bedrooms"),
    ({"hall.turning_width": -1}, "/hall/turning_width"),
    ({"hall.turning_width": "1200"}, "/hall/turning_width"),
    ({"entry_level": "first"}, "/entry_level"),
    ({"internal.rooms_on_access_level": ["attic"]}, "/internal/rooms_on_access_level/0"),
    ({"kitchen.turning": [1500]}, "/kitchen/turning/1"),
    ({"bathroom.level_access_shower": "yes"}, "/bathroom/level_access_shower"),
    ({"rule_set": "mine"}, "/rule_set"),
    ({"override": {"category": "A"}}, "/override/by"),
    (
        {"override": {"category": "H", "reason": "x", "by": "y", "on": "2026-01-01"}},
        "/override/category",
    ),
    ({"override": {"category": "A", "reason": "x", "by": "y", "on": "1 May"}}, "/override/on"),
    ({"landlord": {"kind": "crown"}}, "/landlord/kind"),
    ({"uprn": "100080000000"}, "/uprn"),
    ({"postcode": "GL5"}, "/postcode"),
    ({"identical_homes": ["99999999999"]}, "/identical_homes/0"),
    ({"fourth_exit": None}, "/fourth_exit"),
]


def test_many_homes_one_a_line_in_order_with_problems_in_their_places():
    lines = [answers(), *(answers(changes) for changes, _ in BAD), answers({"internal.steps": 1})]
    done = run("\n".join([*map(json.dumps, lines), "not json", "[]"]), "--lines")
    assert (done.returncode, done.stderr) == (0, "")
    first, *bad, last, no_json, no_object = map(json.loads, done.stdout.splitlines())
    assert (first["category"], last["category"]) == ("A", "F")
    for (_, pointer), problem in zip(BAD, bad, strict=True):
        assert pointer in {e["pointer"] for e in problem["errors"]}
    assert no_json["status"] == no_object["status"] == 422


@pytest.mark.parametrize("options", [[], ["--lines"]])
def test_a_file_that_is_not_there_is_a_problem(options):
    done = subprocess.run(
        [sys.executable, "-m", "services.register", "categorise", "nowhere.json", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert json.loads(done.stderr)["title"] == "The input is not valid"
