"""What is JSON at every door: each key once, money as pounds and pence."""

import json

import pytest

from services.grants.in_force.law import answer as determine
from services.means_test.calculate import calculate
from shared.cli import answer_line
from shared.parsing import parse
from shared.problems import InvalidInput
from shared.web.desk import MOST_VALUES
from tests.grants.cases import ask, works
from tests.grants.cases import case as a_case
from tests.grants.test_service import GrantCase, application
from tests.means_test.households import household, income, savings
from tests.platform.answers import nothing_changes, problem

CASE = a_case(works=[works(), works(id="w2")], assistance=[ask("top_up", "10.50")])
HOUSEHOLD = household(income=[income("221.80")], capital=[savings("6000.00")])


class Twice(dict):
    """Writes its first key once more at its end."""

    def items(self):
        first = next(iter(super().items()))
        return [*super().items(), first]


def objects(value, path=()):
    if isinstance(value, dict) and value:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inner if isinstance(value, (dict, list)) else ():
        if isinstance(each, (dict, list)):
            yield from objects(each, (*path, name))


def with_a_key_twice(value, path):
    """The text of the value in which the object at that path names its first key again."""
    if not path:
        return Twice(value)
    made = value.copy()
    made[path[0]] = with_a_key_twice(value[path[0]], path[1:])
    return made


@pytest.mark.parametrize("value", [CASE, HOUSEHOLD], ids=["case", "household"])
def test_a_key_that_stands_twice_is_bad_input_wherever_it_stands(value):
    places = list(objects(value))
    assert len(places) > 4
    for path in places:
        made = with_a_key_twice(value, path)
        with pytest.raises(InvalidInput) as refused:
            parse(json.dumps(made).encode())
        at = value
        for step in path:
            at = at[step]
        pointer = "".join(f"/{step}" for step in (*path, next(iter(at))))
        assert [error.pointer for error in refused.value.errors] == [pointer]


def test_an_object_that_a_later_key_hides_is_told_by_that_key():
    with pytest.raises(InvalidInput) as refused:
        parse(b'{"a": {"b": 1, "b": 2}, "a": {"b": 3}}')
    assert [error.pointer for error in refused.value.errors] == ["/a"]


def test_one_key_in_two_objects_is_no_repetition():
    assert parse(b'[{"a": 1}, {"a": {"a": 2}}]') == [{"a": 1}, {"a": {"a": 2}}]


def test_a_line_with_a_key_twice_is_a_problem_in_its_place():
    line = json.dumps(Twice(CASE)).encode()
    answer = json.loads(answer_line(determine, line))
    assert [error["pointer"] for error in answer["errors"]] == ["/authority"]


def test_a_body_with_a_key_twice_is_refused_and_nothing_is_recorded(platform):
    case = GrantCase(platform)
    case.assessed()
    body = json.dumps(with_a_key_twice(application(), ("works", 0)))
    with nothing_changes(platform, "grants", "entries"):
        answer = case.officer.post(
            f"/v1/cases/{case.id}/application",
            content=body,
            headers={"content-type": "application/json"},
        )
    problem(answer, "invalid-input", 422, "/works/0/id")


@pytest.mark.parametrize(
    "written", ["10.", ".50", "10.500", "1e1", "+10.00", "10.50 ", "1,000.00", "ten"]
)
@pytest.mark.parametrize("door", ["determine", "calculate"])
def test_money_is_pounds_and_pence(written, door):
    """The contracts of the commands: a string in pounds with two places."""
    if door == "determine":
        answer, made = determine, a_case(insurance=written)
    else:
        answer, made = calculate, household(income=[income(written)])
    stated = json.loads(answer_line(answer, json.dumps(made).encode()))
    pointers = [error["pointer"] for error in stated["errors"]]
    assert pointers == ["/insurance" if door == "determine" else "/income/0/amount"]


@pytest.mark.parametrize("written", ["10.00", "10.0", "10"])
def test_what_can_mean_one_sum_alone_is_taken(written):
    line = json.dumps(a_case(insurance=written)).encode()
    assert "errors" not in json.loads(answer_line(determine, line))


def test_a_body_of_more_values_than_any_form_has_is_refused_before_it_is_read(platform):
    """A megabyte can hold fifty thousand unknown keys, each a fault that takes time to tell."""
    many = {"person": {f"name {number}": number for number in range(MOST_VALUES + 1)}}
    therapist = platform.client("referral", "occupational_therapist")
    answer = therapist.post("/v1/referrals", json=many)
    assert "send less at once" in problem(answer, "invalid-input", 422, "")["errors"][0]["detail"]
