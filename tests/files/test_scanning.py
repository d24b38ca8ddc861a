"""Documents are looked at by a real ClamAV before they are kept."""

import asyncio
import hashlib
import io
import socket
import subprocess
import time

import pytest

from deploy.local.ports import LOOPBACK, free_port
from services.grants.app import SERVICE
from shared.files import Scan, ScannerUnavailable, clamd
from shared.web.app import create_app
from tests.files import samples
from tests.grants.test_documents import path, send
from tests.grants.test_service import GrantCase
from tests.needs import require_programs
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import Served

FOUND = b"What the scanner is told to find, and nothing that harms anybody."
MOST = 2 * 1024 * 1024
STARTS_WITHIN = 30
"""Seconds."""


@pytest.fixture(scope="module")
def scanner(tmp_path_factory):
    """The address of a clamd that knows one signature: the hash of these bytes."""
    require_programs("clamd")
    folder, port = tmp_path_factory.mktemp("clamav"), free_port()
    known = f"{hashlib.md5(FOUND).hexdigest()}:{len(FOUND)}:Found.By.Test\n"
    (folder / "test.hdb").write_text(known)
    settings = folder / "clamd.conf"
    settings.write_text(
        f"DatabaseDirectory {folder}\nTCPSocket {port}\nTCPAddr {LOOPBACK}\nForeground yes\n"
        f"StreamMaxLength {MOST}\nTemporaryDirectory {folder}\n"
    )
    running = subprocess.Popen(
        ["clamd", "--config-file", settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _wait_for(running, port)
    yield f"tcp://{LOOPBACK}:{port}"
    running.terminate()
    running.wait()


def _wait_for(running, port):
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and running.poll() is None:
        try:
            socket.create_connection((LOOPBACK, port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("clamd does not start")


async def said(address, content):
    return await clamd(address)(io.BytesIO(content))


async def test_what_holds_nothing_is_clean(scanner):
    assert await said(scanner, samples.PDF) is Scan.CLEAN


async def test_what_it_knows_is_found(scanner):
    assert await said(scanner, FOUND) is Scan.INFECTED


async def test_a_photograph_of_more_than_one_part_is_sent_whole(scanner):
    photograph = samples.JPEG + bytes(MOST - len(samples.JPEG) - 1)
    assert await said(scanner, photograph) is Scan.CLEAN


async def test_what_is_longer_than_it_takes_is_not_taken_for_clean(scanner):
    with pytest.raises(ScannerUnavailable):
        await said(scanner, bytes(2 * MOST))


async def test_where_nobody_answers_nothing_is_clean():
    with pytest.raises(ScannerUnavailable):
        await said(f"tcp://{LOOPBACK}:{free_port()}", samples.PDF)


@pytest.mark.parametrize(
    "told",
    [b"220 mail.example ESMTP\n", b"", b"stream: cannot scan ERROR\n"],
    ids=["another", "nothing", "trouble"],
)
async def test_an_answer_that_is_none_is_not_taken_for_clean(told):
    """As of something else that listens there, or of a scanner in trouble."""

    async def greet(reader, writer):
        await reader.readuntil(bytes(4))
        writer.write(told)
        writer.close()

    server = await asyncio.start_server(greet, LOOPBACK, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(ScannerUnavailable):
            await said(f"tcp://{LOOPBACK}:{port}", samples.PDF)


@pytest.mark.parametrize("address", ["clamav:3310", "http://clamav:3310", "tcp://clamav"])
def test_an_address_says_how_where_and_at_which_port(address):
    with pytest.raises(ValueError, match="tcp://host:port"):
        clamd(address)


@pytest.fixture
def scanned(platform):
    """The grants service with a scanner at an address, and a case before its officer."""
    served = []

    def serve(address):
        settings = platform.settings("grants", scanner=address)
        app = create_app(SERVICE, settings, clock=lambda: platform.now)
        served.append(Served(app, settings.port))
        case = GrantCase(platform).assessed()
        case.officer.base_url = f"http://{LOOPBACK}:{settings.port}"
        return case

    yield serve
    for each in served:
        each.stop()


def test_a_service_keeps_what_is_clean_and_refuses_what_is_not(platform, scanned, scanner):
    case = scanned(scanner)
    assert send(case).json()["scan"] == "clean"
    with nothing_changes(platform, "grants", "documents"):
        problem(send(case, FOUND, name="x.txt"), "file-infected", 422)


def test_a_service_whose_scanner_is_away_takes_nothing_in_and_says_when_to_try_again(
    platform, scanned
):
    case = scanned(f"tcp://{LOOPBACK}:{free_port()}")
    with nothing_changes(platform, "grants", "documents"):
        answer = send(case)
        problem(answer, "scanner-unavailable", 503)
    assert answer.headers["retry-after"]
    assert case.officer.get(path(case)).json()["items"] == []
