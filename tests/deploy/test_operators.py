"""Operators' commands beside a running stack: they find it by themselves and say what happened."""

import json
import os
import pty
import re
import runpy
import sys
import uuid

import httpx
import pytest

from deploy.local.journey.case_file import CaseFile
from deploy.local.journey.journey import _empty_home
from deploy.local.roles import SERVICES
from deploy.local.stack import Stack
from shared.settings import LOCAL_STACK
from tests.deploy.operating import LOAD, NOWHERE, OPERATING, RULES
from tests.deploy.stack import ROOT

pytestmark = pytest.mark.xdist_group("operators")
CASE = uuid.uuid4()
LETTER = """
INSERT INTO forum.inbox (event_id, subscriber, type, source, subject, lane, case_id, district,
                         occurred_at, data, dead_at, attempts, error)
VALUES ($1, 'forum', 'referral.received', '/services/referral', $3, $3, $2, 'E07000081', now(),
        '{"number": 1}', CASE WHEN $4 THEN now() END, 8, 'LookupError in handle, line 3')
"""


@pytest.fixture
def letter(sql):
    """A dead letter with one event waiting behind it."""
    sql("DELETE FROM forum.inbox")
    event_id = uuid.uuid4()
    for each, dead in ((event_id, True), (uuid.uuid4(), False)):
        sql(LETTER, each, CASE, str(CASE), dead)
    return event_id


def on_terminal(operate, *words):
    """What the command shows to a person."""
    ours, theirs = pty.openpty()
    operate(*words, capture_output=False, stdout=theirs)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode().replace("\r\n", "\n")
    os.close(ours)
    return shown


def test_piped_the_list_is_a_json_object_a_line(operate, letter):
    [line] = operate("services.forum", "dead-letters", "list").stdout.splitlines()
    told = json.loads(line)
    assert (told["event_id"], told["case_id"]) == (str(letter), str(CASE))
    assert (told["attempts"], told["waiting"]) == (8, 1)
    assert "content" not in told


def test_on_a_narrow_terminal_the_ids_are_whole(operate, letter):
    shown = on_terminal(operate, "services.forum", "dead-letters", "list")
    assert str(letter) in shown
    assert str(CASE) in shown
    assert "1 waiting behind it" in shown


def test_no_dead_letters_is_said_to_a_person_and_is_nothing_to_a_program(operate, sql):
    sql("DELETE FROM forum.inbox")
    assert on_terminal(operate, "services.forum", "dead-letters", "list") == "no dead letters\n"
    assert operate("services.forum", "dead-letters", "list").stdout == ""


def test_inspect_shows_the_event_itself(operate, letter):
    _, content = operate(
        "services.forum", "dead-letters", "inspect", str(letter)
    ).stdout.splitlines()
    assert json.loads(content) == {"number": 1}


@pytest.mark.parametrize(
    "act, says", [("retry", "will be handled again, and then 1"), ("discard", "is given up; 1")]
)
def test_an_act_says_what_happened_and_a_second_that_there_is_nothing(operate, letter, act, says):
    done = operate("services.forum", "dead-letters", act, str(letter))
    assert f"{letter} {says} behind it" in done.stdout
    again = operate("services.forum", "dead-letters", act, str(letter))
    assert again.returncode == 1
    assert f"no dead letter {letter} to {act}" in again.stderr


def test_a_rebuild_says_how_much_is_read_again(operate, letter):
    assert "2 events will be read again" in operate("services.forum", "rebuild").stdout


@pytest.mark.parametrize("schema", ["services.grants", "services.referral", "shared.bus"])
def test_a_migration_says_where_the_schema_is(operate, stack, schema):
    assert " already" in operate(schema, "migrate").stdout


def test_a_rematch_finds_the_stack_with_homes_and_without(operate, stack):
    assert '"homes": 0' in operate("services.register", "rematch").stdout
    home = _empty_home(CaseFile.read(ROOT / "tests/journeys/first.json"), "10033544614")
    officer = {"authorization": f"Bearer {stack.issuer.mint('housing_options')}"}
    entered = httpx.post(f"{stack.address('register')}/v1/homes", json=home, headers=officer)
    assert entered.status_code == 201, entered.text
    done = operate("services.register", "rematch")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["homes"] == 0


def test_clinical_words_are_sealed_anew_by_the_stacks_own_key(operate, stack):
    done = operate("services.referral", "reseal")
    assert done.stdout == "0 rows are sealed by the first key\n", done.stderr


def test_a_load_finds_the_stack_and_says_what_came_of_it(operate, stack, stock):
    done = operate(*LOAD)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == 1


def test_a_key_of_this_folder_never_meets_a_database_of_another(operate, stack):
    elsewhere = {"DFG_DATABASE_URL": NOWHERE}
    done = operate("services.referral", "reseal", settings=elsewhere)
    assert "DFG_CLINICAL_KEYS: Field required" in done.stderr


@pytest.mark.parametrize("service", SERVICES)
def test_each_command_of_a_service_is_of_the_rules_or_tested_here(service, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", [service, "--help"])
    monkeypatch.delitem(sys.modules, f"services.{service}.__main__", raising=False)
    with pytest.raises(SystemExit):
        runpy.run_module(f"services.{service}", run_name="__main__")
    commands = set(re.findall(r"^    (\S+)", capsys.readouterr().out, re.MULTILINE))
    assert commands >= {"serve", "migrate", "rebuild", "dead-letters"}
    assert commands - RULES - {"serve"} <= {words[1] for words in OPERATING}


def test_without_a_stack_it_is_said_what_is_missing(operate, stack, tmp_path):
    done = operate("services.forum", "dead-letters", "list", cwd=tmp_path)
    assert done.returncode != 0
    assert "DFG_DATABASE_URL: Field required" in done.stderr
    assert "make run" in done.stderr


def test_beside_a_stack_without_kafka_it_is_said_which_has_a_broker(operate, stack):
    done = operate("shared.bus", "authority")
    assert done.returncode != 0
    assert "DFG_KAFKA_BOOTSTRAP: Field required" in done.stderr
    assert "make run BUS=kafka" in done.stderr


def test_only_the_user_may_read_how_the_databases_are_reached(stack, folder):
    assert (folder / LOCAL_STACK).stat().st_mode & 0o077 == 0


def test_what_was_told_goes_with_the_stack(tmp_path):
    stack = Stack(tmp_path / ".local", first_port=None, services=())
    try:
        stack.start()
        assert (tmp_path / LOCAL_STACK).exists()
    finally:
        stack.stop()
    assert not (tmp_path / LOCAL_STACK).exists()
