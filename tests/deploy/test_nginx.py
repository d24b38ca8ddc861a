"""The proxy before the services, a real nginx: slow callers are let go, other names get no answer."""

import re
import socket
import subprocess
import time

import httpx
import pytest

from deploy.local.ports import LOOPBACK, free_port
from tests.deploy.stack import ROOT, SERVICES, container, host_of
from tests.needs import require_programs
from tests.platform.running import until

CONFIGURATION = (ROOT / "deploy/nginx/nginx.conf").read_text(encoding="utf-8")
PATIENCE = 2
"""Seconds instead of the ten of the configuration."""


def hurried(port: int, upstream: int, folder) -> str:
    """The project's configuration, with less patience, before one service on this machine."""
    text = CONFIGURATION.replace("listen 8080", f"listen {LOOPBACK}:{port}")
    text = re.sub(r"(client_\w+_timeout|send_timeout) 10s", rf"\1 {PATIENCE}s", text)
    text = re.sub(r"http://[a-z-]+:\d+/", f"http://{LOOPBACK}:{upstream}/", text)
    return text.replace("/tmp/", f"{folder}/")


@pytest.fixture(scope="module")
def proxy(running, tmp_path_factory):
    """Port of the proxy before the referral service."""
    require_programs("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o777)
    port = free_port()
    upstream = int(running.address("referral").rpartition(":")[2])
    (folder / "nginx.conf").write_text(hurried(port, upstream, folder))
    words = ["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder), "-g", "daemon off;"]
    process = subprocess.Popen(words)
    until(lambda: _listens(port))
    yield port
    process.terminate()
    process.wait()


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def ask(port, path, **headers):
    return httpx.get(f"http://{LOOPBACK}:{port}{path}", headers={"host": "localhost"} | headers)


def test_each_service_is_reached_by_its_name():
    for service in SERVICES:
        port = container(service)["environment"]["DFG_PORT"]
        assert f"/{host_of(service)}/ {{ proxy_pass http://{host_of(service)}:{port}/; }}" in (
            CONFIGURATION
        )


def test_a_request_reaches_the_service(proxy):
    assert ask(proxy, "/referral/health/live").json() == {"status": "live"}
    assert ask(proxy, "/referral/v1/referrals").status_code in {401, 405}


@pytest.mark.parametrize("path", ["/referral/metrics", "/", "/elsewhere/"])
def test_what_is_not_for_callers_is_not_reached(proxy, path):
    assert ask(proxy, path).status_code == 404


def test_another_name_gets_no_answer(proxy):
    with pytest.raises(httpx.TransportError):
        ask(proxy, "/referral/health/live", host="evil.example")


@pytest.mark.parametrize(
    "begun",
    [
        b"GET /referral/health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        b"POST /referral/v1/referrals HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n{",
    ],
)
def test_who_sends_slowly_is_let_go(proxy, begun):
    """A byte now and then keeps a header waiting for ever, but not here."""
    with socket.create_connection((LOOPBACK, proxy), timeout=5 * PATIENCE) as slow:
        slow.sendall(begun)
        began = time.monotonic()
        assert b"HTTP/1.1 200" not in _last_words(slow)
    assert time.monotonic() - began < 3 * PATIENCE


def _last_words(connection):
    try:
        return connection.recv(1000)
    except ConnectionResetError:
        return b""


def test_a_body_beyond_measure_is_refused_at_the_door(proxy):
    head = f"POST /referral/v1/loads HTTP/1.1\r\nHost: localhost\r\nContent-Length: {42 * 1024**2}"
    with socket.create_connection((LOOPBACK, proxy), timeout=5) as sender:
        sender.sendall(f"{head}\r\n\r\n".encode())
        assert b" 413 " in _last_words(sender)
