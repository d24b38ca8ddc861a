"""One suite of promises for every way to send a letter, and what GOV.UK Notify answers."""

import logging
import uuid

import pytest

from shared.files import Store
from shared.letters import FolderSender, NotifySender, Post, Refused, Undeliverable
from shared.letters.posting import LetterState, check_address
from tests.letters.given import ADDRESS
from tests.letters.notify import KEY, SECRET, Notify

PDF = b"%PDF-1.7 a letter"


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
        await sender.send(reference, PDF)
    assert await sender.state(reference) in {LetterState.ACCEPTED, LetterState.DISPATCHED}
    if isinstance(sender, NotifySender):
        [letter] = request.getfixturevalue("notify").letters
        assert letter["reference"] == str(reference)
        assert letter["content"] == PDF


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
def test_what_would_be_refused_after_it_was_accepted_is_refused_at_once(address, says):
    with pytest.raises(Undeliverable) as refused:
        check_address(address)
    assert says in refused.value.detail
    assert not any(line in refused.value.detail for line in address if len(line) > 3)


def test_an_address_to_which_a_letter_can_go():
    check_address(ADDRESS)


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
    await sender.send(reference, PDF)
    notify.status = status
    assert await sender.state(reference) is state


@pytest.mark.parametrize("status", [400, 403, 429, 500])
async def test_a_refusal_says_nothing_of_the_person(notify, status, caplog):
    notify.refuses = [status]
    with caplog.at_level(logging.DEBUG), pytest.raises(Refused) as refused:
        await NotifySender(KEY, notify.address).send(uuid.uuid4(), PDF)
    assert refused.value.detail == f"GOV.UK Notify answered {status}"
    assert "Person" not in caplog.text
    assert refused.value.__suppress_context__


async def test_notify_is_asked_by_a_token_of_the_key(notify):
    """Its fake is none that takes anything: a key of another secret is turned away."""
    sender = NotifySender(KEY.replace(str(SECRET), str(uuid.UUID(int=9))), notify.address)
    with pytest.raises(Refused, match="403"):
        await sender.send(uuid.uuid4(), PDF)
    assert notify.letters == []


async def test_what_is_no_answer_of_notify_is_a_refusal_too(notify, caplog):
    """A page of something that stands before it, which may repeat what was sent."""
    notify.page = "<html>Ms A. Person</html>"
    with caplog.at_level(logging.DEBUG), pytest.raises(Refused, match="200") as refused:
        await NotifySender(KEY, notify.address).send(uuid.uuid4(), PDF)
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
