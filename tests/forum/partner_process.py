"""A partner's own system, in a process of its own: it keeps each event, and how far it has come.

Killed at any time, it goes on from what it has kept: an event may come twice, and none is lost.
"""

import asyncio
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
from aiokafka import AIOKafkaConsumer
from standardwebhooks import Webhook

KEPT = Path(os.environ["KEPT"])
SECONDS = 0.05


def keep(event, cursor=None):
    with KEPT.open("a") as file:
        file.write(json.dumps({"event": event, "cursor": cursor}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def last_cursor():
    """Of the last line that is whole, else where it was begun; what was cut off by the end of the process is read again."""
    if not KEPT.exists():
        return os.environ["START"]
    text = KEPT.read_text()
    whole = text[: text.rfind("\n") + 1]
    KEPT.write_text(whole)
    lines = whole.splitlines()
    return json.loads(lines[-1])["cursor"] if lines else os.environ["START"]


def client():
    token = {"authorization": f"Bearer {os.environ['TOKEN']}"}
    return httpx.Client(base_url=os.environ["FORUM"], headers=token, timeout=30)


def feed():
    """A page of two at a time; its cursor is kept once its last event is."""
    cursor = last_cursor()
    with client() as forum:
        while True:
            asked = {"limit": 2, "cursor": cursor}
            page = forum.get(os.environ["SHARED"] + "/feed", params=asked).raise_for_status().json()
            for event in page["items"]:
                keep(event, cursor)
                time.sleep(SECONDS)
            if page["items"] and page["next"] != cursor:
                keep(page["items"][-1], page["next"])
            cursor = page["next"]
            time.sleep(SECONDS)


def stream():
    headers = {"last-event-id": last_cursor()}
    with (
        client() as forum,
        forum.stream("GET", os.environ["SHARED"] + "/stream", headers=headers) as answer,
    ):
        answer.raise_for_status()
        told = {}
        for line in answer.iter_lines():
            if not line and "data" in told:
                keep(json.loads(told["data"]), told["id"])
                time.sleep(SECONDS)
            if not line:
                told = {}
            else:
                name, _, value = line.partition(": ")
                told[name] = value


def webhook():
    """Takes what is signed by its secret, and nothing else."""
    secret = os.environ["SECRET"]

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            event = Webhook(secret).verify(body, dict(self.headers))
            assert self.headers["webhook-id"] == event["event_id"]
            keep(event | {"headers": dict(self.headers)})
            time.sleep(SECONDS)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            """Says nothing."""

    HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Receiver).serve_forever()


async def kafka():
    topic, principal = os.environ["TOPIC"], os.environ["PRINCIPAL"]
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=os.environ["BOOTSTRAP"],
        group_id=f"{principal}.reading",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        session_timeout_ms=6000,
        security_protocol="SASL_PLAINTEXT",
        sasl_mechanism="PLAIN",
        sasl_plain_username=principal,
        sasl_plain_password=os.environ["PASSWORD"],
    )
    async with consumer:
        async for record in consumer:
            surrounding = {name: value.decode() for name, value in record.headers}
            surrounding["key"] = record.key.decode()
            keep(json.loads(record.value) | {"headers": surrounding})
            await asyncio.sleep(SECONDS)
            await consumer.commit()


if __name__ == "__main__":
    way = os.environ["WAY"]
    if way == "kafka":
        asyncio.run(kafka())
    else:
        {"feed": feed, "stream": stream, "webhook": webhook}[way]()
