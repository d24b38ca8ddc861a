"""`python -m services.register load FILE`, run as an operator runs it, on a real database."""

import datetime as dt
import itertools
import json
import os
import pty
import subprocess
import sys
import uuid

import pytest

from bench.worst_file import WorstFile, differences, found
from deploy.local.ports import LOOPBACK, free_port
from tests.platform.running import GLOUCESTER, until

COMMAND = [sys.executable, "-m", "services.register", "load"]
UPRNS = itertools.count(100_800_000_001)
"""Each file has homes of its own: another provider's are refused."""


@pytest.fixture
def provider():
    return f"p-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def file(tmp_path):
    """Three rows: a home, one with a cell that cannot be read, and one without a UPRN."""
    rows = ("UPRN,Bedrooms,Front door width", f"{next(UPRNS)},2,850", f"{next(UPRNS)},x,900", ",1,")
    path = tmp_path / "stock.csv"
    path.write_text("".join(f"{row}\r\n" for row in rows), newline="")
    return path


@pytest.fixture
def environment(platform):
    platform.address("register")
    return os.environ | {"DFG_DATABASE_URL": platform.settings("register").database_url}


def command(file, provider, **options):
    asked = {"provider": provider, "district": GLOUCESTER} | options
    words = [word for name, value in asked.items() for word in (f"--{name}", value)]
    return [*COMMAND, str(file), *words]


def run(file, provider, environment, **options):
    return subprocess.run(
        command(file, provider, **options), env=environment, capture_output=True, check=False
    )


def loaded(file, provider, environment):
    done = run(file, provider, environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_file_is_taken_in_and_what_came_of_it_is_printed(file, provider, environment):
    told = loaded(file, provider, environment)
    assert (told["state"], told["provider_id"], told["bytes"]) == (
        "finished",
        provider,
        file.stat().st_size,
    )
    assert (told["rows"], told["entered"], told["refused"]) == (3, 2, 1)
    again = loaded(file, provider, environment)
    assert (again["rows"], again["unchanged"], again["refused"]) == (3, 2, 1)


def test_progress_is_told_on_a_terminal(file, provider, environment):
    terminal, theirs = pty.openpty()
    subprocess.run(
        command(file, provider),
        env=environment | {"TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=True,
    )
    assert b"3/?" in os.read(terminal, 10_000)


def problem(done):
    assert (done.returncode, done.stdout) == (2, b"")
    return json.loads(done.stderr)


def test_a_file_without_uprns_is_a_problem_and_exits_2(tmp_path, provider, environment):
    file = tmp_path / "stock.csv"
    file.write_bytes(b"Address,Bedrooms\r\n1 High St,2\r\n")
    assert "no heading for the UPRN" in problem(run(file, provider, environment))["detail"]


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path, provider, environment, platform):
    for path in (tmp_path / "none.csv", tmp_path):
        assert str(path) in problem(run(path, provider, environment))["detail"]
    count = "SELECT count(*) FROM register.loads WHERE provider_id = $1"
    assert platform.sql.one(count, provider) == 0


def test_words_that_mean_nothing_are_named(file, provider, environment):
    told = problem(run(file, "A & B", environment, district="Stroud", basis="hearsay"))
    assert {e["pointer"] for e in told["errors"]} == {"/provider_id", "/district", "/basis"}


def test_a_missing_setting_is_named(tmp_path, provider):
    done = run(tmp_path, provider, {"PATH": os.environ["PATH"]})
    assert done.returncode == 1
    assert b"DFG_DATABASE_URL" in done.stderr


def test_a_database_that_is_not_there_is_said_in_one_line(file, provider, environment):
    nowhere = f"postgresql://dfg_register@{LOOPBACK}:{free_port()}/dfg"
    done = run(file, provider, environment | {"DFG_DATABASE_URL": nowhere})
    assert done.returncode == 1
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("python -m services.register broke off: ")
    assert "Connect call failed" in line


def test_a_load_whose_process_was_killed_is_gone_on_with_by_whoever_comes_next(
    tmp_path, provider, environment, platform
):
    platform.now = dt.datetime.now(dt.UTC)  # the command goes by the real day
    file = WorstFile(1_600, first_uprn=100_810_000_000, comment=10)
    path = tmp_path / "stock.csv"
    file.csv(path)
    killed = subprocess.Popen(command(path, provider), env=environment, stderr=subprocess.DEVNULL)
    [[load_id]] = until_some(
        platform, "SELECT id FROM register.loads WHERE provider_id = $1", provider
    )
    killed.kill()
    killed.wait()
    other = next(UPRNS)
    (tmp_path / "next.csv").write_text(f"UPRN,Bedrooms\r\n{other},2\r\n", newline="")
    assert loaded(tmp_path / "next.csv", provider, environment)["entered"] == 1
    client = platform.client("register", "housing_options")
    told = client.get(f"/v1/loads/{load_id}").json()
    assert (told["state"], told["entered"]) == ("finished", len(file.uprns))
    platform.sql("DELETE FROM register.homes WHERE uprn = $1", str(other))
    assert list(differences(file.expected, *found(platform.sql, str(load_id), provider))) == []
    numbers = platform.sql(
        "SELECT DISTINCT number FROM register.surveys WHERE provider_id = $1", provider
    )
    assert [row["number"] for row in numbers] == [1]


def test_a_load_that_gets_no_further_is_said_to_have_broken_off(provider, environment, platform):
    platform.sql(
        "INSERT INTO register.loads (id, district, provider_id, basis, landlord_kind, bytes, by,"
        " rows, entered, updated, unchanged, refused, passed_over, started_at, progressed_at)"
        " VALUES (gen_random_uuid(), $1, $2, 'surveyed', 'council', 1, 'x', 0, 0, 0, 0, 0,"
        " '[]', $3, $3)",
        GLOUCESTER,
        provider,
        platform.now,
    )
    load_id = platform.sql.one("SELECT id FROM register.loads WHERE provider_id = $1", provider)
    client = platform.client("register", "housing_options")
    platform.now += dt.timedelta(minutes=4)
    assert client.get(f"/v1/loads/{load_id}").json()["state"] == "running"
    platform.now += dt.timedelta(minutes=2)
    told = client.get(f"/v1/loads/{load_id}").json()
    assert (told["state"], told["failure"]) == ("failed", "it broke off: send the file again")


def until_some(platform, statement, *values):
    found = []

    def look():
        found[:] = platform.sql(statement, *values)
        return found

    until(look)
    return found
