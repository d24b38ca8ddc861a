"""A sender's files wait until they are taken in; of one sender only so many are kept."""

import uuid

import pytest

from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, until
from tests.referral.test_sheets import HEADINGS, TRUST

SENT_BY = """INSERT INTO {table} SELECT (jsonb_populate_record(
  sent, jsonb_build_object('id', gen_random_uuid(), 'finished_at', NULL))).*
  FROM {table} sent, generate_series(1, 10) WHERE id = $1"""
TAKEN_IN = "UPDATE {table} SET finished_at = now() WHERE by = $1 AND finished_at IS NULL"


HOMES = (
    ("register", "housing_options"),
    "/v1/loads",
    {"district": GLOUCESTER, "provider_id": "waiting"},
    "UPRN,Bedrooms\n100600999999,2\n",
)
REFERRALS = (
    ("referral", "occupational_therapist"),
    "/v1/sheets",
    TRUST | {"organisation": "waiting"},
    HEADINGS + "\n",
)

CASES = (
    ("grants", "service_manager"),
    "/v1/take-overs",
    {"district": GLOUCESTER, "organisation": "waiting"},
    "Reference,Stage\nwaiting,enquiry\n",
)


@pytest.mark.parametrize(
    "door, table",
    [(HOMES, "register.loads"), (REFERRALS, "referral.sheets"), (CASES, "grants.take_overs")],
    ids=["homes", "people", "cases"],
)
def test_so_many_files_of_one_sender_wait(platform, door, table):
    (service, role), path, asked, content = door
    sender = f"sender-{uuid.uuid4().hex[:8]}"
    client = platform.client(service, role, sub=sender)

    def send(client):
        return client.post(path, params=asked, content=content)

    first = send(client)
    assert first.status_code == 201, first.text
    until(lambda: client.get(f"{path}/{first.json()['id']}").json()["finished_at"])
    platform.sql(SENT_BY.format(table=table), uuid.UUID(first.json()["id"]))
    refused = send(client)
    assert "not done yet" in problem(refused, "too-many-requests", 429)["detail"]
    assert int(refused.headers["retry-after"]) > 0
    other = platform.client(service, role, sub="somebody else")
    assert send(other).status_code == 201
    platform.sql(TAKEN_IN.format(table=table), sender)
    assert send(client).status_code == 201
