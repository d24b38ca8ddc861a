"""One suite of promises, held by a folder and by a server that speaks S3."""

import hashlib
import io
import os
import subprocess
import sys
import time
import uuid

import boto3
import pytest
from moto.server import ThreadedMotoServer

from shared.files import Damaged, Store, TooLarge, Unavailable, receive
from shared.files.store import ABANDONED_SECONDS
from shared.problems import NotFound
from tests.files import samples

CONTENT = samples.PDF * 50_000
"""Two megabytes."""


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def s3():
    """A server that speaks S3 on this machine, with an empty bucket."""
    bucket = f"documents-{uuid.uuid4().hex[:8]}"  # what is kept outlives the server
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_REGION": "eu-west-2",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_ALLOW_HTTP": "true",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        boto3.client("s3").create_bucket(
            Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
        )
        yield f"s3://{bucket}/dfg"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def address(request, tmp_path):
    if request.param == "folder":
        return (tmp_path / "documents").as_uri()
    return request.getfixturevalue("s3")


async def read(store, key, content):
    return b"".join([part async for part in store.read(key, sha256(content))])


async def test_what_is_kept_is_read_as_it_was(address):
    store, key = Store.open(address), uuid.uuid4()
    await store.create(key, io.BytesIO(CONTENT), sha256(CONTENT))
    assert await read(Store.open(address), key, CONTENT) == CONTENT


async def test_what_is_kept_is_never_overwritten(address):
    store, key = Store.open(address), uuid.uuid4()
    await store.create(key, io.BytesIO(CONTENT), sha256(CONTENT))
    await store.create(key, io.BytesIO(CONTENT), sha256(CONTENT))
    with pytest.raises(Damaged):
        await store.create(key, io.BytesIO(b"other"), sha256(b"other"))
    assert await read(store, key, CONTENT) == CONTENT


async def test_content_that_was_changed_behind_our_back_is_told(address):
    store, key = Store.open(address), uuid.uuid4()
    await store.create(key, io.BytesIO(b"other"), sha256(b"other"))
    with pytest.raises(Damaged):
        await read(store, key, CONTENT)


async def test_what_was_never_kept_is_not_found(address):
    with pytest.raises(NotFound):
        await read(Store.open(address), uuid.uuid4(), CONTENT)


async def test_content_that_cannot_be_read_to_its_end_leaves_nothing(address):
    """The client's connection breaks, or its disk: nothing is there under the key."""
    store, key = Store.open(address), uuid.uuid4()

    class Breaks(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > 0:
                raise OSError("it broke off")
            return super().read(min(size, 1024) if size > 0 else 1024)

    with pytest.raises(Unavailable):
        await store.create(key, Breaks(CONTENT), sha256(CONTENT))
    with pytest.raises(NotFound):
        await read(store, key, CONTENT)


async def test_a_store_that_does_not_answer_is_said_so(monkeypatch, s3):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    store = Store.open("s3://documents?retries=0")
    with pytest.raises(Unavailable):
        await read(store, uuid.uuid4(), CONTENT)


WRITER = """
import asyncio, io, sys, uuid
from shared.files import Store

class Slow(io.BytesIO):
    def read(self, size=-1):
        if self.tell() > 1_000_000:
            print("half", flush=True)
            import time; time.sleep(60)
        return super().read(min(size, 65_536) if size > 0 else 65_536)

store = Store.open(sys.argv[1])
asyncio.run(store.create(uuid.UUID(sys.argv[2]), Slow(b"x" * 3_000_000), "-"))
"""


async def test_a_process_killed_in_the_middle_leaves_nothing_that_can_be_read(address):
    key = uuid.uuid4()
    kill_in_the_middle(address, key)
    store = Store.open(address)
    with pytest.raises(NotFound):
        await read(store, key, CONTENT)
    await store.create(key, io.BytesIO(CONTENT), sha256(CONTENT))
    assert await read(store, key, CONTENT) == CONTENT


def kill_in_the_middle(address, key):
    """Stop a process that has written half of its content."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, address, str(key)], stdout=subprocess.PIPE
    )
    assert writer.stdout.readline() == b"half\n"
    writer.kill()
    writer.wait()
    writer.stdout.close()


def test_what_a_killed_writer_left_in_a_folder_is_removed_once_it_is_old(tmp_path):
    """Not before: another process may be writing it just now."""
    part, kept = tmp_path / "ab" / "abcdef#1", tmp_path / "ab" / "abcdef"
    part.parent.mkdir()
    for file in (part, kept):
        file.write_bytes(b"x")
    Store.open(tmp_path.as_uri())
    assert part.exists()
    old = time.time() - ABANDONED_SECONDS - 60
    for file in (part, kept):
        os.utime(file, (old, old))
    Store.open(tmp_path.as_uri())
    assert (part.exists(), kept.exists()) == (False, True)


def test_any_other_address_is_refused():
    with pytest.raises(ValueError, match="file:///folder"):
        Store.open("/tmp/documents")


async def parts_of(content, size=1000):
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def test_a_file_is_hashed_and_limited_as_it_comes():
    async with receive(parts_of(CONTENT), "certificate.pdf", most=len(CONTENT)) as incoming:
        assert (incoming.bytes, incoming.sha256) == (len(CONTENT), sha256(CONTENT))

    async def endless():
        while True:
            yield b"x" * 1000

    with pytest.raises(TooLarge):
        async with receive(endless(), "note.txt", most=100_000):
            pass
