"""One suite of promises for every way to send a letter, and what GOV.UK Notify answers."""

import base64
import logging
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from shared.files import Store
from shared.letters import FolderSender, NotifySender, Post, Refused, Undeliverable
from shared.letters.posting import LetterState
from tests.letters.given import ADDRESS

PDF = b"%PDF-1.7 a letter"
KEY = f"council-{uuid.UUID(int=1)}-{uuid.UUID(int=2)}"


class Notify:
    """Answers as GOV.UK Notify does, and takes the same letter twice without complaint."""

    def __init__(self):
        self.letters, self.status, self.refuses = [], "created", None
        notify = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked = parse_qs(urlsplit(self.path).query)
                found = [x for x in notify.letters if x["reference"] == asked["reference"][0]]
                shown = [{"reference": x["reference"], "status": notify.status} for x in found]
                self._answer(200, {"notifications": shown, "links": {}})

            def do_POST(self):
                body = orjson.loads(self.rfile.read(int(self.headers["content-length"])))
                if notify.refuses:
                    message = f"{body['reference']} Ms A. Person"
                    faults = [{"error": "BadRequestError", "message": message}]
                    return self._answer(notify.refuses, {"errors": faults})
                notify.letters.append(body)
                return self._answer(201, {"id": str(uuid.uuid4()), "reference": body["reference"]})

            def _answer(self, status, body):
                content = orjson.dumps(body)
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                """The test says enough."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def notify():
    server = Notify()
    yield server
    server.stop()


@pytest.fixture(params=["folder", "notify"])
def sender(request, tmp_path):
    if request.param == "folder":
        return FolderSender(tmp_path / "letters")
    return NotifySender(KEY, request.getfixturevalue("notify").address)


async def test_a_letter_is_sent_once_however_often_it_is_asked_for(sender, request):
    reference = uuid.uuid4()
    assert await sender.state(reference) is None
    for _ in range(2):
        await sender.send(reference, PDF, ADDRESS)
    assert await sender.state(reference) in {LetterState.ACCEPTED, LetterState.DISPATCHED}
    if isinstance(sender, NotifySender):
        [letter] = request.getfixturevalue("notify").letters
        assert letter["reference"] == str(reference)
        assert base64.b64decode(letter["content"]) == PDF


@pytest.mark.parametrize(
    "address, says",
    [
        (("Ms A. Person", "GL5 1AA"), "3 to 7 lines"),
        (("a", "b", "c", "d", "e", "f", "g", "GL5 1AA"), "3 to 7 lines"),
        (("Ms A. Person", "No fixed abode", "GL5 1AA"), "no fixed address"),
        (("Ms A. Person", "NFA", "GL5 1AA"), "no fixed address"),
        (("Cpl A. Person", "BFPO 105", "GL5 1AA"), "forces"),
        (("Ms A. Person", "(Flat 2)", "GL5 1AA"), "bracket"),
        (("Ms A. Person", "-", "GL5 1AA"), "letter or a number"),
        (("Ms A. Person", "1 Example Street", "Stroud"), "the last line"),
    ],
)
async def test_what_would_be_refused_after_it_was_accepted_is_refused_at_once(
    sender, address, says
):
    reference = uuid.uuid4()
    with pytest.raises(Undeliverable) as refused:
        await sender.send(reference, PDF, address)
    assert says in refused.value.detail
    assert not any(line in refused.value.detail for line in address if len(line) > 3)
    assert await sender.state(reference) is None


@pytest.mark.parametrize(
    "status, state",
    [
        ("pending-virus-check", LetterState.ACCEPTED),
        ("accepted", LetterState.ACCEPTED),
        ("received", LetterState.DISPATCHED),
        ("validation-failed", LetterState.FAILED),
        ("virus-scan-failed", LetterState.FAILED),
        ("technical-failure", LetterState.FAILED),
        ("permanent-failure", LetterState.FAILED),
        ("cancelled", LetterState.FAILED),
    ],
)
async def test_what_notify_says_of_a_letter(notify, status, state):
    sender, reference = NotifySender(KEY, notify.address), uuid.uuid4()
    await sender.send(reference, PDF, ADDRESS)
    notify.status = status
    assert await sender.state(reference) is state


@pytest.mark.parametrize("status", [400, 403, 429, 500])
async def test_a_refusal_says_nothing_of_the_person(notify, status, caplog):
    notify.refuses = status
    with caplog.at_level(logging.DEBUG), pytest.raises(Refused) as refused:
        await NotifySender(KEY, notify.address).send(uuid.uuid4(), PDF, ADDRESS)
    assert refused.value.detail == f"GOV.UK Notify answered {status}"
    assert "Person" not in caplog.text
    assert refused.value.__suppress_context__


def test_the_way_out_is_what_the_settings_name(tmp_path):
    store = Store.open(tmp_path.as_uri())
    assert isinstance(Post.open(store, f"{tmp_path.as_uri()}/letters", "").sender, FolderSender)
    assert isinstance(Post.open(store, "https://notify.example", KEY).sender, NotifySender)
    assert Post.open(store, "", "") is None
    assert Post.open(None, "https://notify.example", KEY) is None
    with pytest.raises(ValueError, match=r"GOV\.UK Notify"):
        Post.open(store, "mailto:somebody", "")
